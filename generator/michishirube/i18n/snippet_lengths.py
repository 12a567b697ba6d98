"""How long titles and descriptions may be in search results: `locales/*/prose.toml`."""

from __future__ import annotations

import functools
import tomllib
import unicodedata
from dataclasses import dataclass

from michishirube.i18n.messages import LOCALES, bundled


@dataclass(frozen=True, slots=True)
class SnippetLengths:
    """Limits in characters of the language, which are `columns` of half width each.

    Attributes:
        columns: Width of a character: 2 where characters are of full width.
        title: Shortest and longest title.
        description: Shortest and longest description.
    """

    columns: int
    title: tuple[int, int]
    description: tuple[int, int]

    def measure(self, text: str) -> int:
        """Return how many characters a text has, those of half width counted by their width."""
        columns = sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
        return -(-columns // self.columns) if self.columns > 1 else len(text)


@functools.cache
def lengths_for(language: str) -> SnippetLengths | None:
    """Return the limits of a language, None if it isn't supported."""
    path = LOCALES / (bundled(language) or language) / "prose.toml"
    if not path.is_file():
        return None
    search = tomllib.loads(path.read_text(encoding="utf-8"))["search"]
    title, description = tuple(search["title"]), tuple(search["description"])
    return SnippetLengths(search["columns"], title, description)
