"""Every letter is offered by some node or checklist: otherwise nobody finds it in need."""

from __future__ import annotations

from michishirube.checks import remembered
from michishirube.diagnostics import Diagnostics
from michishirube.model import Guide, LetterRef
from michishirube.reading import gaps
from michishirube.support.memo import Memory

CODES = ("unused-letter",)


def check(guide: Guide, diagnostics: Diagnostics, memory: Memory | None = None) -> None:
    """Report letters that no tree and no checklist names."""
    holders = (*guide.trees.values(), *guide.checklists.values())
    if gaps.may_hide(guide, LetterRef, inside=holders):
        return
    named = remembered.references(holders, memory)
    used = {str(ref) for ref in named if isinstance(ref, LetterRef)}
    if not used <= set(guide.letters):
        return  # A misspelt name may have meant any of them.
    for name, letter in guide.letters.items():
        if name not in used:
            diagnostics.error("unused-letter", letter.span, name=name)
