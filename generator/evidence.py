"""Which fact is stated where: what proves that the guide says all that it must."""

from __future__ import annotations

from dataclasses import dataclass

from generator import prose
from generator.diagnostics import Span
from generator.model import Claim, FactRef, Guide, Prose, SourceRef, walk


@dataclass(frozen=True, slots=True)
class Stated:
    """One place at which a fact is stated."""

    fact: str
    span: Span


def _published(guide: Guide) -> tuple[object, ...]:
    """The parts of a guide that readers see; facts and sources themselves don't count."""
    records = (
        guide.trees,
        guide.letters,
        guide.checklists,
        guide.terms,
        guide.figures,
        guide.documents,
    )
    return tuple(item for each in records for item in each.values())


def citations(guide: Guide) -> list[Stated]:
    """Every `[@…]` in the texts of the published parts: its name and place."""
    found = []
    for part in walk(_published(guide)):
        if isinstance(part, Prose):
            for name, offset in prose.citations(part):
                found.append(Stated(name, part.at(offset, len(name))))
    return found


def placements(guide: Guide) -> dict[str, list[Span]]:
    """For each fact, the places in content files at which it is stated, in the files' order."""
    found: dict[str, list[Span]] = {fact: [] for fact in guide.facts}
    refs = (part for part in walk(_published(guide)) if isinstance(part, FactRef))
    for name, span in (
        *((str(ref), ref.span) for ref in refs),
        *((each.fact, each.span) for each in citations(guide)),
    ):
        if name in found:
            found[name].append(span)
    return {fact: sorted(set(spans)) for fact, spans in found.items()}


def sources_of(guide: Guide, claim: Claim) -> list[str]:
    """The sources that a claim rests on: those of its facts first, then its own."""
    names = [
        str(source)
        for fact in claim.facts
        if fact in guide.facts
        for source in guide.facts[fact].sources
    ]
    return list(dict.fromkeys([*names, *(str(source) for source in claim.sources)]))


def used_sources(guide: Guide) -> set[str]:
    """Every source that a fact, a claim or a text names."""
    named = {str(part) for part in walk(guide) if isinstance(part, SourceRef)}
    return named | {each.fact for each in citations(guide)}
