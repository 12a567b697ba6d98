"""Splits text into sentences and detects hedging ("is said to"), by `locales/*/prose.toml`."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator

from michishirube.i18n.messages import LOCALES, bundled

_SENTENCE = re.compile(r"(?:[^。！？!?.\n]|[.!?](?![\s)）」]|$))+[。！？!?.]*", re.MULTILINE)
"""Up to 。, or to a full stop before a space; never beyond the end of a line."""


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a text with their offsets; a line ends a sentence."""
    yield from ((each.start(), each[0]) for each in _SENTENCE.finditer(text))


def reports(sentence: str, language: str) -> bool:
    """Return whether a sentence says that it reports; True in a language without such words."""
    hedge = _hedge(language)
    return hedge is None or hedge.search(sentence) is not None


@functools.cache
def _hedge(language: str) -> re.Pattern[str] | None:
    path = LOCALES / (bundled(language) or language) / "prose.toml"
    if not path.is_file():
        return None
    words = tomllib.loads(path.read_text(encoding="utf-8"))["reported"]["words"]
    return re.compile("|".join(map(re.escape, words)), re.IGNORECASE)
