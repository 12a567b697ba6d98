"""Decision trees: questions, actions, waits and outcomes, and the edges between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from michishirube.model.condition import Condition, Count
from michishirube.model.record import (
    AtLeast,
    AtMost,
    Claim,
    Else,
    KeySlug,
    OneOrMore,
    Record,
    Slugs,
)
from michishirube.model.snippet import Snippet
from michishirube.model.text import FieldRef, Letters, NodeRef, PlaceRef, Prose, Text, Texts


@dataclass(frozen=True, kw_only=True)
class Answer(Record):
    """An answer to a question, and the node it leads to.

    `to` leads on; `return_to` leads back to an earlier node, which declares the cycle as intended.

    Attributes:
        label: The words on the button.
        option: Options of the field that the question asks for, one of which the answer states.
        upto: The largest value of that field (see `FieldState`).
        over: The value of that field is larger than this.
        sets: What the answer states of other fields.
        to: The node it leads to.
        return_to: The earlier node it leads back to.
        was: Former labels.
    """

    label: Text
    option: Annotated[Texts, OneOrMore()] = ()
    upto: Count | None = None
    over: Count | None = None
    sets: Condition = ()
    to: NodeRef | None = None
    return_to: NodeRef | None = None
    was: Texts = ()


@dataclass(frozen=True, kw_only=True)
class Question(Claim):
    """A node that asks a question, possibly for the value of a field (`asks`).

    It is passed by itself where an answer given before has settled it.
    """

    id: KeySlug
    question: Text
    short: Text | None = None
    help: Prose | None = None
    asks: FieldRef | None = None
    true_when: Condition = ()
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
    `sets` is what holds once it is done, and `otherwise` leads on whoever can't do it.
    """

    id: KeySlug
    action: Text
    short: Text | None = None
    done: Text | None = None
    do: tuple[Prose, ...] = ()
    text: Prose | None = None
    letters: Letters = ()
    see: tuple[PlaceRef, ...] = ()
    true_when: Condition = ()
    sets: Condition = ()
    next: NodeRef | None = None
    return_to: NodeRef | None = None
    otherwise: Answer | None = None
    was: Slugs = ()

    @property
    def title(self) -> Text:
        """The action in short."""
        return self.action


@dataclass(frozen=True, kw_only=True)
class Wait(Claim):
    """A node that says how long to wait.

    Attributes:
        since: From when the time counts, if not from the previous node: a date field, or in words.
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
    true_when: Condition = ()
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
    true_when: Condition = ()
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
        label: The answer's label; None for what follows an action or a wait.
        target: The node it leads to.
        returns: Whether it leads back (`return_to`).
        answer: The answer that leads along it, if any.
    """

    label: Text | None
    target: NodeRef
    returns: bool
    answer: Answer | None = None


def edges(node: Node) -> tuple[Edge, ...]:
    """Return the outgoing edges of a node in order of the file; an outcome has none."""
    if isinstance(node, Outcome):
        return ()
    if isinstance(node, Question):
        return tuple(filter(None, map(_answer_edge, node.answers)))
    target = node.next or node.return_to
    found = (Edge(None, target, node.next is None),) if target else ()
    if isinstance(node, Action) and node.otherwise is not None:
        other = _answer_edge(node.otherwise)
        return (*found, other) if other else found
    return found


def _answer_edge(answer: Answer) -> Edge | None:
    target = answer.to or answer.return_to
    return Edge(answer.label, target, answer.to is None, answer) if target else None


@dataclass(frozen=True, kw_only=True)
class Tree(Claim):
    """A decision tree, published as a page: a stage, a topic, a special situation, or the triage.

    `true_when` is what holds for everybody on the page.
    """

    id: KeySlug
    title: Text
    short_title: Annotated[Text, Else("title")]
    summary: Text | None = None
    first: Prose | None = None
    caution: Prose | None = None
    search: Snippet | None = None
    true_when: Condition = ()
    start: Annotated[NodeRef, Else("nodes")]
    nodes: Annotated[Mapping[str, Node], AtLeast(1), AtMost(300)]
    more: Prose | None = None
    was: Slugs = ()
