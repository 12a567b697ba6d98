"""The words of the site's language: for pages (`ui`) and for reports (`diagnostics`).

Each language is a folder of TOML files under `locales/`. A key that is missing
is our own bug and raises `KeyError`; a test holds the languages' keys equal.
"""

from __future__ import annotations

import functools
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")

FALLBACK = "ja"
"""Where nobody says which language: that of the people for whom this program was made."""

_BLANK = re.compile(r"\{(\w+)\}")

LOCALES = Path(__file__).parent / "locales"


def languages() -> list[str]:
    """The languages that the generator speaks, as IETF tags."""
    return sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir())


def spoken(asked: str | None, own: str = "") -> str:
    """The language to speak: the one asked for, else the guide's own, else the system's.

    `own` is "" where no guide could be read. What is asked for may be mistyped.
    """
    known = languages()
    wanted = (asked or "", own, own.partition("-")[0], system_language())
    return next((each for each in wanted if each in known), FALLBACK)


def system_language(environment: Mapping[str, str] = os.environ) -> str:
    """The language of messages that the system is set to, such as "en"; "" if it isn't.

    The variables are those of POSIX, in its order; "C" and "POSIX" name no language.
    """
    named = next((value for name in _LOCALE if (value := environment.get(name))), "")
    language = re.split(r"[_.@]", named)[0].lower()
    return "" if language in ("c", "posix") else language


@functools.cache
def load(language: str, part: str) -> Messages:
    """The words of one part (`ui`, `diagnostics`, …) of a language.

    Raises `KeyError` for a language or part that doesn't exist.
    """
    path = LOCALES / language / f"{part}.toml"
    if not path.is_file():
        raise KeyError(f"{language}/{part}")
    return Messages(_flatten(tomllib.loads(path.read_text(encoding="utf-8"))))


class Messages(Mapping[str, str]):
    """Words by dotted key; called with a key and parameters, it fills them in."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)

    def __getitem__(self, key: str) -> str:
        return self._texts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def general(self, key: str) -> str:
        """The words under `key` with "…" for each parameter, for lists and manuals."""
        text = re.sub(r"\{\{\{[a-z]+\}\}\}", "{{…}}", self._texts[key])
        return re.sub(r"(?<!\{)\{[a-z]+\}(?!\})", "…", text)

    def __call__(self, key: str, /, **params: object) -> str:
        """The words under `key` with `{name}` replaced by the parameter of that name."""
        # In one pass: what a parameter says isn't filled in again.
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
