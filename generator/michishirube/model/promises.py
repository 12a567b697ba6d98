"""Invariants that a guide declares about its own content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from michishirube.model.record import AtLeast, Record
from michishirube.model.text import Facts, Letters, NodeRef, PlaceRef, Text, Texts


@dataclass(frozen=True, kw_only=True)
class FactPromise(Record):
    """Facts that must stay in the guide, cited at `at` if that is given."""

    facts: Annotated[Facts, AtLeast(1)]
    at: PlaceRef | None = None
    why: Text


@dataclass(frozen=True, kw_only=True)
class LetterPromise(Record):
    """Letters that must stay in the guide, with tones of these labels if any are given."""

    letters: Annotated[Letters, AtLeast(1)]
    tones: Texts = ()
    why: Text


@dataclass(frozen=True, kw_only=True)
class RoutePromise(Record):
    """Nodes and letters that no route from the node `after` may reach.

    Routes through one of the nodes in `unless` are exempt.
    """

    after: NodeRef
    no_letters: Letters = ()
    no_nodes: tuple[NodeRef, ...] = ()
    unless: tuple[NodeRef, ...] = ()
    why: Text


@dataclass(frozen=True, kw_only=True)
class WaitPromise(Record):
    """How long the node `at` waits; exactly one of the three lengths is given."""

    at: NodeRef
    hours: Annotated[int, AtLeast(1)] | None = None
    days: Annotated[int, AtLeast(1)] | None = None
    business_days: Annotated[int, AtLeast(1)] | None = None
    why: Text


@dataclass(frozen=True, kw_only=True)
class BannedPhrase(Record):
    """Words that no text may contain, written as a pair of words and reason."""

    pair: ClassVar[tuple[str, str]] = ("words", "reason")

    words: Text
    reason: Text


@dataclass(frozen=True, kw_only=True)
class Promises(Record):
    """`promises.yml`: invariants of this guide, checked in every run.

    Attributes:
        facts: Facts that must be cited.
        letters: Letters that must exist.
        routes: Nodes and letters that must not be reachable.
        apart: Questions whose answers must lead to different nodes.
        waits: How long nodes wait.
        after_waits: Result of which an outcome must be reachable from each wait.
        words: Words that must be in the glossary.
        readings: Whether terms with kanji must have a reading.
        phrases: Words that must not occur.
        stories: Share of the stories that are led rightly, in percent.
        unproven_letters: Number of places that offer a letter of which some path doesn't say
            whether it is true there.
    """

    facts: tuple[FactPromise, ...] = ()
    letters: tuple[LetterPromise, ...] = ()
    routes: tuple[RoutePromise, ...] = ()
    apart: tuple[NodeRef, ...] = ()
    waits: tuple[WaitPromise, ...] = ()
    after_waits: Literal["good", "neutral", "bad"] | None = None
    words: Texts = ()
    readings: bool = False
    phrases: tuple[BannedPhrase, ...] = ()
    stories: Annotated[int, AtLeast(0)] | None = None
    unproven_letters: Annotated[int, AtLeast(0)] | None = None
