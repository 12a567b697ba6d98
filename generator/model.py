"""What a guide consists of: frozen records, each value with its place in a file.

The records are also the content format: their fields are the keys, their types
say what each key takes (`generator.schema` reads both). This module knows
neither YAML nor pages.

What has a name that readers, addresses or other files may still use carries its
former names in `was` (`generator.former`).

Texts are `Text`, a `str` that remembers its span, so that any later check can
point at the very word. References are texts of their own types, so that one
walk over a guide finds everything that refers to something (`references`).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

from generator.diagnostics import Loss, Span
from generator.identity import by_identity


class Text(str):
    """A text from a content file that knows where it was written.

    `indent` is the column (0-based) at which the lines of a YAML `|` block
    begin, -1 for other texts. `first` is the column (1-based) of the first
    character of a text that stands on one line just as it is, else 0.
    """

    __slots__ = ("first", "indent", "span")
    span: Span
    indent: int
    first: int

    def __new__(cls, value: str, span: Span, indent: int = -1, first: int = 0) -> Text:
        """Make a text with its place."""
        self = super().__new__(cls, value)
        self.span = span
        self.indent = indent
        self.first = first
        return self

    def __reduce__(self) -> tuple[type[Text], tuple[object, ...]]:
        """For copies in other processes."""
        return type(self), (str(self), self.span, self.indent, self.first)

    def at(self, offset: int, length: int = 1) -> Span:
        """The place of `length` characters from `offset`; the text's own if unknown."""
        if self.first:
            column = self.first + offset
            return Span(self.span.path, self.span.line, column, self.span.line, column + length)
        if self.indent < 0:
            return self.span
        before = self[:offset]
        line = self.span.line + 1 + before.count("\n")
        column = offset - (before.rfind("\n") + 1) + self.indent + 1
        return Span(self.span.path, line, column, line, column + length)


class Prose(Text):
    """A text in the small Markdown that contributors may write."""

    __slots__ = ()


class Ref(Text):
    """A text that names something else in the guide."""

    __slots__ = ()


class NodeRef(Ref):
    """A node of the same tree, another tree, or `tree/node`."""

    __slots__ = ()


class PlaceRef(Ref):
    """Anything with an address: a node, a tree, or `letters/…`, `glossary/…` and so on."""

    __slots__ = ()


class LetterRef(Ref):
    """A letter's id."""

    __slots__ = ()


class FieldRef(Ref):
    """A field's id."""

    __slots__ = ()


class FactRef(Ref):
    """A fact's id."""

    __slots__ = ()


class SourceRef(Ref):
    """A source's id."""

    __slots__ = ()


class TreeRef(Ref):
    """A tree's id."""

    __slots__ = ()


class ChecklistRef(Ref):
    """A checklist's id."""

    __slots__ = ()


class FigureRef(Ref):
    """A figure's id."""

    __slots__ = ()


class DocumentRef(Ref):
    """A Markdown page's id."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text must match this regular expression in full; `example` shows one that does."""

    regex: str
    example: str


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A list must have so many items, a number must be so large."""

    count: int


@dataclass(frozen=True, slots=True)
class Past:
    """A day, or a text that begins as one, isn't in the future, nor before the year `since`."""

    since: int


@dataclass(frozen=True, slots=True)
class AtMost:
    """A list or table has no more items than this."""

    count: int


@dataclass(frozen=True, slots=True)
class FromKey:
    """The value isn't written inside the record: it is the key or file name it stands under."""


