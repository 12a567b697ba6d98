"""Facts that are no longer cited or newly cited, and sources that were checked again."""

from __future__ import annotations

from collections.abc import Iterator

from michishirube.changes.citing import places_of
from michishirube.changes.findings import CheckedChange, FactChange
from michishirube.changes.pair import GuidePair


def fact_changes(pair: GuidePair) -> tuple[FactChange, ...]:
    """Return the facts cited in one version only; none if a file can't be read completely."""
    return () if pair.broken else tuple(_facts(pair))


def _facts(pair: GuidePair) -> Iterator[FactChange]:
    before, after = places_of(pair.before), places_of(pair.after)
    for name in dict.fromkeys([*pair.after.facts, *pair.before.facts]):
        old, new = before.get(("facts", name), ()), after.get(("facts", name), ())
        fact = pair.after.facts.get(name) or pair.before.facts[name]
        if old and not new:
            yield FactChange("lost", name, str(fact.statement), old)
        elif new and not old:
            yield FactChange("gained", name, str(fact.statement), new)


def checked_changes(pair: GuidePair) -> tuple[CheckedChange, ...]:
    """Return the sources whose `checked` date differs."""
    return tuple(
        CheckedChange(name, str(new.title), old.checked, new.checked)
        for name, old, new in pair.records(pair.before.sources, pair.after.sources)
        if old and new and old.checked != new.checked
    )
