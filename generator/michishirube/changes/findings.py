"""The findings of a comparison: plain records, in order of the guide."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from michishirube.analysis.graph import Key
from michishirube.analysis.letter_lines import LetterLine
from michishirube.changes.effects import RouteEffect
from michishirube.diagnostics import Diagnostic, Span
from michishirube.model import Guide, Record

Status = Literal["added", "removed", "changed", "renamed"]


@dataclass(frozen=True, slots=True)
class TextKey:
    """Identifies a text within a record.

    Attributes:
        record: Class of the record that has the key.
        key: The key.
        within: Label of the inner record for people, such as a letter's tone.
        inner: Identity of the inner record.
    """

    record: type[Record]
    key: str
    within: str = field(default="", compare=False)
    inner: str = ""


@dataclass(frozen=True, slots=True)
class TextChange:
    """A changed text; "" where there is none.

    All texts of a new record count as changed.
    """

    part: TextKey
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class OrderChange:
    """Things of both versions in another order: their titles before and after."""

    what: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where readers see something.

    Attributes:
        page: Title of the page.
        step: Title of the node or point, "" for none.
        span: Position in the content.
    """

    page: str
    step: str
    span: Span


@dataclass(frozen=True, slots=True)
class AddressChange:
    """A changed id, and so a changed address.

    Attributes:
        kind: Kind of the record.
        title: Its title.
        before: The old id.
        after: The new id.
        leads_on: Whether `was` contains the old id, so that old links work. Otherwise the records
            were matched by their content.
        span: Position in the content.
    """

    kind: str
    title: str
    before: str
    after: str
    leads_on: bool
    span: Span


@dataclass(frozen=True, slots=True)
class EdgeTarget:
    """Where an edge leads.

    Attributes:
        key: The node, None if it doesn't exist.
        title: Its title, or the reference as written.
        returns: Whether the edge leads back.
    """

    key: Key | None
    title: str
    returns: bool = False


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """A changed edge; both labels are None for the only edge of an action or wait.

    Attributes:
        kind: "relabelled" means other words for the same target, "rerouted" the same words with
            another target, or that the edge now counts as a return.
        label_before: The old label.
        label_after: The new label.
        before: The old target.
        after: The new target.
        scenarios: Number of scenarios that still use the old label.
    """

    kind: Literal["added", "removed", "relabelled", "rerouted"]
    label_before: str | None
    label_after: str | None
    before: EdgeTarget | None
    after: EdgeTarget | None
    scenarios: int = 0


@dataclass(frozen=True, slots=True)
class NodeChange:
    """A changed node; "renamed" means that its id differs, and possibly nothing else."""

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
        """Whether anything but the id differs."""
        return bool(self.texts or self.answers or self.orders)

    @property
    def id(self) -> str:
        """The new id, or the old one of a removed node."""
        return self.id_after or self.id_before or ""

    @property
    def title(self) -> str:
        """The new title, or the old one of a removed node."""
        return self.title_after or self.title_before


@dataclass(frozen=True, slots=True)
class RoutesChange:
    """Numbers of routes through a tree.

    Attributes:
        before: In the old version.
        after: In the new version.
        new: New ones.
        gone: Those that no longer exist.
        moved: Those that end elsewhere with the same answers.
        cut: Whether there are too many to compare all.
        effects: What routes gain and lose that both versions have.
    """

    before: int
    after: int
    new: int
    gone: int
    moved: int
    cut: bool = False
    effects: tuple[RouteEffect, ...] = ()


@dataclass(frozen=True, slots=True)
class TreeChange:
    """A changed tree; `routes` is None if they couldn't be compared."""

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
    """Where a scenario ends.

    Attributes:
        key: The node, None if the scenario fails.
        title: Title of the node.
        fault: Code of the failure.
    """

    key: Key | None
    title: str
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class ScenarioChange:
    """A changed scenario.

    Attributes:
        before: Where it ended.
        after: Where it ends now.
        retold: Where its old answers end now, if its answers were changed.
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
        """Whether the scenario ends elsewhere."""
        return self.status in ("changed", "renamed") and self.before != self.after

    @property
    def other_letters(self) -> bool:
        """Whether the scenario is offered other letters."""
        return self.status in ("changed", "renamed") and set(self.letters_before) != set(
            self.letters_after
        )


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A change of any other record: letter, field, checklist, point, term, page and so on.

    Attributes:
        kind: Name of the kind of file, or "points".
        places: Where readers see it, for facts, sources, fields and figures.
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
        """Whether only a source's `checked` date differs, which is a `CheckedChange`."""
        return self.kind == "sources" and {text.part.key for text in self.texts} == {"checked"}


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that lost its last citation or gained its first."""

    kind: Literal["lost", "gained"]
    id: str
    statement: str
    places: tuple[Occurrence, ...]
    """Where it was cited, or is cited now."""


@dataclass(frozen=True, slots=True)
class CheckedChange:
    """A source with another `checked` date."""

    id: str
    title: str
    before: dt.date | None
    after: dt.date | None


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions.

    Attributes:
        name: Name for people, "" for the working tree.
        guide: The guide, None if it can't be read.
        errors: Errors of the check.
        skipped: Files of the commit that weren't read: links and large files.
    """

    name: str
    guide: Guide | None
    errors: tuple[Diagnostic, ...] = ()
    skipped: tuple[str, ...] = ()


OutsideKind = Literal["templates", "styles", "scripts", "words", "program", "other"]


@dataclass(frozen=True, slots=True)
class OutsideChange:
    """Changed files outside the content, of one kind, which may affect any page."""

    kind: OutsideKind
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """All differences between two versions, as far as both could be read.

    Attributes:
        lines: Lines of letters that no letter had before.
        unread: Files that one version couldn't read completely; nothing in them counts as new or
            removed.
    """

    before: Side
    after: Side
    scenarios: tuple[ScenarioChange, ...] = ()
    trees: tuple[TreeChange, ...] = ()
    records: tuple[RecordChange, ...] = ()
    facts: tuple[FactChange, ...] = ()
    checked: tuple[CheckedChange, ...] = ()
    addresses: tuple[AddressChange, ...] = ()
    orders: tuple[OrderChange, ...] = ()
    lines: tuple[LetterLine, ...] = ()
    outside: tuple[OutsideChange, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether the content differs."""
        found = (self.scenarios, self.trees, self.records, self.facts, self.checked)
        return any((*found, self.addresses, self.orders))
