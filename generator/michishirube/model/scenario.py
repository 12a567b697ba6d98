"""Scenarios, the tests of the content: the answers of a typical reader, the expected outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from michishirube.model.record import Record, Slug, Slugs
from michishirube.model.text import Letters, NodeRef, Prose, Text


@dataclass(frozen=True, kw_only=True)
class Step(Record):
    """An answer given in a scenario, written as a pair of question id and answer label.

    `at` isn't a reference: which tree's node it names depends on the answers before it.
    """

    pair: ClassVar[tuple[str, str]] = ("at", "answer")

    at: Text
    answer: Text


@dataclass(frozen=True, kw_only=True)
class Scenario(Record):
    """A reader's situation, the answers that follow, and the expected outcome and letters."""

    id: Slug
    title: Text
    story: Prose
    start: NodeRef | None = None
    answers: tuple[Step, ...] = ()
    ends: NodeRef
    letters: Letters = ()
    was: Slugs = ()
