"""Nothing is left in a text that only looks like a mark: it would be shown, and do nothing.

In texts with Markdown that are links, citations, lists and the like in other forms
(`checks.markdown_typos`). In texts without it every mark is one too many.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator

from michishirube.analysis import addresses
from michishirube.checks import markdown_typos
from michishirube.diagnostics import Diagnostics
from michishirube.markup import prose
from michishirube.model import Document, Guide, Prose, Record, Ref, Site, Text, Tree, tables, walk
from michishirube.reading.yaml_edits import Change, edits_of

CODES = ("lookalike-link", "lookalike-markup", "markup-in-plain-text")

_MOST = 50
"""Findings of one text that are reported."""

_EMPHASIS = re.compile(r"\*\*(?=\S)([^*\n]{1,200})(?<=\S)\*\*")


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Look at every text that readers see."""
    for records in (*tables(guide), {"": guide.site}):
        for record in records.values():
            _check_record(guide, record, diagnostics)


def _check_record(guide: Guide, record: Record, diagnostics: Diagnostics) -> None:
    tree = record if isinstance(record, Tree) else None
    known = markdown_typos.KnownNames(
        lambda name: name in guide.facts or name in guide.sources,
        functools.partial(_title, guide, tree),
        "##" if isinstance(record, Document) else "###",
    )
    for text in walk(record):
        if isinstance(text, Prose):
            _check_prose(text, known, diagnostics)
        elif isinstance(text, Text) and not isinstance(text, Ref) and not isinstance(record, Site):
            for offset, length, new in _marks(text, known):
                edits = edits_of(text, ((offset, length, new),)) if new else ()
                span, what = text.at(offset, length), text[offset : offset + length]
                diagnostics.error("markup-in-plain-text", span, edits=edits, what=what)


def _title(guide: Guide, tree: Tree | None, reference: str) -> str | None:
    place = addresses.find(guide, reference, tree)
    return None if place is None else place.title


def _check_prose(text: Prose, known: markdown_typos.KnownNames, diagnostics: Diagnostics) -> None:
    found = markdown_typos.find(text, known)[:_MOST]
    for (leads, _), group in itertools.groupby(found, lambda each: (each.leads, _line(text, each))):
        alike = list(group)
        # Together, since a value that needs quotes after them is written anew as a whole.
        whole = edits_of(text, [edit for each in alike for edit in each.edits])
        for each in alike:
            edits = whole if each.edits else ()
            span = text.at(each.offset, len(each.text.split("\n")[0]))
            if leads:
                diagnostics.error("lookalike-link", span, edits=edits, what=each.text)
            else:
                diagnostics.warning("lookalike-markup", span, edits=edits, what=each.text)


def _line(text: Prose, found: markdown_typos.MarkdownTypo) -> int:
    return text.at(found.offset).line


def _marks(text: Text, known: markdown_typos.KnownNames) -> Iterator[Change]:
    """Yield markup in a text that has none, with a fix if that loses no words."""
    if "[" not in text and "**" not in text:
        return
    for name, offset in prose.citations(text):
        if known.is_cited(name):
            yield offset - 2, len(name) + 3, ""
    for match in prose.LINK.finditer(text):
        if known.title(match[3]) is not None:
            yield match.start(), len(match[0]), match[2]
    for match in _EMPHASIS.finditer(text):
        yield match.start(), len(match[0]), match[1]
