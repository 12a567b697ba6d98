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
class Most:
    """A text has no more characters, a list no more items than this."""

    count: int


@dataclass(frozen=True, slots=True)
class Matches:
    """A text matches this regular expression (of the common core of dialects) as a whole."""

    regex: str


@dataclass(frozen=True, slots=True)
class Upto:
    """A number from 0 to this."""

    limit: int


Count = Annotated[int, Upto(10_000_000)]
Id = Annotated[str, Most(120)]
Title = Annotated[str, Most(300)]
Long = Annotated[str, Most(1_500)]
Path = Annotated[str, Most(300)]
Code = Annotated[str, Most(60), Matches(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")]
Key = Annotated[str, Most(80), Matches(r"[A-Z][A-Za-z]*\.[a-z][a-z_]*")]
"""A key of the format, as in locales/*/format.toml: `Letter.body`."""
Day = Annotated[str, Most(10), Matches(r"([0-9]{4}-[0-9]{2}-[0-9]{2})?")]

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
class Param:
    """A parameter of a finding's message."""

    name: Code
    text: Title


@dataclass(frozen=True, slots=True)
class Fault:
    """An error that `guide check` finds on a side; line and column are 1-based."""

    code: Code
    path: Path
    line: Count
    column: Count
    params: Annotated[tuple[Param, ...], Most(10)]


@dataclass(frozen=True, slots=True)
class Version:
    """One of the two sides: its name ("" for the files at hand), and what is wrong with it.

    `errors` counts all errors, `faults` are the first of them. `skipped` are files that
    weren't read: links, and what is too large.
    """

    name: Title
    readable: bool
    errors: Count
    faults: Annotated[tuple[Fault, ...], Most(20)]
    skipped: Annotated[tuple[Path, ...], Most(50)]


@dataclass(frozen=True, slots=True)
class Headline:
    """So many findings of a sort; the worst sort comes first."""

    code: Code
    count: Count


@dataclass(frozen=True, slots=True)
class Outside:
    """Files of one kind that differ outside the content: how many, and the first of them."""

    kind: OutsideKind
    count: Count
    files: Annotated[tuple[Path, ...], Most(20)]


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file now, and what stands there: the titles of the page and of the step."""

    page: Title
    step: Title
    path: Path
    line: Count


@dataclass(frozen=True, slots=True)
class Address:
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
class Piece:
    """A run of a text that stayed, went or came; in long ones that stayed, the middle is "…"."""

    kind: Literal["same", "removed", "added"]
    text: Long


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text that is worded otherwise; `within` names the inner record, such as a tone."""

    key: Key
    within: Title
    pieces: Annotated[tuple[Piece, ...], Most(200)]


@dataclass(frozen=True, slots=True)
class Order:
    """Things that stand in another order: their names as they stood and as they stand."""

    what: Code
    before: Annotated[tuple[Title, ...], Most(50)]
    after: Annotated[tuple[Title, ...], Most(50)]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a way leads: a node's title, and that of its tree if it is another.

    A target that isn't there has the title of the reference as it is written.
    """

    known: bool
    title: Title
    tree: Title
    returns: bool


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """An answer; both labels are null for the one way out of an action or a wait.

    `stories` counts the scenarios that still give the answer in its old words.
    """

    kind: Literal["added", "removed", "relabelled", "rerouted"]
    label_before: Title | None
    label_after: Title | None
    before: Target | None
    after: Target | None
    stories: Count


@dataclass(frozen=True, slots=True)
class NodeChange:
    """A node of a tree."""

    status: Status
    id: Id
    kind_before: NodeKind | None
    kind_after: NodeKind | None
    title: Title
    path: Path
    line: Count
    answers: Annotated[tuple[AnswerChange, ...], Most(60)]
    texts: Annotated[tuple[TextChange, ...], Most(40)]
    orders: Annotated[tuple[Order, ...], Most(5)]


@dataclass(frozen=True, slots=True)
class Routes:
    """The ways through a tree, counted; `moved` end elsewhere for the same answers."""

    before: Count
    after: Count
    new: Count
    gone: Count
    moved: Count
    cut: bool


@dataclass(frozen=True, slots=True)
class TreeChange:
    """A tree: its own texts, its nodes, and the ways through it (null where unknown)."""

    status: Status
    id: Id
    title: Title
    path: Path
    line: Count
    texts: Annotated[tuple[TextChange, ...], Most(40)]
    orders: Annotated[tuple[Order, ...], Most(5)]
    nodes: Annotated[tuple[NodeChange, ...], Most(300)]
    routes: Routes | None


@dataclass(frozen=True, slots=True)
class End:
    """Where a story comes out: a node's title and address; both "" where it gets stuck."""

    title: Title
    node: Id


@dataclass(frozen=True, slots=True)
class StoryChange:
    """A scenario; `retold` is where the answers it gave before come out, if it now gives others."""

    status: Status
    id: Id
    title: Title
    path: Path
    line: Count
    before: End | None
    after: End | None
    retold: End | None
    letters_before: Annotated[tuple[Id, ...], Most(50)]
    letters_after: Annotated[tuple[Id, ...], Most(50)]
    texts: Annotated[tuple[TextChange, ...], Most(20)]


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A letter, a term, a page and the like; `places` are where readers meet it."""

    status: Status
    kind: RecordKind
    id: Id
    title: Title
    path: Path
    line: Count
    texts: Annotated[tuple[TextChange, ...], Most(60)]
    orders: Annotated[tuple[Order, ...], Most(5)]
    places_count: Count
    places: Annotated[tuple[Place, ...], Most(50)]


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that lost its last place (then `places` are the former ones), or gained its first."""

    kind: Literal["lost", "gained"]
    id: Id
    statement: Title
    places: Annotated[tuple[Place, ...], Most(20)]


@dataclass(frozen=True, slots=True)
class CheckedChange:
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
    before: Version
    after: Version
    headlines: Annotated[tuple[Headline, ...], Most(60)]
    outside: Annotated[tuple[Outside, ...], Most(10)]
    unread: Annotated[tuple[Path, ...], Most(50)]
    stories_unknown: bool
    addresses: Annotated[tuple[Address, ...], Most(200)]
    stories: Annotated[tuple[StoryChange, ...], Most(300)]
    trees: Annotated[tuple[TreeChange, ...], Most(100)]
    orders: Annotated[tuple[Order, ...], Most(20)]
    records: Annotated[tuple[RecordChange, ...], Most(500)]
    facts: Annotated[tuple[FactChange, ...], Most(300)]
    checked: Annotated[tuple[CheckedChange, ...], Most(300)]
    left_out: Count
