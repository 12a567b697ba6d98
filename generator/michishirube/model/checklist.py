"""Checklists: points to check, and what the results mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from michishirube.model.record import AtLeast, Claim, KeySlug, Record, Slug, Slugs
from michishirube.model.snippet import Snippet
from michishirube.model.text import Letters, Prose, Text


@dataclass(frozen=True, kw_only=True)
class Check(Claim):
    """A detail to look for under a point."""

    text: Text


@dataclass(frozen=True, kw_only=True)
class Point(Claim):
    """A criterion: why it matters, what to look for, and what to do if it applies."""

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
    """Texts to show if nothing applies, if a "caution" point does, and if a "stop" point does."""

    none: Prose
    caution: Prose
    stop: Prose


@dataclass(frozen=True, kw_only=True)
class Checklist(Claim):
    """Points to check before a decision."""

    id: KeySlug
    title: Text
    short_title: Text
    summary: Text
    search: Snippet | None = None
    lead: Prose
    points: Annotated[tuple[Point, ...], AtLeast(1)]
    results: Results
    closing: Prose | None = None
    was: Slugs = ()
