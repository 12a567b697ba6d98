"""The current date, for checks that reject dates in the future. No other module asks for it.

It is the latest date anywhere on earth, so that a contributor in Tokyo isn't rejected by a CI
runner in UTC. If the system clock is behind, `SOURCE_DATE_EPOCH` is used, which builds set to the
last commit. Such a diagnostic can only disappear as time passes: content that passed once always
passes.
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
class DateTypo:
    """An implausible date: code of the diagnostic, and the date that was probably meant."""

    code: str
    guess: str | None


def latest_day(environment: Mapping[str, str] = os.environ) -> dt.date:
    """Return the current date in the easternmost time zone (UTC+14)."""
    now = dt.datetime.now(_EASTERNMOST)
    try:
        told = dt.datetime.fromtimestamp(int(environment.get("SOURCE_DATE_EPOCH", "")), now.tzinfo)
    except (ValueError, OverflowError, OSError):
        return now.date()
    return max(now, told).date()


def implausible(written: str, since: int, latest: dt.date) -> DateTypo | None:
    """Check a date that must lie in the past; None if it is plausible, or not a date at all.

    Args:
        written: A day, month or year: 2026-11-24, 2026-11, 2026, 2026年11月24日.
        since: The first plausible year.
        latest: The last plausible date.
    """
    match = _DAY.fullmatch(written.strip())
    if match is None:
        return None
    parts = tuple(int(part) for part in match.groups() if part)
    if parts[0] < since:
        return DateTypo("day-too-old", _guess(written, since, latest))
    if parts > (latest.year, latest.month, latest.day)[: len(parts)]:
        return DateTypo("day-in-future", _guess(written, since, latest))
    return None


def _guess(written: str, since: int, latest: dt.date) -> str | None:
    """Return the first plausible correction: two digits swapped, else this year or the last."""
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
    # 2062-11-24 → 2026-11-24: the year nearest to now first.
    yield from sorted(swapped, key=lambda each: abs(int(each[:4]) - latest.year))
    yield from (f"{year}{written[4:]}" for year in (latest.year, latest.year - 1))


def _is_likely(text: str, since: int, latest: dt.date) -> bool:
    """Return whether a text is an existing, past and fairly recent date."""
    match = _DAY.fullmatch(text)
    parts = tuple(int(part) for part in match.groups() if part) if match else ()
    try:
        dt.date(*[*parts, 1, 1][:3])
    except (TypeError, ValueError):
        return False
    last = (latest.year, latest.month, latest.day)[: len(parts)]
    return max(since, latest.year - 20) <= parts[0] and parts <= last
