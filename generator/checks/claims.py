"""What a guide claims rests on a source: facts have one, and so have steps that advise.

Questions ask and claim nothing; actions, waits, outcomes, checklist points,
letters, terms and figures do. A term may do without: many are plain words.
"""

from __future__ import annotations

from generator.diagnostics import Diagnostics
from generator.model import (
    Action,
    Claim,
    Figure,
    Guide,
    Letter,
    Outcome,
    Point,
    Prose,
    Tree,
    Wait,
    walk,
)
from generator.prose import citations

CODES = ("claim-without-source", "fact-without-source")

CLAIMING = (Action, Wait, Outcome, Point, Letter, Figure, Tree)


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Report claims that name neither fact nor source, and facts that name no source."""
    for part in walk(guide):
        # Without a title it only stands in for what couldn't be read.
        if isinstance(part, CLAIMING) and part.title and not _has_source(part):
            diagnostics.error("claim-without-source", part.span, title=part.title)
    for name, fact in guide.facts.items():
        if not fact.sources and fact.withheld is None:
            diagnostics.error("fact-without-source", fact.span, name=name)


def _has_source(claim: Claim) -> bool:
    own = (getattr(claim, name, None) for name in ("text", "caption", "first"))
    if claim.facts or claim.sources:
        return True
    return any(isinstance(text, Prose) and any(citations(text)) for text in own if text)
