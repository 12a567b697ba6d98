"""What a guide promises of its own content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from michishirube.model.record import AtLeast, Record
from michishirube.model.text import Facts, Letters, NodeRef, PlaceRef, Text, Texts


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
