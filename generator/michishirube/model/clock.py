"""Deadlines that run while something holds, and places of a service that steps lead to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from michishirube.model.condition import Condition
from michishirube.model.record import ADDRESS, AtLeast, Claim, KeySlug, Past, Slugs
from michishirube.model.text import FieldRef, Prose, Text


@dataclass(frozen=True, kw_only=True)
class Clock(Claim):
    """A deadline: it runs from the day in a field, as long as `true_when` holds.

    Attributes:
        label: What the deadline is for.
        since: The date field from which it counts.
        hours: Length; at most one of the three. Without one the length isn't known: the page then
            says where to look, and counts nothing.
        days: Length.
        business_days: Length.
        missed: What happens when it is missed.
        true_when: When it runs.
    """

    id: KeySlug
    label: Text
    since: FieldRef
    hours: Annotated[int, AtLeast(1)] | None = None
    days: Annotated[int, AtLeast(1)] | None = None
    business_days: Annotated[int, AtLeast(1)] | None = None
    missed: Prose
    true_when: Condition
    was: Slugs = ()


@dataclass(frozen=True, kw_only=True)
class Door(Claim):
    """A place of the service that the guide is about, such as a screen or a form.

    Attributes:
        label: What it is called there.
        address: Its URL; readers get a button only if somebody has seen it (`seen`).
        way: How to get there, in the words on the screen.
        seen: The day on which somebody last saw it there.
    """

    id: KeySlug
    label: Text
    address: Annotated[Text, ADDRESS] | None = None
    way: Prose | None = None
    seen: Annotated[dt.date, Past(2000)] | None = None
    was: Slugs = ()
