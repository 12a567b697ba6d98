"""Scenarios, the tests of the content: the answers of a typical reader, the expected outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from michishirube.model.record import FromKey, OneOrMore, Record, Slug, Slugs
from michishirube.model.text import Facts, LetterRef, Letters, NodeRef, Prose, Text, Texts


@dataclass(frozen=True, kw_only=True)
class Step(Record):
    """An answer given in a scenario, written as a pair of question id and answer label.

    `at` isn't a reference: which tree's node it names depends on the answers before it.
    """

    pair: ClassVar[tuple[str, str]] = ("at", "answer")

    at: Text
    answer: Text


@dataclass(frozen=True, kw_only=True)
class LetterWords(Record):
    """What a letter says in a scenario, written under the letter's id.

    It holds in every tone, and in every form that the answers leave open.

    Attributes:
        letter: The letter.
        says: Words that are in it.
        never: Words that aren't.
    """

    keyed: ClassVar[str] = "letter"
    shorthand: ClassVar[str] = "says"

    letter: Annotated[LetterRef, FromKey()]
    says: Annotated[Texts, OneOrMore()] = ()
    never: Annotated[Texts, OneOrMore()] = ()


@dataclass(frozen=True, kw_only=True)
class Scenario(Record):
    """A reader's situation, the answers that follow, and the expected outcome and letters.

    Attributes:
        start: Where it begins, if not in the triage.
        texts: What letters say in it.
        told: Facts of which the person is told on the way.
        trial: Whether it only tests: readers don't see it, and if it goes wrong, it counts against
            the share that is promised.
    """

    id: Slug
    title: Text
    story: Prose
    start: NodeRef | None = None
    answers: tuple[Step, ...] = ()
    ends: NodeRef
    letters: Letters = ()
    texts: tuple[LetterWords, ...] = ()
    told: Facts = ()
    trial: bool = False
    was: Slugs = ()
