"""People's stories: which answers they give, and where they come out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from michishirube.model.record import Record, Slug, Slugs
from michishirube.model.text import Letters, NodeRef, Prose, Text


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
