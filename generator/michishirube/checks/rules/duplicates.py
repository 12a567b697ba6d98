"""Names are given once: points of a checklist, wordings of a letter, headings of a page, terms.

Two of one name are one address, and a choice that is remembered for both. Of two terms that are
called the same, nobody can tell which one is meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from michishirube.diagnostics import Diagnostics
from michishirube.model import Document, Guide, Term, Text

CODES = ("duplicate-id", "duplicate-anchor", "equal-terms")

_ANCHOR = re.compile(r"^#{2,4}[ \t]+.{1,300}?\{#([A-Za-z][\w-]{0,100})\}[ \t#]*$", re.MULTILINE)


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Look at the names within one file."""
    for checklist in guide.checklists.values():
        _check_ids((point.id for point in checklist.points), diagnostics)
    for letter in guide.letters.values():
        _check_ids((tone.id for tone in letter.tones), diagnostics)
    for document in guide.documents.values():
        _check_anchors(document, diagnostics)
    _check_terms(guide.terms.values(), diagnostics)


def _check_ids(ids: Iterable[Text], diagnostics: Diagnostics) -> None:
    seen: set[str] = set()
    for name in ids:
        if name and name in seen:
            diagnostics.error("duplicate-id", name.span, name=name)
        seen.add(str(name))


def _check_anchors(document: Document, diagnostics: Diagnostics) -> None:
    body = document.body
    first: dict[str, int] = {}
    for match in _ANCHOR.finditer(body):
        name, span = match[1], body.at(match.start(1), len(match[1]))
        if name in first:
            diagnostics.error("duplicate-anchor", span, name=name, first=first[name])
        first.setdefault(name, span.line)


def _check_terms(terms: Iterable[Term], diagnostics: Diagnostics) -> None:
    """Report what a term is called and an earlier one is called too, once for each two terms."""
    first: dict[str, tuple[Term, Text]] = {}
    for term in terms:
        told = {term.id}
        for name in (term.term, *term.aliases):
            if not (seen_as := _seen_as(name)):
                continue
            other, at = first.setdefault(seen_as, (term, name))
            if other.id not in told:
                told.add(other.id)
                diagnostics.error(
                    "equal-terms", name.span, name=name, other=other.id, line=at.span.line
                )


def _seen_as(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
