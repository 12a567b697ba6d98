"""Which fact is stated where: what proves that the guide says all that it must."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from michishirube.diagnostics import Span
from michishirube.markup import prose
from michishirube.model import Claim, FactRef, Guide, Prose, Record, SourceRef, tables, walk
from michishirube.support.memo import by_identity


@dataclass(frozen=True, slots=True)
class Stated:
    """One place at which a fact is stated."""

    fact: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Named:
    """What a record names: facts and sources in lists, and what its texts cite."""

    facts: tuple[Stated, ...]
    sources: frozenset[str]
    citations: tuple[Stated, ...]


@by_identity(50_000)
def _named(record: Record) -> _Named:
    facts, sources, citations = [], set(), []
    for part in walk(record):
        if isinstance(part, FactRef):
            facts.append(Stated(str(part), part.span))
        elif isinstance(part, SourceRef):
            sources.add(str(part))
        elif isinstance(part, Prose):
            found = prose.citations(part)
            citations += [Stated(name, part.at(offset, len(name))) for name, offset in found]
    return _Named(tuple(facts), frozenset(sources), tuple(citations))


def _published(guide: Guide) -> Iterator[_Named]:
    """What the parts of a guide that readers see name; facts and sources themselves don't count."""
    records = (
        guide.trees,
        guide.letters,
        guide.checklists,
        guide.terms,
        guide.figures,
        guide.documents,
    )
    return (_named(item) for each in records for item in each.values())


def citations(guide: Guide) -> list[Stated]:
    """Every `[@…]` in the texts of the published parts: its name and place."""
    return [each for named in _published(guide) for each in named.citations]


def placements(guide: Guide) -> dict[str, list[Span]]:
    """For each fact, the places in content files at which it is stated, in the files' order."""
    found: dict[str, list[Span]] = {fact: [] for fact in guide.facts}
    for named in _published(guide):
        for each in (*named.facts, *named.citations):
            if each.fact in found:
                found[each.fact].append(each.span)
    return {fact: sorted(set(spans)) for fact, spans in found.items()}


def facts_in(record: Record) -> frozenset[str]:
    """The facts that a record states, in its lists or by marks in its texts."""
    named = _named(record)
    return frozenset(each.fact for each in (*named.facts, *named.citations))


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
    found = {each.fact for each in citations(guide)}
    for records in (*tables(guide), {"": guide.site}):
        found.update(*(_named(record).sources for record in records.values()))
    return found
