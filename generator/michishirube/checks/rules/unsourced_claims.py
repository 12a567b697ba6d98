"""What a guide claims rests on a source: facts have one, and so have steps that advise.

Questions ask and claim nothing; actions, waits, outcomes, checklist points,
letters, terms and figures do. A term may do without: many are plain words.
"""

from __future__ import annotations

from typing import Any

from michishirube.diagnostics import Diagnostics
from michishirube.markup.prose import citations
from michishirube.model import (
    Action,
    Claim,
    Figure,
    Guide,
    Letter,
    Outcome,
    Point,
    Prose,
    Record,
    Referral,
    Tree,
    Wait,
    tables,
    walk,
)
from michishirube.support.memo import Memory, recall

CODES = ("claim-without-source", "fact-without-source")

CLAIMING = (Action, Wait, Outcome, Point, Letter, Figure, Referral, Tree)


def check(guide: Guide, diagnostics: Diagnostics, memory: Memory | None = None) -> None:
    """Report claims that name neither fact nor source, and facts that name no source."""
    for records in tables(guide):
        for record in records.values():
            for part in recall(memory, _bare_claims, record):
                diagnostics.error("claim-without-source", part.span, title=part.title)
    for name, fact in guide.facts.items():
        if not fact.sources and fact.withheld is None:
            diagnostics.error("fact-without-source", fact.span, name=name)


def _bare_claims(record: Record) -> tuple[Any, ...]:
    """Return the claims without a source; one without a title is a placeholder for lost content."""
    claims = (part for part in walk(record) if isinstance(part, CLAIMING))
    return tuple(claim for claim in claims if claim.title and not _has_source(claim))


def _has_source(claim: Claim) -> bool:
    own = (getattr(claim, name, None) for name in ("text", "caption", "first"))
    if claim.facts or claim.sources:
        return True
    return any(isinstance(text, Prose) and any(citations(text)) for text in own if text)