SLUG = Pattern(r"[a-z0-9]+(-[a-z0-9]+)*", "after-contract")
NAME = Pattern(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", "client_name")
FACT_ID = Pattern(r"[A-Z][0-9]+", "A1")
SLUG_OR_NAME = Pattern(r"[a-z0-9]+([-_][a-z0-9]+)*", "approved")


@dataclass(frozen=True, slots=True)
class AddressPattern(Pattern):
    """A text must be the address of a page that leads where it seems to (see `generator.web`)."""


ADDRESS = AddressPattern(r"""https?://[^\s"'<>\\]+""", "https://example.org/")
HOST = Pattern(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", "example.org")

Slug = Annotated[Text, SLUG]
KeySlug = Annotated[Text, SLUG, FromKey()]
Texts = tuple[Text, ...]
Facts = tuple[FactRef, ...]
Sources = tuple[SourceRef, ...]
Letters = tuple[LetterRef, ...]
Slugs = tuple[Slug, ...]


@dataclass(frozen=True, kw_only=True)
class Record:
    """Anything written in a content file; `span` is where it begins."""

    span: Span


@dataclass(frozen=True, kw_only=True)
class Claim(Record):
    """Something that states facts, and so must say where they come from."""

    facts: Facts = ()
    sources: Sources = ()


# --- Trees --------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Answer(Record):
    """One way to answer a question, and where it leads.

    `to` leads on; `return_to` leads back to a node already passed, which marks
    the cycle as meant.
    """

    label: Text
    to: NodeRef | None = None
    return_to: NodeRef | None = None
    was: Texts = ()


@dataclass(frozen=True, kw_only=True)
class Question(Claim):
    """A node that asks one thing."""

    id: KeySlug
    question: Text
    short: Text | None = None
    help: Prose | None = None
    answers: Annotated[tuple[Answer, ...], AtLeast(2), AtMost(20)]
    was: Slugs = ()

    @property
    def title(self) -> Text:
        """What the reader is asked."""
        return self.question


@dataclass(frozen=True, kw_only=True)
class Action(Claim):
    """A node that tells what to do now, perhaps with a letter, and then leads on.

    `done` says it as something that has been done, for the record of what the
    reader did when; steps without it aren't recorded.
    """

    id: KeySlug
    action: Text
    short: Text | None = None
    done: Text | None = None
    do: tuple[Prose, ...] = ()
    text: Prose | None = None
    letters: Letters = ()
    next: NodeRef | None = None
    return_to: NodeRef | None = None
    was: Slugs = ()

    @property
    def title(self) -> Text:
        """What to do, in a phrase."""
        return self.action


@dataclass(frozen=True, kw_only=True)
class Wait(Claim):
    """A node that says how long to wait before going on.

    Exactly one of the lengths is given; `until` names a date-time field of a
    letter, such as the deadline that the reader set. `since` says in words from
    which day it counts, when that isn't the day of the step before.
    """

    id: KeySlug
    wait: Text
    short: Text | None = None
    since: Text | None = None
    hours: Annotated[int, AtLeast(1)] | None = None
    days: Annotated[int, AtLeast(1)] | None = None
    business_days: Annotated[int, AtLeast(1)] | None = None
    until: FieldRef | None = None
    text: Prose | None = None
    next: NodeRef | None = None
    return_to: NodeRef | None = None
    was: Slugs = ()

    @property
    def title(self) -> Text:
        """What is waited for."""
        return self.wait


@dataclass(frozen=True, kw_only=True)
class Outcome(Claim):
    """An end: what is settled, and where to go from here."""

    id: KeySlug
    outcome: Text
    short: Text | None = None
    result: Literal["good", "neutral", "bad"] = "neutral"
    text: Prose
    letters: Letters = ()
    see: tuple[PlaceRef, ...] = ()
    was: Slugs = ()

    @property
    def title(self) -> Text:
        """The end, in a phrase."""
        return self.outcome


Node = Question | Action | Wait | Outcome
NODE_KINDS: tuple[type[Question | Action | Wait | Outcome], ...] = (
    Question,
    Action,
    Wait,
    Outcome,
)


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from a node: the answer's label (None behind actions and waits) and its target."""

    label: Text | None
    target: NodeRef
    returns: bool


def edges(node: Node) -> tuple[Edge, ...]:
    """The ways out of a node in the order of its file; none for an outcome."""
    if isinstance(node, Outcome):
        return ()
    ways: tuple[tuple[Text | None, NodeRef | None, NodeRef | None], ...]
    if isinstance(node, Question):
        ways = tuple((answer.label, answer.to, answer.return_to) for answer in node.answers)
    else:
        ways = ((None, node.next, node.return_to),)
    return tuple(
        Edge(label, to or back, back is not None and to is None)  # type: ignore[arg-type]
        for label, to, back in ways
        if to or back
    )


@dataclass(frozen=True, kw_only=True)
class Tree(Claim):
    """A decision tree, published as one page: a stage, a special situation, or the triage."""

    id: KeySlug
    title: Text
    short_title: Text
    summary: Text
    first: Prose
    caution: Prose | None = None
    start: NodeRef
    nodes: Annotated[Mapping[str, Node], AtLeast(1), AtMost(300)]
    more: Prose | None = None
    was: Slugs = ()


# --- Letters --------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Offset(Record):
    """A time counted from now: so many hours, days or business days, then at a time of day."""

    hours: int = 0
    days: int = 0
    business_days: int = 0
    at: Annotated[Text, Pattern(r"([01][0-9]|2[0-3]):[0-5][0-9]", "18:00")] | None = None


@dataclass(frozen=True, kw_only=True)
class Field(Record):
    """A blank in letters: its type, how it is asked for and what it starts with."""

    id: Annotated[Text, NAME, FromKey()]
    label: Text
    type: Literal["text", "lines", "date", "datetime", "amount", "choice"]
    help: Prose | None = None
    example: Text | None = None
    default: Text | Offset | None = None
    options: Mapping[str, Text] = field(default_factory=dict)
    required: bool = True
    shared: bool = False
    honorific: bool = False
    record: bool = False
    when: Literal["past", "future"] | None = None
    minimum: Offset | None = None
    max_length: Annotated[int, AtLeast(1)] | None = None
    was: tuple[Annotated[Text, NAME], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Tone(Record):
    """One wording of a letter."""

    id: Slug
    label: Text
    body: Text


@dataclass(frozen=True, kw_only=True)
class Allowance(Record):
    """A rule of letters that one letter may break, written as a pair: the rule, and the reason."""

    pair: ClassVar[tuple[str, str]] = ("rule", "reason")

    rule: Text
    reason: Text


@dataclass(frozen=True, kw_only=True)
class Letter(Claim):
    """A message to copy: when to use it, where to send it, its wordings and what follows."""

    id: KeySlug
    title: Text
    summary: Text
    when: Prose
    to: Text
    channel: Text
    fields: tuple[FieldRef, ...] = ()
    tones: Annotated[tuple[Tone, ...], AtLeast(1)]
    before: Prose | None = None
    avoid: Texts = ()
    after: Prose
    max_length: Annotated[int, AtLeast(1)] | None = None
    allow: tuple[Allowance, ...] = ()
    was: Slugs = ()


# --- Checklists, glossary, figures ------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Check(Claim):
    """A small thing to look for under a checklist's point."""

    text: Text


@dataclass(frozen=True, kw_only=True)
class Point(Claim):
    """One thing to judge by: why it matters, what to look for, what to do if it applies."""

    id: Slug
    title: Text
    why: Prose
    severity: Literal["stop", "caution"]
    checks: Annotated[tuple[Check, ...], AtLeast(1)]
    do: Prose
    letters: Letters = ()
    was: Slugs = ()


@dataclass(frozen=True, kw_only=True)
class Results(Record):
    """What to say after ticking: nothing applies, a caution does, a stop does."""

    none: Prose
    caution: Prose
    stop: Prose


@dataclass(frozen=True, kw_only=True)
class Checklist(Claim):
    """Points to look at before deciding something."""

    id: KeySlug
    title: Text
    short_title: Text
    summary: Text
    lead: Prose
    points: Annotated[tuple[Point, ...], AtLeast(1)]
    results: Results
    closing: Prose | None = None
    was: Slugs = ()


@dataclass(frozen=True, kw_only=True)
class Term(Claim):
    """A word of the subject, how it is read, and what people type instead of it."""

    id: Slug
    term: Text
    reading: Text | None = None
    aliases: Texts = ()
    text: Prose
    see: tuple[PlaceRef, ...] = ()
    was: Slugs = ()


@dataclass(frozen=True, kw_only=True)
class Figure(Claim):
    """A share drawn as people: `marked` of `total`."""

    id: KeySlug
    title: Text
    total: Annotated[int, AtLeast(1)]
    marked: Annotated[int, AtLeast(0)]
    marked_label: Text
    other_label: Text
    caption: Prose


# --- Facts, sources, scenarios, pages ------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Fact(Record):
    """A statement that the guide must make somewhere, unless it is withheld for a reason."""

    id: Annotated[Text, FACT_ID, FromKey()]
    statement: Text
    sources: Sources = ()
    withheld: Text | None = None
    was: tuple[Annotated[Text, FACT_ID], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Source(Record):
    """Where facts come from, and when a person last looked."""

    id: KeySlug
    title: Text
    publisher: Text
    kind: Literal["official", "screen", "law", "expert", "survey", "secondary", "editorial"]
    address: Annotated[Text, ADDRESS] | None = None
    published: Annotated[Text, Past(1600)] | None = None
    checked: Annotated[dt.date, Past(1990)] | None = None
    note: Text | None = None
    was: Slugs = ()


@dataclass(frozen=True, kw_only=True)
class Step(Record):
    """One answer given in a scenario, written as a pair: the question's node, and the label.

    `at` is no reference by itself: whose node it names depends on the answers before it.
    """

    pair: ClassVar[tuple[str, str]] = ("at", "answer")

    at: Text
    answer: Text


@dataclass(frozen=True, kw_only=True)
class Scenario(Record):
    """A person's story as answers, and what must come out of them."""

    id: Slug
    title: Text
    story: Prose
    start: NodeRef | None = None
    answers: tuple[Step, ...] = ()
    ends: NodeRef
    letters: Letters = ()
    was: Slugs = ()


@dataclass(frozen=True, kw_only=True)
class Document(Record):
    """A page that contributors write in Markdown; `body` excludes the front matter."""

    id: Text
    title: Text
    description: Text
    body: Prose
    was: Slugs = ()


# --- Promises -------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class FactPromise(Record):
    """Facts that the guide keeps, stated in the place `at` where one is named."""

    facts: Annotated[Facts, AtLeast(1)]
    at: PlaceRef | None = None
    why: Text


@dataclass(frozen=True, kw_only=True)
class LetterPromise(Record):
    """Letters that the guide keeps, in wordings of these labels where any are named."""

    letters: Annotated[Letters, AtLeast(1)]
    tones: Texts = ()
    why: Text


@dataclass(frozen=True, kw_only=True)
class RoutePromise(Record):
    """What no way from the node `after` leads to: nodes, and steps that offer one of the letters.

    Ways that pass one of the nodes in `unless` don't count.
    """

    after: NodeRef
    no_letters: Letters = ()
    no_nodes: tuple[NodeRef, ...] = ()
    unless: tuple[NodeRef, ...] = ()
    why: Text


@dataclass(frozen=True, kw_only=True)
class Phrase(Record):
    """Words that no text of the guide may hold, written as a pair: the words, and the reason."""

    pair: ClassVar[tuple[str, str]] = ("words", "reason")

    words: Text
    reason: Text


@dataclass(frozen=True, kw_only=True)
class Promises(Record):
    """`promises.yml`: what stays true of this guide, however its words change.

    The answers of the questions in `apart` lead to different steps; an outcome of the
    result `after_waits` can still be reached after each wait. `words` are found in the
    glossary, whose terms have `readings` where their characters don't tell them.
    """

    facts: tuple[FactPromise, ...] = ()
    letters: tuple[LetterPromise, ...] = ()
    routes: tuple[RoutePromise, ...] = ()
    apart: tuple[NodeRef, ...] = ()
    after_waits: Literal["good", "neutral", "bad"] | None = None
    words: Texts = ()
    readings: bool = False
    phrases: tuple[Phrase, ...] = ()


# --- The guide's own settings --------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Home(Record):
    """What the first page says."""

    question: Text
    lead: Prose | None = None
    unsure: Text
    figure: FigureRef | None = None


@dataclass(frozen=True, kw_only=True)
class Licence(Record):
    """Under which licence the texts may be used again."""

    name: Text
    address: Annotated[Text, ADDRESS]


@dataclass(frozen=True, kw_only=True)
class Repository(Record):
    """Where the content is kept and changed."""

    address: Annotated[Text, ADDRESS]
    branch: Text
    name: Text | None = None


@dataclass(frozen=True, kw_only=True)
class ForbiddenWord(Record):
    """A word that no letter may hold, written as a pair: the word, and the reason."""

    pair: ClassVar[tuple[str, str]] = ("word", "reason")

    word: Text
    reason: Text


@dataclass(frozen=True, kw_only=True)
class LetterRules(Record):
    """What the letters of this guide may say, beyond the rules of their language.

    `hosts` are those that a link in a letter may lead to, `max_length` is for
    letters that name no limit of their own.
    """

    hosts: tuple[Annotated[Text, HOST], ...] = ()
    forbidden: tuple[ForbiddenWord, ...] = ()
    max_length: Annotated[int, AtLeast(1)] | None = None


@dataclass(frozen=True, kw_only=True)
class Site(Record):
    """`site_config.yml`: the guide's title, language, order of pages and home page.

    `closed` are days that are no business days besides weekends and `holidays`:
    `12-29..01-03` each year, `2026-08-10..2026-08-14` once.
    """

    title: Text
    short_title: Text | None = None
    description: Text
    language: Text
    address: Annotated[Text, ADDRESS] | None = None
    author: Text
    repository: Repository | None = None
    licence: Licence
    triage: TreeRef
    stages: Annotated[tuple[TreeRef, ...], AtLeast(1)]
    situations: tuple[TreeRef, ...] = ()
    checklists: tuple[ChecklistRef, ...] = ()
    pages: tuple[DocumentRef, ...] = ()
    contribute: DocumentRef | None = None
    home: Home
    time_zone: Text
    holidays: Text | None = None
    closed: Texts = ()
    keep_together: Texts = ()
    letter_rules: LetterRules | None = None


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
    promises: Promises | None = None
    broken: frozenset[str] = frozenset()
    """Files with an error, of which something couldn't be read."""
    gaps: tuple[Loss, ...] = ()
    """What couldn't be read of them: nothing is concluded from its absence (`generator.gaps`)."""


def tables(guide: Guide) -> Iterator[Mapping[str, Any]]:
    """All records of a guide but its settings: one mapping for each kind."""
    parts = (getattr(guide, each.name) for each in dataclasses.fields(guide))
    return (part for part in parts if isinstance(part, Mapping))


def walk(value: object) -> Iterator[object]:
    """A record, and every record and text inside it, in the order of their fields.

    Checks walk through whole guides many times: no generator within another here.
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
    """Every reference written inside a record or several."""
    for record in value if isinstance(value, tuple) else (value,):
        yield from _references(record)


@by_identity(50_000)
def _references(record: object) -> tuple[Ref, ...]:
    return tuple(part for part in walk(record) if isinstance(part, Ref))
