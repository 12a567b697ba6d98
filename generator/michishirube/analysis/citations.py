"""Which fact is stated where: what proves that the guide says all that it must."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from michishirube.diagnostics import Span
from michishirube.markup import prose
from michishirube.model import Claim, FactRef, Guide, Prose, Record, SourceRef, tables, walk


@dataclass(frozen=True, slots=True)
class FactStatement:
    """One place at which a fact is stated."""

    fact: str
    span: Span


@dataclass(frozen=True, slots=True)
class RecordCitations:
    """What a record names: facts and sources in lists, and what its texts cite."""

    facts: tuple[FactStatement, ...]
    sources: frozenset[str]
    citations: tuple[FactStatement, ...]


Look = Callable[[Record], RecordCitations]
"""Gives what a record names: `named_in`, or one that remembers."""


def named_in(record: Record) -> RecordCitations:
    """Return all that a record names."""
    facts, sources, citations = [], set(), []
    for part in walk(record):
        if isinstance(part, FactRef):
            facts.append(FactStatement(str(part), part.span))
        elif isinstance(part, SourceRef):
            sources.add(str(part))
        elif isinstance(part, Prose):
            found = prose.citations(part)
            citations += [FactStatement(name, part.at(offset, len(name))) for name, offset in found]
    return RecordCitations(tuple(facts), frozenset(sources), tuple(citations))


def _published(guide: Guide, named: Look) -> Iterator[RecordCitations]:
    """Yield what the parts of a guide that readers see name; facts and sources don't count."""
    records = (
        guide.trees,
        guide.letters,
        guide.checklists,
        guide.terms,
        guide.figures,
        guide.documents,
    )
    return (named(item) for each in records for item in each.values())


def citations(guide: Guide, named: Look = named_in) -> list[FactStatement]:
    """Yield name and span of each `[@…]` in published texts."""
    return [each for found in _published(guide, named) for each in found.citations]


def placements(guide: Guide, named: Look = named_in) -> dict[str, list[Span]]:
    """Return the spans at which each fact is stated, in order of the files."""
    found: dict[str, list[Span]] = {fact: [] for fact in guide.facts}
    for part in _published(guide, named):
        for each in (*part.facts, *part.citations):
            if each.fact in found:
                found[each.fact].append(each.span)
    return {fact: sorted(set(spans)) for fact, spans in found.items()}


def facts_in(record: Record) -> frozenset[str]:
    """Return the facts that a record states, in its lists or by citations in its texts."""
    named = named_in(record)
    return frozenset(each.fact for each in (*named.facts, *named.citations))


def sources_of(guide: Guide, claim: Claim) -> list[str]:
    """Return the sources that a claim rests on: those of its facts first, then its own."""
    names = [
        str(source)
        for fact in claim.facts
        if fact in guide.facts
        for source in guide.facts[fact].sources
    ]
    return list(dict.fromkeys([*names, *(str(source) for source in claim.sources)]))


def used_sources(guide: Guide, named: Look = named_in) -> set[str]:
    """Return every source that a fact, a claim or a text names."""
    found = {each.fact for each in citations(guide, named)}
    for records in (*tables(guide), {"": guide.site}):
        found.update(*(named(record).sources for record in records.values()))
    return found
