"""Titles and descriptions for search results are as long as they show, and each page has its own.

How long depends on the language (`locales/*/prose.toml`). Pages without a `search` of their own are
shown with their title and description, which are judged by whoever wrote them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from michishirube.diagnostics import Diagnostics
from michishirube.i18n.snippet_lengths import lengths_for
from michishirube.model import Guide, ListSnippets, Snippet, Text

CODES = ("search-length", "search-twice")


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Measure what is written for search results, and compare the titles."""
    lengths = lengths_for(str(guide.site.language))
    titles: dict[str, Text] = {}
    for snippet in _snippets(guide):
        for key in ("title", "description") if lengths else ():
            text: Text | None = getattr(snippet, key)
            least, most = getattr(lengths, key)
            found = lengths.measure(text) if lengths and text else least
            if text and not least <= found <= most:
                diagnostics.error(
                    "search-length", text.span, what=key, found=found, least=least, most=most
                )
        if not snippet.title:
            continue
        first = titles.setdefault(" ".join(snippet.title.casefold().split()), snippet.title)
        if first is not snippet.title:
            diagnostics.error(
                "search-twice", snippet.title.span, title=snippet.title, other=first.span
            )


def _snippets(guide: Guide) -> Iterator[Snippet]:
    """Yield every snippet that is written somewhere."""
    lists = guide.site.search
    for each in dataclasses.fields(ListSnippets) if lists else ():
        if isinstance(found := getattr(lists, each.name), Snippet):
            yield found
    for records in (guide.trees, guide.letters, guide.checklists, guide.documents):
        for record in records.values():
            if record.search is not None:
                yield record.search
