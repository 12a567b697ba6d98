"""Names are given once: points of a checklist, wordings of a letter, headings of a page.

Two of one name are one address, and a choice that is remembered for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from michishirube.diagnostics import Diagnostics
from michishirube.markup import prose
from michishirube.model import Document, Guide, Text

CODES = ("duplicate-id", "duplicate-anchor")

_ANCHOR = re.compile(r"^#{2,4}[ \t]+.{1,300}?\{#([A-Za-z][\w-]{0,100})\}[ \t#]*$", re.MULTILINE)


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Look at the names within one file."""
    for checklist in guide.checklists.values():
        _check_ids((point.id for point in checklist.points), diagnostics)
    for letter in guide.letters.values():
        _check_ids((tone.id for tone in letter.tones), diagnostics)
    for document in guide.documents.values():
        _check_anchors(document, diagnostics)


def _check_ids(ids: Iterable[Text], diagnostics: Diagnostics) -> None:
    seen: set[str] = set()
    for name in ids:
        if name and name in seen:
            diagnostics.error("duplicate-id", name.span, name=name)
        seen.add(str(name))


def _check_anchors(document: Document, diagnostics: Diagnostics) -> None:
    body = document.body
    first: dict[str, int] = {}
    for match in _ANCHOR.finditer(prose.without_code(body)):
        name, span = match[1], body.at(match.start(1), len(match[1]))
        if name in first:
            diagnostics.error("duplicate-anchor", span, name=name, first=first[name])
        first.setdefault(name, span.line)
