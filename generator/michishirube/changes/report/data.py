"""The typed data of a report, as written by `guide diff --format json`.

These records are the format: their fields are the keys, their types and bounds say which values are
valid. `codec` reads and writes them accordingly, `schema` describes them. Reports may come from
untrusted jobs: every text is shown as a quotation, and every length is bounded.

Nothing but the standard library and the locales is imported in this package.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from michishirube.changes.report.bounds import Matches, Maximum, MaxLength

FORMAT: Final = "guide-changes"
VERSION: Final = 2
"""Format version, incremented when a change makes older readers refuse or misread a report."""


Count = Annotated[int, Maximum(10_000_000)]
Id = Annotated[str, MaxLength(120)]
Title = Annotated[str, MaxLength(300)]
Long = Annotated[str, MaxLength(1_500)]
Path = Annotated[str, MaxLength(300)]
Code = Annotated[str, MaxLength(60), Matches(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")]
Key = Annotated[str, MaxLength(80), Matches(r"[A-Z][A-Za-z]*\.[a-z][a-z_]*")]
"""A key of the content format, as in locales/*/format.toml: `Letter.body`."""
Day = Annotated[str, MaxLength(10), Matches(r"([0-9]{4}-[0-9]{2}-[0-9]{2})?")]

Status = Literal["added", "removed", "changed", "renamed"]
NodeKind = Literal["question", "action", "wait", "outcome"]
RecordKind = Literal[
    "letters",
    "fields",
    "checklists",
    "points",
    "glossary",
    "documents",
    "figures",
    "facts",
    "sources",
    "site_config",
]
AddressKind = Literal[
    "trees",
    "nodes",
    "letters",
    "fields",
    "checklists",
    "points",
    "glossary",
    "documents",
    "scenarios",
    "facts",
    "sources",
]
OutsideKind = Literal["templates", "styles", "scripts", "words", "program", "other"]


@dataclass(frozen=True, slots=True)
class ReportedParam:
    """A parameter of a diagnostic's message."""

    name: Code
    text: Title


@dataclass(frozen=True, slots=True)
class ReportedDiagnostic:
    """An error that `guide check` reports; line and column are 1-based."""

    code: Code
    path: Path
    line: Count
    column: Count
    params: Annotated[tuple[ReportedParam, ...], MaxLength(10)]


@dataclass(frozen=True, slots=True)
class ReportedSide:
    """One of the two versions: its name ("" for the working tree), and its errors.

    `errors` is the number of all errors, `faults` has the first of them. `skipped` are files that
    weren't read: links and large files.
    """

    name: Title
    readable: bool
    errors: Count
    faults: Annotated[tuple[ReportedDiagnostic, ...], MaxLength(20)]
    skipped: Annotated[tuple[Path, ...], MaxLength(50)]


@dataclass(frozen=True, slots=True)
class ReportedHeadline:
    """A point of the summary; the most important comes first."""

    code: Code
    count: Count


@dataclass(frozen=True, slots=True)
class ReportedOutsideChange:
    """Changed files of one kind outside the content: their number, and the first of them."""

    kind: OutsideKind
    count: Count
    files: Annotated[tuple[Path, ...], MaxLength(20)]


@dataclass(frozen=True, slots=True)
class ReportedOccurrence:
    """A line of a file, with the titles of the page and node that show it."""

    page: Title
    step: Title
    path: Path
    line: Count


@dataclass(frozen=True, slots=True)
class ReportedAddressChange:
    """A changed id.

    If `leads_on` is true, old links work thanks to `was:`; otherwise `former` is what to add there.
    """

    kind: AddressKind
    title: Title
    before: Id
    after: Id
    leads_on: bool
    former: Id
    path: Path
    line: Count


@dataclass(frozen=True, slots=True)
class ReportedPiece:
    """A piece of a text; long unchanged ones are shortened with "…"."""

    kind: Literal["same", "removed", "added"]
    text: Long


@dataclass(frozen=True, slots=True)
class ReportedTextChange:
    """A changed text; `within` names the inner record, such as a tone."""

    key: Key
    within: Title
    pieces: Annotated[tuple[ReportedPiece, ...], MaxLength(200)]


@dataclass(frozen=True, slots=True)
class ReportedOrderChange:
    """A changed order: names before and after."""

    what: Code
    before: Annotated[tuple[Title, ...], MaxLength(50)]
    after: Annotated[tuple[Title, ...], MaxLength(50)]


@dataclass(frozen=True, slots=True)
class ReportedTarget:
    """Target of an edge: title of the node, and of its tree if it is another one.

    For a target that doesn't exist, the title is the reference as written.
    """

    known: bool
    title: Title
    tree: Title
    returns: bool


@dataclass(frozen=True, slots=True)
class ReportedAnswerChange:
    """A changed edge; both labels are null for the only edge of an action or wait.

    `stories` is the number of scenarios that still use the old label.
    """

    kind: Literal["added", "removed", "relabelled", "rerouted"]
    label_before: Title | None
    label_after: Title | None
    before: ReportedTarget | None
    after: ReportedTarget | None
    stories: Count


@dataclass(frozen=True, slots=True)
class ReportedNodeChange:
    """A changed node."""

    status: Status
    id: Id
    kind_before: NodeKind | None
    kind_after: NodeKind | None
    title: Title
    path: Path
    line: Count
    answers: Annotated[tuple[ReportedAnswerChange, ...], MaxLength(60)]
    texts: Annotated[tuple[ReportedTextChange, ...], MaxLength(40)]
    orders: Annotated[tuple[ReportedOrderChange, ...], MaxLength(5)]


@dataclass(frozen=True, slots=True)
class ReportedRouteEffect:
    """A letter, deadline or known value that `count` routes gain or lose."""

    kind: Literal["letters", "clocks", "known"]
    gained: bool
    name: Title
    count: Count


@dataclass(frozen=True, slots=True)
class ReportedLetterLine:
    """A line that no letter had before, and the letters that have it."""

    text: Long
    letters: Annotated[tuple[Id, ...], MaxLength(50)]


@dataclass(frozen=True, slots=True)
class ReportedRoutesChange:
    """Numbers of routes through a tree; `moved` ones end elsewhere with the same answers.

    `effects` is what routes gain and lose that both versions have.
    """

    before: Count
    after: Count
    new: Count
    gone: Count
    moved: Count
    cut: bool
    effects: Annotated[tuple[ReportedRouteEffect, ...], MaxLength(100)]


@dataclass(frozen=True, slots=True)
class ReportedTreeChange:
    """A changed tree: texts, nodes, routes (null if they couldn't be compared)."""

    status: Status
    id: Id
    title: Title
    path: Path
    line: Count
    texts: Annotated[tuple[ReportedTextChange, ...], MaxLength(40)]
    orders: Annotated[tuple[ReportedOrderChange, ...], MaxLength(5)]
    nodes: Annotated[tuple[ReportedNodeChange, ...], MaxLength(300)]
    routes: ReportedRoutesChange | None


@dataclass(frozen=True, slots=True)
class ReportedEnd:
    """Where a scenario ends: title and address of a node; both "" if it fails."""

    title: Title
    node: Id


@dataclass(frozen=True, slots=True)
class ReportedScenarioChange:
    """A changed scenario; `retold` is where its old answers end now, if it has others."""

    status: Status
    id: Id
    title: Title
    path: Path
    line: Count
    before: ReportedEnd | None
    after: ReportedEnd | None
    retold: ReportedEnd | None
    letters_before: Annotated[tuple[Id, ...], MaxLength(50)]
    letters_after: Annotated[tuple[Id, ...], MaxLength(50)]
    texts: Annotated[tuple[ReportedTextChange, ...], MaxLength(20)]


@dataclass(frozen=True, slots=True)
class ReportedRecordChange:
    """A change of another record; `places` are where readers see it."""

    status: Status
    kind: RecordKind
    id: Id
    title: Title
    path: Path
    line: Count
    texts: Annotated[tuple[ReportedTextChange, ...], MaxLength(60)]
    orders: Annotated[tuple[ReportedOrderChange, ...], MaxLength(5)]
    places_count: Count
    places: Annotated[tuple[ReportedOccurrence, ...], MaxLength(50)]


@dataclass(frozen=True, slots=True)
class ReportedFactChange:
    """A fact that lost its last citation (`places` are the former ones) or gained its first."""

    kind: Literal["lost", "gained"]
    id: Id
    statement: Title
    places: Annotated[tuple[ReportedOccurrence, ...], MaxLength(20)]


@dataclass(frozen=True, slots=True)
class ReportedCheckedChange:
    """A source with another `checked` date; "" for none."""

    id: Id
    title: Title
    before: Day
    after: Day


@dataclass(frozen=True, slots=True)
class ChangeReport:
    """All differences, as far as both versions could be read; each is reported once.

    `unread` are files that one version couldn't read completely, `left_out` is the number of items
    dropped because of list bounds.
    """

    format: Literal["guide-changes"]
    version: Literal[2]
    before: ReportedSide
    after: ReportedSide
    headlines: Annotated[tuple[ReportedHeadline, ...], MaxLength(60)]
    outside: Annotated[tuple[ReportedOutsideChange, ...], MaxLength(10)]
    unread: Annotated[tuple[Path, ...], MaxLength(50)]
    stories_unknown: bool
    addresses: Annotated[tuple[ReportedAddressChange, ...], MaxLength(200)]
    stories: Annotated[tuple[ReportedScenarioChange, ...], MaxLength(300)]
    trees: Annotated[tuple[ReportedTreeChange, ...], MaxLength(100)]
    orders: Annotated[tuple[ReportedOrderChange, ...], MaxLength(20)]
    records: Annotated[tuple[ReportedRecordChange, ...], MaxLength(500)]
    facts: Annotated[tuple[ReportedFactChange, ...], MaxLength(300)]
    checked: Annotated[tuple[ReportedCheckedChange, ...], MaxLength(300)]
    lines: Annotated[tuple[ReportedLetterLine, ...], MaxLength(500)]
    left_out: Count
