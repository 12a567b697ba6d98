"""How search engines and shared links show a page."""

from __future__ import annotations

from dataclasses import dataclass

from michishirube.model.record import Record
from michishirube.model.text import Text, Texts


@dataclass(frozen=True, kw_only=True)
class Snippet(Record):
    """Title and description of a page in search results, in the words that people type.

    Where one is missing, the page's own stands there. Headings and menus keep their words.

    Attributes:
        title: Title.
        description: Description.
        words: What else people type who look for the page; only the guide's own search knows them.
    """

    title: Text | None = None
    description: Text | None = None
    words: Texts = ()


@dataclass(frozen=True, kw_only=True)
class ListSnippets(Record):
    """Snippets of the home page and of the lists that the program makes."""

    home: Snippet | None = None
    scenarios: Snippet | None = None
    letters: Snippet | None = None
    deadlines: Snippet | None = None
    places: Snippet | None = None
    referrals: Snippet | None = None
    glossary: Snippet | None = None
    sources: Snippet | None = None
