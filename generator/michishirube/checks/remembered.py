"""Queries that several rules make for the same records, memoised if there is a memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from michishirube import model
from michishirube.analysis.citations import Look, named_in
from michishirube.model import Record, Ref
from michishirube.support.memo import Memory, recall


def references(records: Iterable[Record], memory: Memory | None) -> Iterator[Ref]:
    """Yield every reference in these records.

    Args:
        records: The records.
        memory: Caches the references of each record; None in a build.
    """
    for record in records:
        yield from recall(memory, _references, record)


def named(memory: Memory | None) -> Look:
    """Return a function that gives the citations of a record, see `citations.named_in`."""
    return lambda record: recall(memory, named_in, record)


def _references(record: Record) -> tuple[Ref, ...]:
    return tuple(model.references(record))
