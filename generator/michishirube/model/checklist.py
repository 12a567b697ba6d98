"""Checklists: points with their checks, and what the results mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from michishirube.model.record import AtLeast, Claim, KeySlug, Record, Slug, Slugs
from michishirube.model.text import Letters, Prose, Text


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
