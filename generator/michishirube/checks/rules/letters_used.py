"""Every letter is offered by some node or checklist: otherwise nobody finds it in need."""

from __future__ import annotations

from michishirube.diagnostics import Diagnostics
from michishirube.model import Guide, LetterRef, references
from michishirube.reading import gaps

CODES = ("unused-letter",)


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Report letters that no tree and no checklist names."""
    holders = (*guide.trees.values(), *guide.checklists.values())
    if gaps.may_hide(guide, LetterRef, inside=holders):
        return
    used = {str(ref) for ref in references(holders) if isinstance(ref, LetterRef)}
    if not used <= set(guide.letters):
        return  # A misspelt name may have meant any of them.
    for name, letter in guide.letters.items():
        if name not in used:
            diagnostics.error("unused-letter", letter.span, name=name)
