"""Which day it is, for what can't lie in the future: asked here and nowhere else.

It is the latest day anywhere on earth, so that a contributor in Tokyo isn't called a day
early by a machine that counts in UTC. A machine whose clock stands in the past believes
`SOURCE_DATE_EPOCH`, which a build sets to the last change. Time only ever makes such a
finding go away: what was right at one check is right at every later one.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_EASTERNMOST = dt.timezone(dt.timedelta(hours=14))
_DAY = re.compile(
    r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?|年(?:(\d{1,2})月(?:(\d{1,2})日)?)?)?"
)


@dataclass(frozen=True, slots=True)
class Slip:
    """A day that can't be: the finding's code, and the day that was meant, if one is near."""

    code: str
    guess: str | None


def latest_day(environment: Mapping[str, str] = os.environ) -> dt.date:
    """The day that it is where days begin first."""
    now = dt.datetime.now(_EASTERNMOST)
    try:
        told = dt.datetime.fromtimestamp(int(environment.get("SOURCE_DATE_EPOCH", "")), now.tzinfo)
    except (ValueError, OverflowError, OSError):
        return now.date()
    return max(now, told).date()


def slip(written: str, since: int, latest: dt.date) -> Slip | None:
    """What is wrong with a day in the past; None for one that can be, and for other words.

    Args:
        written: A day, a month or a year: 2026-11-24, 2026-11, 2026, 2026年11月24日.
        since: The first year that can be.
        latest: The last day that can be.
    """
    match = _DAY.fullmatch(written.strip())
    if match is None:
        return None
    parts = tuple(int(part) for part in match.groups() if part)
    if parts[0] < since:
        return Slip("day-too-old", _guess(written, since, latest))
    if parts > (latest.year, latest.month, latest.day)[: len(parts)]:
        return Slip("day-in-future", _guess(written, since, latest))
    return None


def _guess(written: str, since: int, latest: dt.date) -> str | None:
    """The day with two digits swapped or one mistyped, else with this year's number or the last."""
    for candidate in _candidates(written, latest):
        if _is_likely(candidate, since, latest):
            return candidate
    return None


def _candidates(written: str, latest: dt.date) -> Iterator[str]:
    digits = [at for at, char in enumerate(written) if char.isdigit()]
    swapped = []
    for one, other in itertools.pairwise(digits):
        chars = list(written)
        chars[one], chars[other] = chars[other], chars[one]
        swapped.append("".join(chars))
    # The year nearest to now is the likeliest, and a slip in the year likelier than one elsewhere.
    yield from sorted(swapped, key=lambda each: abs(int(each[:4]) - latest.year))
    yield from (f"{year}{written[4:]}" for year in (latest.year, latest.year - 1))


def _is_likely(text: str, since: int, latest: dt.date) -> bool:
    """Whether a text is a day that exists, has been, and isn't long ago."""
    match = _DAY.fullmatch(text)
    parts = tuple(int(part) for part in match.groups() if part) if match else ()
    try:
        dt.date(*[*parts, 1, 1][:3])
    except (TypeError, ValueError):
        return False
    last = (latest.year, latest.month, latest.day)[: len(parts)]
    return max(since, latest.year - 20) <= parts[0] and parts <= last
