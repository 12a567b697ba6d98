"""The words of a referral lead to it alone.

Whoever types one is told that the guide doesn't hold what they look for. So none is a term, or the
title of something that the guide does hold, and no two referrals share one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from michishirube.diagnostics import Diagnostics
from michishirube.model import Guide, Text

CODES = ("referral-word-taken",)


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Compare the words of the referrals with what the guide holds, and with each other."""
    taken: dict[str, Text] = {}
    for name in _names(guide) if guide.referrals else ():
        taken.setdefault(_folded(name), name)
    for referral in guide.referrals.values():
        for word in dict.fromkeys(referral.words):
            other = taken.setdefault(_folded(word), word)
            if other is not word:
                diagnostics.error(
                    "referral-word-taken", word.span, word=word, id=referral.id, other=other.span
                )


def _names(guide: Guide) -> Iterator[Text]:
    for term in guide.terms.values():
        yield from (term.term, *term.aliases)
    for records in (guide.trees, guide.letters, guide.checklists, guide.documents):
        for record in records.values():
            yield record.title
            yield from record.search.words if record.search else ()


def _folded(text: str) -> str:
    """Return a text without what the search doesn't compare: case, width, spaces."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
