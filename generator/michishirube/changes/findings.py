"""The findings of a comparison: plain data, in the order of the guide."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from michishirube.analysis.graph import Key
from michishirube.diagnostics import Diagnostic, Span
from michishirube.model import Guide, Record

Status = Literal["added", "removed", "changed", "renamed"]


@dataclass(frozen=True, slots=True)
class TextKey:
    """Which text of a record: its key, and where in the record if it lies deeper.

    `record` is the kind of record that has the key; `within` tells people the inner
    record, such as a letter's tone, which is known by `inner`.
    """

    record: type[Record]
    key: str
    within: str = field(default="", compare=False)
    inner: str = ""


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text that is worded otherwise; "" where there is none.

    Of what is new altogether, every text counts as changed.
    """

    part: TextKey
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class OrderChange:
    """Things of both sides that stand in another order: their titles, before and now."""

    what: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where readers meet something: the titles of the page and of the step ("" for none)."""

    page: str
    step: str
    span: Span


@dataclass(frozen=True, slots=True)
class AddressChange:
    """Something whose id, and so its address, is another now.

    `leads_on` says that it keeps the old one in `was`, so that old links find it; without,
    the same content tells that it is the same.
    """

    kind: str
    title: str
    before: str
    after: str
    leads_on: bool
    span: Span


@dataclass(frozen=True, slots=True)
class EdgeTarget:
    """Where a way leads: a node anywhere, or (key None) the reference as it is written."""

    key: Key | None
    title: str
    returns: bool = False


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """An answer, or (both labels None) the one way out of an action or a wait.

    `relabelled` says that the same way has other words; `rerouted` that the same
    words lead elsewhere, or now count as a return.
    """

    kind: Literal["added", "removed", "relabelled", "rerouted"]
    label_before: str | None
    label_after: str | None
    before: EdgeTarget | None
    after: EdgeTarget | None
    scenarios: int = 0
    """Scenarios that still give a relabelled answer in its old words."""


@dataclass(frozen=True, slots=True)
class NodeChange:
    """A node of a tree; `renamed` says that its address is another, perhaps nothing else."""

    status: Status
    tree: str
    id_before: str | None
    id_after: str | None
    kind_before: type[Record] | None
    kind_after: type[Record] | None
    title_before: str
    title_after: str
    span: Span
    texts: tuple[TextChange, ...] = ()
    answers: tuple[AnswerChange, ...] = ()
    orders: tuple[OrderChange, ...] = ()

    @property
    def says_otherwise(self) -> bool:
        """Whether anything but the address differs."""
        return bool(self.texts or self.answers or self.orders)

    @property
    def id(self) -> str:
        """Its id now, or the last one it had."""
        return self.id_after or self.id_before or ""

    @property
    def title(self) -> str:
        """Its title now, or the last one it had."""
        return self.title_after or self.title_before


@dataclass(frozen=True, slots=True)
class RoutesChange:
    """The ways through a tree, counted.

    `moved` are those on which the same answers now end elsewhere. `cut` says
    that there are too many to look at all of them.
    """

    before: int
    after: int
    new: int
    gone: int
    moved: int
    cut: bool = False


@dataclass(frozen=True, slots=True)
class TreeChange:
    """A tree: its own texts, its nodes, and the ways through it (None where unknown)."""

    status: Status
    id: str
    title: str
    span: Span
    texts: tuple[TextChange, ...]
    orders: tuple[OrderChange, ...]
    nodes: tuple[NodeChange, ...]
    routes: RoutesChange | None


@dataclass(frozen=True, slots=True)
class ScenarioEnd:
    """Where a story comes out: a node, with its title; or (key None) the fault's code."""

    key: Key | None
    title: str
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class ScenarioChange:
    """A scenario.

    `before` and `after` say where it comes out, `retold` where the answers that
    it gave before come out now, if it now gives others.
    """

    status: Status
    id: str
    title: str
    span: Span
    before: ScenarioEnd | None
    after: ScenarioEnd | None
    retold: ScenarioEnd | None
    letters_before: tuple[str, ...]
    letters_after: tuple[str, ...]
    texts: tuple[TextChange, ...]

    @property
    def moved(self) -> bool:
        """Whether the same person now comes out elsewhere."""
        return self.status in ("changed", "renamed") and self.before != self.after

    @property
    def other_letters(self) -> bool:
        """Whether the same person is now offered other letters."""
        return self.status in ("changed", "renamed") and set(self.letters_before) != set(
            self.letters_after
        )


@dataclass(frozen=True, slots=True)
class RecordChange:
    """Anything else: a letter, a field, a checklist or one of its points, a term, a page.

    `kind` is the name of its kind of file, or `points`. `places` are where readers meet
    what stands in it: for facts, sources, fields and figures, which have no page of their own.
    """

    status: Status
    kind: str
    id: str
    title: str
    span: Span
    texts: tuple[TextChange, ...]
    orders: tuple[OrderChange, ...] = ()
    places: tuple[Occurrence, ...] = ()

    @property
    def is_date_alone(self) -> bool:
        """Whether only the day differs on which a source was looked at, a finding of its own."""
        return self.kind == "sources" and {text.part.key for text in self.texts} == {"checked"}


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that lost its last place in the guide, or gained its first."""

    kind: Literal["lost", "gained"]
    id: str
    statement: str
    places: tuple[Occurrence, ...]
    """Where it was stated, or is stated now."""


@dataclass(frozen=True, slots=True)
class CheckedChange:
    """A source that was looked at again (or whose date was taken back)."""

    id: str
    title: str
    before: dt.date | None
    after: dt.date | None


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions: its name for people, its guide, and what is wrong with it."""

    name: str
    guide: Guide | None
    errors: tuple[Diagnostic, ...] = ()
    skipped: tuple[str, ...] = ()
    """Files of the commit that weren't read: links, and what is too large."""


OutsideKind = Literal["templates", "styles", "scripts", "words", "program", "other"]


@dataclass(frozen=True, slots=True)
class OutsideChange:
    """Files of one kind outside the content that differ, and may change any page."""

    kind: OutsideKind
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs between two versions, as far as both could be read."""

    before: Side
    after: Side
    scenarios: tuple[ScenarioChange, ...] = ()
    trees: tuple[TreeChange, ...] = ()
    records: tuple[RecordChange, ...] = ()
    facts: tuple[FactChange, ...] = ()
    checked: tuple[CheckedChange, ...] = ()
    addresses: tuple[AddressChange, ...] = ()
    orders: tuple[OrderChange, ...] = ()
    outside: tuple[OutsideChange, ...] = ()
    unread: tuple[str, ...] = ()
    """Files that one side couldn't read whole: nothing is said to be new or gone in them."""

    @property
    def any(self) -> bool:
        """Whether anything in the content differs."""
        found = (self.scenarios, self.trees, self.records, self.facts, self.checked)
        return any((*found, self.addresses, self.orders))
