"""What several rules ask of the same records, remembered where there is a memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from michishirube import model
from michishirube.analysis.citations import Look, named_in
from michishirube.model import Record, Ref
from michishirube.support.memo import Memory, recall


def references(records: Iterable[Record], memory: Memory | None) -> Iterator[Ref]:
    """Every reference written inside records."""
    for record in records:
        yield from recall(memory, _references, record)


def named(memory: Memory | None) -> Look:
    """What gives all that a record names."""
    return lambda record: recall(memory, named_in, record)


def _references(record: Record) -> tuple[Ref, ...]:
    return tuple(model.references(record))
