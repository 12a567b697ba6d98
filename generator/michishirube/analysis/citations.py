"""Citations: which facts are stated where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from michishirube.diagnostics import Span
from michishirube.markup import prose
from michishirube.model import Claim, FactRef, Guide, Prose, Record, SourceRef, tables, walk
from michishirube.support.memo import by_identity


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement of a fact, by its id, at a position."""

    fact: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Named:
    """Facts and sources listed by a record, and citations in its texts."""

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
    """Yield the citations of published records; facts and sources themselves don't count."""
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
    """Return every citation, `[@name]`, in the texts of published records."""
    return [each for named in _published(guide) for each in named.citations]


def placements(guide: Guide) -> dict[str, list[Span]]:
    """Return the positions at which each fact is stated, sorted."""
    found: dict[str, list[Span]] = {fact: [] for fact in guide.facts}
    for named in _published(guide):
        for each in (*named.facts, *named.citations):
            if each.fact in found:
                found[each.fact].append(each.span)
    return {fact: sorted(set(spans)) for fact, spans in found.items()}


def facts_in(record: Record) -> frozenset[str]:
    """Return the facts that a record states, listed or cited."""
    named = _named(record)
    return frozenset(each.fact for each in (*named.facts, *named.citations))


def sources_of(guide: Guide, claim: Claim) -> list[str]:
    """Return the sources of a claim: those of its facts first, then its own."""
    names = [
        str(source)
        for fact in claim.facts
        if fact in guide.facts
        for source in guide.facts[fact].sources
    ]
    return list(dict.fromkeys([*names, *(str(source) for source in claim.sources)]))


def used_sources(guide: Guide) -> set[str]:
    """Return the sources that are used by a fact, a claim or a text."""
    found = {each.fact for each in citations(guide)}
    for records in (*tables(guide), {"": guide.site}):
        found.update(*(_named(record).sources for record in records.values()))
    return found
