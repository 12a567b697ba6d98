"""Decision trees: questions, actions, waits and outcomes, and the edges between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from michishirube.model.record import AtLeast, AtMost, Claim, KeySlug, Record, Slugs
from michishirube.model.text import FieldRef, Letters, NodeRef, PlaceRef, Prose, Text, Texts


@dataclass(frozen=True, kw_only=True)
class Answer(Record):
    """An answer to a question, and the node it leads to.

    `to` leads on; `return_to` leads back to an earlier node, which declares the cycle as intended.
    """

    label: Text
    to: NodeRef | None = None
    return_to: NodeRef | None = None
    was: Texts = ()


@dataclass(frozen=True, kw_only=True)
class Question(Claim):
    """A node that asks a question."""

    id: KeySlug
    question: Text
    short: Text | None = None
    help: Prose | None = None
    answers: Annotated[tuple[Answer, ...], AtLeast(2), AtMost(20)]
    was: Slugs = ()

    @property
    def title(self) -> Text:
        """The question."""
        return self.question


@dataclass(frozen=True, kw_only=True)
class Action(Claim):
    """A node that says what to do, possibly with a letter, and then leads on.

    `done` describes it as completed, for the reader's record; actions without it aren't recorded.
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
        """The action in short."""
        return self.action


@dataclass(frozen=True, kw_only=True)
class Wait(Claim):
    """A node that says how long to wait.

    Attributes:
        since: From when the time counts, in words, if not from the previous node.
        hours: Length of the wait; exactly one of the four lengths is given.
        days: Length of the wait.
        business_days: Length of the wait.
        until: A date-time field of a letter, such as a deadline set by the reader.
        next: The node that follows.
        return_to: The earlier node that follows.
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
    """A final node: the result, and where to go from here."""

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
        """The outcome in short."""
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
    """An edge between nodes.

    Attributes:
        label: The answer's label, None after actions and waits.
        target: The node it leads to.
        returns: Whether it leads back (`return_to`).
    """

    label: Text | None
    target: NodeRef
    returns: bool


def edges(node: Node) -> tuple[Edge, ...]:
    """Return the outgoing edges of a node in order of the file; an outcome has none."""
    if isinstance(node, Outcome):
        return ()
    targets: tuple[tuple[Text | None, NodeRef | None, NodeRef | None], ...]
    if isinstance(node, Question):
        targets = tuple((answer.label, answer.to, answer.return_to) for answer in node.answers)
    else:
        targets = ((None, node.next, node.return_to),)
    return tuple(
        Edge(label, to or back, back is not None and to is None)  # type: ignore[arg-type]
        for label, to, back in targets
        if to or back
    )


@dataclass(frozen=True, kw_only=True)
class Tree(Claim):
    """A decision tree, published as a page: a stage, a special situation, or the triage."""

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
