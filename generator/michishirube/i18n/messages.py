"""Message catalogues: the texts of the site (`ui`) and of reports (`diagnostics`) by language.

Each language is a folder of TOML files below `locales/`. A missing key is a bug and raises
`KeyError`; a test ensures that all languages have the same keys.
"""

from __future__ import annotations

import functools
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")

FALLBACK = "ja"
"""The language if neither the guide nor the system determines one."""
DEFAULT = "en"
"""The language of words that a guide's own one lacks."""

_BLANK = re.compile(r"\{(\w+)\}")

LOCALES = Path(__file__).parent / "locales"


def languages() -> list[str]:
    """Return the supported languages as sorted IETF tags."""
    return sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir())


def bundled(language: str) -> str | None:
    """Return the bundled language of a tag: itself, or without its region (`en-GB` → `en`)."""
    known = languages()
    return next((each for each in (language, base(language)) if each in known), None)


def base(language: str) -> str:
    """Return a language tag without its region or script, in lower case."""
    return language.partition("-")[0].lower()


def spoken(asked: str | None, own: str = "") -> str:
    """Choose a language: the requested one, else the guide's own, else the system's.

    Args:
        asked: The requested language; ignored if it isn't supported.
        own: The guide's language, "" if no guide could be read.
    """
    known = languages()
    wanted = (asked or "", own, base(own), system_language())
    return next((each for each in wanted if each in known), DEFAULT if own else FALLBACK)


def system_language(environment: Mapping[str, str] = os.environ) -> str:
    """Return the system's message language, such as "en"; "" if it isn't set.

    Reads the POSIX variables in order of precedence; "C" and "POSIX" don't name a language.
    """
    named = next((value for name in _LOCALE if (value := environment.get(name))), "")
    language = re.split(r"[_.@]", named)[0].lower()
    return "" if language in ("c", "posix") else language


@functools.cache
def load(language: str, part: str) -> Messages:
    """Load a catalogue (`ui`, `diagnostics`, …) of a language, or of the one that stands in for it.

    Raises:
        KeyError: There is no such catalogue.
    """
    path = LOCALES / (bundled(language) or DEFAULT) / f"{part}.toml"
    if not path.is_file():
        raise KeyError(f"{language}/{part}")
    return Messages(_flatten(tomllib.loads(path.read_text(encoding="utf-8"))), language)


class Messages(Mapping[str, str]):
    """Messages by dotted key; calling it formats a message."""

    def __init__(self, texts: Mapping[str, str], language: str = DEFAULT) -> None:
        self._texts = dict(texts)
        self.language = language

    def __getitem__(self, key: str) -> str:
        return self._texts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def general(self, key: str) -> str:
        """Return a message with "…" for each placeholder, for lists and manuals."""
        text = re.sub(r"\{\{\{[a-z]+\}\}\}", "{{…}}", self._texts[key])
        return re.sub(r"(?<!\{)\{[a-z]+\}(?!\})", "…", text)

    def count(self, key: str, count: int) -> str:
        """Return a message for a number of things, in the plural form of the language."""
        form = f"{key}.{plural_form(self.language, count)}"
        return self(form if form in self._texts else f"{key}.other", count=count)

    def __call__(self, key: str, /, **params: object) -> str:
        """Return a message with each `{name}` replaced by that parameter."""
        # In one pass, so that placeholders in a parameter's value aren't replaced.
        return _BLANK.sub(lambda found: str(params.get(found[1], found[0])), self._texts[key])


def _flatten(table: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in table.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            flat |= _flatten(value, f"{name}.")
        else:
            flat[name] = str(value)
    return flat


def plural_form(language: str, count: int) -> str:
    """Return the category of CLDR that a number has in a language: `one`, `few`, `other`."""
    return str(_locale(language).plural_form(count))


def plural_forms(language: str) -> frozenset[str]:
    """Return the categories of CLDR that a language has."""
    return frozenset({*_locale(language).plural_form.tags, "other"})


@functools.cache
def _locale(language: str) -> Any:
    from babel.core import Locale, UnknownLocaleError  # noqa: PLC0415 - most commands count nothing

    for tag in (language, base(language)):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(DEFAULT)
