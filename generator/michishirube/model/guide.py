"""The guide as a whole, and functions that walk over all records in it."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from michishirube.diagnostics import Loss
from michishirube.model.checklist import Checklist
from michishirube.model.document import Document
from michishirube.model.evidence import Fact, Source
from michishirube.model.figure import Figure
from michishirube.model.glossary import Term
from michishirube.model.letter import Field, Letter
from michishirube.model.promises import Promises
from michishirube.model.record import Record
from michishirube.model.scenario import Scenario
from michishirube.model.site import Site
from michishirube.model.text import Ref
from michishirube.model.tree import Tree
from michishirube.support.memo import by_identity


@dataclass(frozen=True)
class Guide:
    """All content, by id and in order of publication."""

    site: Site
    trees: Mapping[str, Tree]
    letters: Mapping[str, Letter]
    fields: Mapping[str, Field]
    checklists: Mapping[str, Checklist]
    terms: Mapping[str, Term]
    figures: Mapping[str, Figure]
    scenarios: Mapping[str, Scenario]
    documents: Mapping[str, Document]
    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
    promises: Promises | None = None
    broken: frozenset[str] = frozenset()
    """Paths of files with errors that lost content."""
    gaps: tuple[Loss, ...] = ()
    """What was lost of them; rules draw no conclusion from its absence (`reading.gaps`)."""


def tables(guide: Guide) -> Iterator[Mapping[str, Any]]:
    """Yield the records of each kind by id; the settings aren't among them."""
    parts = (getattr(guide, each.name) for each in dataclasses.fields(guide))
    return (part for part in parts if isinstance(part, Mapping))


def walk(value: object) -> Iterator[object]:
    """Yield a record and, depth-first, all records and texts within it, in order of their fields.

    Iterative rather than recursive: checks walk over whole guides many times, and nested generators
    would double the time.
    """
    waiting = [value]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, str | int) or part is None:
            continue
        if isinstance(part, Record | Guide):
            waiting += [getattr(part, name) for name in _names_backwards(part.__class__)]  # type: ignore[arg-type]
        elif isinstance(part, tuple):
            waiting += part[::-1]
        elif isinstance(part, Mapping):
            waiting += [*part.values()][::-1]


@functools.cache
def _names_backwards(kind: type[Any]) -> tuple[str, ...]:
    return tuple(each.name for each in dataclasses.fields(kind))[::-1]


def references(value: object) -> Iterator[Ref]:
    """Yield all references within a record or a tuple of records."""
    for record in value if isinstance(value, tuple) else (value,):
        yield from _references(record)


@by_identity(50_000)
def _references(record: object) -> tuple[Ref, ...]:
    return tuple(part for part in walk(record) if isinstance(part, Ref))
