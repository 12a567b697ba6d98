"""A report of changes as typed data: what `guide diff --format json` writes.

These records are the format: their names are the keys, their types and bounds
say what may stand there (`codec` reads and writes by them, `schema` describes
them). Whoever reads such a file may distrust whoever wrote it: every text is
shown as a quotation, and every length has an end.

Only the standard library and the locales are needed in this package: the job
that comments on pull requests runs it without installing anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, Literal

FORMAT: Final = "guide-changes"
VERSION: Final = 1
"""Raised with every change that an older reader would refuse or misunderstand."""


@dataclass(frozen=True, slots=True)
class MaxLength:
    """A text has no more characters, a list no more items than this."""

    count: int


@dataclass(frozen=True, slots=True)
class Matches:
    """A text matches this regular expression (of the common core of dialects) as a whole."""

    regex: str


@dataclass(frozen=True, slots=True)
class Maximum:
    """A number from 0 to this."""

    limit: int


Count = Annotated[int, Maximum(10_000_000)]
Id = Annotated[str, MaxLength(120)]
Title = Annotated[str, MaxLength(300)]
Long = Annotated[str, MaxLength(1_500)]
Path = Annotated[str, MaxLength(300)]
Code = Annotated[str, MaxLength(60), Matches(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")]
Key = Annotated[str, MaxLength(80), Matches(r"[A-Z][A-Za-z]*\.[a-z][a-z_]*")]
"""A key of the format, as in locales/*/format.toml: `Letter.body`."""
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
    """A parameter of a finding's message."""

    name: Code
    text: Title


@dataclass(frozen=True, slots=True)
class ReportedDiagnostic:
    """An error that `guide check` finds on a side; line and column are 1-based."""

    code: Code
    path: Path
    line: Count
    column: Count
    params: Annotated[tuple[ReportedParam, ...], MaxLength(10)]


@dataclass(frozen=True, slots=True)
class ReportedSide:
    """One of the two sides: its name ("" for the files at hand), and what is wrong with it.

    `errors` counts all errors, `faults` are the first of them. `skipped` are files that
    weren't read: links, and what is too large.
    """

    name: Title
    readable: bool
    errors: Count
    faults: Annotated[tuple[ReportedDiagnostic, ...], MaxLength(20)]
    skipped: Annotated[tuple[Path, ...], MaxLength(50)]


@dataclass(frozen=True, slots=True)
class ReportedHeadline:
    """So many findings of a sort; the worst sort comes first."""

    code: Code
    count: Count


@dataclass(frozen=True, slots=True)
class ReportedOutsideChange:
    """Files of one kind that differ outside the content: how many, and the first of them."""

    kind: OutsideKind
    count: Count
    files: Annotated[tuple[Path, ...], MaxLength(20)]


@dataclass(frozen=True, slots=True)
class ReportedOccurrence:
    """A line of a file now, and what stands there: the titles of the page and of the step."""

    page: Title
    step: Title
    path: Path
    line: Count


@dataclass(frozen=True, slots=True)
class ReportedAddressChange:
    """Something whose address is another now.

    `leads_on` says that old links find it (`was:`); else `former` is what to write there.
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
    """A run of a text that stayed, went or came; in long ones that stayed, the middle is "…"."""

    kind: Literal["same", "removed", "added"]
    text: Long


@dataclass(frozen=True, slots=True)
class ReportedTextChange:
    """A text that is worded otherwise; `within` names the inner record, such as a tone."""

    key: Key
    within: Title
    pieces: Annotated[tuple[ReportedPiece, ...], MaxLength(200)]


@dataclass(frozen=True, slots=True)
class ReportedOrderChange:
    """Things that stand in another order: their names as they stood and as they stand."""

    what: Code
    before: Annotated[tuple[Title, ...], MaxLength(50)]
    after: Annotated[tuple[Title, ...], MaxLength(50)]


@dataclass(frozen=True, slots=True)
class ReportedTarget:
    """Where a way leads: a node's title, and that of its tree if it is another.

    A target that isn't there has the title of the reference as it is written.
    """

    known: bool
    title: Title
    tree: Title
    returns: bool


@dataclass(frozen=True, slots=True)
class ReportedAnswerChange:
    """An answer; both labels are null for the one way out of an action or a wait.

    `stories` counts the scenarios that still give the answer in its old words.
    """

    kind: Literal["added", "removed", "relabelled", "rerouted"]
    label_before: Title | None
    label_after: Title | None
    before: ReportedTarget | None
    after: ReportedTarget | None
    stories: Count


@dataclass(frozen=True, slots=True)
class ReportedNodeChange:
    """A node of a tree."""

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
class ReportedRoutesChange:
    """The ways through a tree, counted; `moved` end elsewhere for the same answers."""

    before: Count
    after: Count
    new: Count
    gone: Count
    moved: Count
    cut: bool


@dataclass(frozen=True, slots=True)
class ReportedTreeChange:
    """A tree: its own texts, its nodes, and the ways through it (null where unknown)."""

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
    """Where a story comes out: a node's title and address; both "" where it gets stuck."""

    title: Title
    node: Id


@dataclass(frozen=True, slots=True)
class ReportedScenarioChange:
    """A scenario; `retold` is where the answers it gave before come out, if it now gives others."""

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
    """A letter, a term, a page and the like; `places` are where readers meet it."""

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
    """A fact that lost its last place (then `places` are the former ones), or gained its first."""

    kind: Literal["lost", "gained"]
    id: Id
    statement: Title
    places: Annotated[tuple[ReportedOccurrence, ...], MaxLength(20)]


@dataclass(frozen=True, slots=True)
class ReportedCheckedChange:
    """A source whose date of the last look differs; "" where there is none."""

    id: Id
    title: Title
    before: Day
    after: Day


@dataclass(frozen=True, slots=True)
class ChangeReport:
    """All that differs, as far as both sides could be read; nothing in it is told twice.

    `unread` are files that one side couldn't read whole, `left_out` counts the items that
    the bounds of lists left out.
    """

    format: Literal["guide-changes"]
    version: Literal[1]
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
    left_out: Count
