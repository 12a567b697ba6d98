"""A date and its day of the week agree, and a deadline says its time.

Dates in letters have no year, so a single one can be right in some year. All
dates of a letter, its fields' examples too, must be right in one year; those
of spring may lie in the next when others lie in autumn. The day on which the
check runs plays no part: a letter that passes today passes next year.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from michishirube.checks.letter_lint.rendered_letter import RenderedLetter
from michishirube.checks.letter_lint.rule import ERROR, WARNING, Hit, Rule

_DATE = re.compile(
    r"(?:(?P<year>[0-9]{4})年)?(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日"
    r"(?: ?[(（](?P<weekday>[月火水木金土日])(?:曜日?)?[)）]|(?P<plain>[月火水木金土日])曜)?"
    r"|(?<![0-9/])(?P<short_month>[0-9]{1,2})/(?P<short_day>[0-9]{1,2})"
    r" ?[(（](?P<short>[月火水木金土日])(?:曜日?)?[)）]"
)
_TIME = re.compile(r"[0-9０-９]{1,2}(?:時|[:：][0-9０-９]{2})|正午")
_WEEKDAYS = "月火水木金土日"
_YEARS = range(2024, 2052)
"""Every pattern of weekdays: the calendar repeats after 28 years."""

_AUTUMN, _SPRING = 9, 4
"""From this month, and up to that one, dates of one letter may lie on both sides of New Year."""


@dataclass(frozen=True, slots=True)
class _Day:
    """A date as written; `weekday` is 0 for Monday, None if it isn't given."""

    match: re.Match[str]
    year: int | None
    month: int
    day: int
    weekday: int | None

    def weekday_in(self, year: int) -> int | None:
        """Return the weekday in a year, None if that year has no such day."""
        try:
            return dt.date(self.year or year, self.month, self.day).weekday()
        except ValueError:
            return None


def check(sent: RenderedLetter) -> Iterator[Hit]:
    """Look at all dates together, then at the time of deadlines."""
    days = [_read(match) for match in _DATE.finditer(sent.text)]
    if days:
        over_new_year = any(day.month >= _AUTUMN for day in days)
        year = max(_YEARS, key=lambda year: sum(_fits(day, year, over_new_year) for day in days))
        wrong = [day for day in days if not _fits(day, year, over_new_year)]
        said = sum(day.weekday is not None for day in days)
        for day in wrong:
            # With as many wrong as right nobody can tell which of them is meant.
            sure = day.year is not None or 2 * len(wrong) < said
            yield _wrong(day, _year_of(day, year, over_new_year), sure)
    for field, stretch in sent.filled_stretches():
        if field.type == "datetime" and field.example and not _TIME.search(stretch.text):
            yield Hit(
                "ja-deadline-time", stretch.start, stretch.end, params={"found": stretch.text}
            )


def _read(match: re.Match[str]) -> _Day:
    said = match["weekday"] or match["plain"] or match["short"]
    return _Day(
        match,
        int(match["year"]) if match["year"] else None,
        int(match["month"] or match["short_month"]),
        int(match["day"] or match["short_day"]),
        _WEEKDAYS.index(said) if said else None,
    )


def _year_of(day: _Day, year: int, over_new_year: bool) -> int:
    return year + (1 if over_new_year and day.month <= _SPRING else 0)


def _fits(day: _Day, year: int, over_new_year: bool) -> bool:
    real = day.weekday_in(_year_of(day, year, over_new_year))
    return real is not None and day.weekday in (None, real)


def _wrong(day: _Day, year: int, sure: bool) -> Hit:
    real = day.weekday_in(year)
    text = day.match[0]
    if real is None:
        return Hit("ja-impossible-date", *day.match.span(), params={"found": text})
    group = next(name for name in ("weekday", "plain", "short") if day.match[name])
    at = day.match.start(group) - day.match.start()
    right = text[:at] + _WEEKDAYS[real] + text[at + 1 :]
    suggestion = right if sure else None
    return Hit("ja-wrong-weekday", *day.match.span(), suggestion, {"found": text})


RULE = Rule(
    {"ja-wrong-weekday": ERROR, "ja-impossible-date": ERROR, "ja-deadline-time": WARNING}, check
)
