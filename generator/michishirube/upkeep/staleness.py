"""Finds sources that haven't been checked for a long time.

The guide's own judgement (kind `editorial`) has no date, since there is nothing to check.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from michishirube.i18n.durations import count_in_words
from michishirube.i18n.messages import Messages
from michishirube.model import Guide, Repository, Source
from michishirube.support.terminal import one_line
from michishirube.upkeep.issue_task import source_task

OWN = "editorial"
DAYS = 180
"""Default limit in days."""


@dataclass(frozen=True, slots=True)
class StaleSource:
    """A source to check again.

    Attributes:
        source: The source.
        days: Days since it was checked, None if never.
        claims: Number of facts that rest on it.
    """

    source: Source
    days: int | None
    claims: int


def stale_sources(guide: Guide, today: dt.date, limit: int = DAYS) -> list[StaleSource]:
    """Return the sources checked at least `limit` days ago, oldest first."""
    found = [
        StaleSource(source, _age(source, today), _claims(guide, source))
        for source in checkable(guide)
    ]
    due = [item for item in found if item.days is None or item.days >= limit]
    return sorted(due, key=lambda item: (item.days is not None, -(item.days or 0), item.source.id))


def checkable(guide: Guide) -> list[Source]:
    """Return the sources that can be checked."""
    return [source for source in guide.sources.values() if source.kind != OWN]


def as_text(items: Iterable[StaleSource], said: Messages) -> str:
    """Return a line per source, beginning with its position as editors recognise it."""
    return "\n".join(
        f"{item.source.span}: {_since(item, said)} [{item.source.id}] {one_line(item.source.title)}"
        for item in items
    )


def as_markdown(items: Iterable[StaleSource], said: Messages, where: Repository | None) -> str:
    """Return a list of tasks for an issue."""
    return "\n".join(source_task(item.source, _why(item, said), said, where) for item in items)


def _why(item: StaleSource, said: Messages) -> list[str]:
    return [_since(item, said), count_in_words("stale.claims", item.claims, said)]


def _age(source: Source, today: dt.date) -> int | None:
    return None if source.checked is None else (today - source.checked).days


def _claims(guide: Guide, source: Source) -> int:
    return sum(source.id in fact.sources for fact in guide.facts.values())


def _since(item: StaleSource, said: Messages) -> str:
    if item.days is None:
        return said["stale.never"]
    return count_in_words("stale.since", item.days, said)
