"""The whole guide, and walks over everything in it."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from michishirube.diagnostics import Loss, Span
from michishirube.model.checklist import Checklist
from michishirube.model.clock import Clock, Door
from michishirube.model.document import Document
from michishirube.model.evidence import Fact, Source
from michishirube.model.figure import Figure
from michishirube.model.glossary import Term
from michishirube.model.letter import Field, Letter
from michishirube.model.picture import Picture
from michishirube.model.promises import Promises
from michishirube.model.record import Record
from michishirube.model.referral import Referral
from michishirube.model.scenario import Scenario
from michishirube.model.site import Site
from michishirube.model.text import Ref
from michishirube.model.tree import Tree


@dataclass(frozen=True, slots=True)
class OwnWord:
    """A word of the pages that the project's own locale says otherwise.

    Attributes:
        part: The catalogue, such as "ui".
        key: Its key in the catalogue.
        text: The guide's own word.
        span: Where it is written.
    """

    part: str
    key: str
    text: str
    span: Span


@dataclass(frozen=True)
class Guide:
    """Everything that was read, by id and in the order in which it is published."""

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
    clocks: Mapping[str, Clock] = field(default_factory=dict)
    doors: Mapping[str, Door] = field(default_factory=dict)
    referrals: Mapping[str, Referral] = field(default_factory=dict)
    promises: Promises | None = None
    logo: Picture | None = None
    locale: tuple[OwnWord, ...] = ()
    """Words of the project's own `locales/`."""
    broken: frozenset[str] = frozenset()
    """Files with an error, of which something couldn't be read."""
    gaps: tuple[Loss, ...] = ()
    """What couldn't be read of them: nothing is concluded from its absence (`reading.gaps`)."""

    @property
    def topics(self) -> tuple[str, ...]:
        """The trees that stand side by side: all trees of a guide whose settings name none."""
        return self.site.topics if self.site.trees else tuple(self.trees)

    @property
    def first_tree(self) -> str:
        """The tree at which readers begin: the triage, else the first one; "" if it is lost."""
        if self.site.triage is not None:
            return self.site.triage
        is_lost = any(loss.record == self.site.span for loss in self.gaps)
        return "" if is_lost else next(iter(self.site.trees or self.trees), "")


def tables(guide: Guide) -> Iterator[Mapping[str, Any]]:
    """Yield all records of a guide except the settings: one mapping for each kind."""
    parts = (getattr(guide, each.name) for each in dataclasses.fields(guide))
    return (part for part in parts if isinstance(part, Mapping))


def published_scenarios(guide: Guide) -> Mapping[str, Scenario]:
    """Return the scenarios that readers see: all but those that only test."""
    return {name: each for name, each in guide.scenarios.items() if not each.trial}


def published(guide: Guide) -> tuple[Record, ...]:
    """Return every record whose texts readers see; facts and sources quote others, so they aren't.

    A promise about words and a rule about wording hold in all of these.
    """
    return (
        guide.site,
        *guide.trees.values(),
        *guide.letters.values(),
        *guide.fields.values(),
        *guide.checklists.values(),
        *guide.terms.values(),
        *guide.figures.values(),
        *guide.clocks.values(),
        *guide.doors.values(),
        *guide.referrals.values(),
        *guide.scenarios.values(),
        *guide.documents.values(),
    )


def walk(value: object) -> Iterator[object]:
    """Yield a record, and every record and text inside it, in the order of their fields."""
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
    """Yield every reference inside records."""
    return (part for part in walk(value) if isinstance(part, Ref))
