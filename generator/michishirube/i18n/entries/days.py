"""Parses dates and times: 2026-12-03, 12月3日(木), 令和8年12月3日, 3 December 2026, with a time."""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import Literal

from michishirube.i18n import messages
from michishirube.i18n.entries import plain
from michishirube.i18n.entries.reading import NOTHING, ParsedEntry, refused
from michishirube.i18n.notation import FIRST_YEAR, LAST_YEAR, Days, Notation, load

LONGEST = 60
"""Length limit in characters."""

_REACH = 8
"""How many years around today are tried for dates without a year: enough for any 29 February."""

_MOMENT = re.compile("(?P<day>[^T]*)T(?P<time>[0-9]{2}:[0-9]{2})?")
"""The value of the browser's date and time inputs, either of which may be empty."""

_ISO = re.compile("(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")

When = Literal["past", "future"] | None


def read_day(typed: str, notation: Notation, today: dt.date, when: When) -> ParsedEntry:
    """Parse a date; `when` decides the year if it has none."""
    text = plain.narrow(typed)
    if not text:
        return NOTHING
    day, weekday = _day(text, notation, today, when)
    if day is None:
        return _no_day()
    reading = ParsedEntry(day.isoformat(), show_day(day, notation, today))
    return _with_weekday_warning(reading, day, weekday, notation)


def read_moment(typed: str, notation: Notation, today: dt.date, when: When) -> ParsedEntry:
    """Parse a date with a time; incomplete entries are empty without a warning."""
    text = plain.narrow(typed)
    if found := _MOMENT.fullmatch(text):
        said, clock = found["day"], found["time"] or ""
    else:
        said, clock = _split(text, notation)
    if not said:
        return NOTHING
    day, weekday = _day(said, notation, today, when)
    if day is None:
        return _no_day()
    time = _time(clock, notation)
    if time is None:
        return refused("time") if clock else NOTHING
    shown = _show_moment(day, time, notation, today)
    reading = ParsedEntry(f"{day.isoformat()}T{time:%H:%M}", shown)
    return _with_weekday_warning(reading, day, weekday, notation)


def show_day(day: dt.date, notation: Notation, today: dt.date) -> str:
    """Format a date, with the year if it isn't the current one."""
    days = notation.days
    weekday = days.weekdays[day.isoweekday() % 7]
    return messages.load(notation.language, "script")(
        "date.day" if day.year == today.year else "date.day-of-year",
        year=day.year,
        month=day.month,
        day=day.day,
        month_name=days.months[day.month - 1] if days.months else day.month,
        weekday=weekday,
        weekday_name=weekday,
    )


def _show_moment(day: dt.date, time: dt.time, notation: Notation, today: dt.date) -> str:
    said = messages.load(notation.language, "script")
    return said(
        "date.minute" if time.minute else "date.hour",
        day=show_day(day, notation, today),
        hour=time.hour,
        minute=f"{time.minute:02}",
    )


def _no_day() -> ParsedEntry:
    return refused("day", first=str(FIRST_YEAR), last=str(LAST_YEAR))


def _with_weekday_warning(
    reading: ParsedEntry, day: dt.date, said: str, notation: Notation
) -> ParsedEntry:
    right = notation.days.weekdays[day.isoweekday() % 7]
    if not said or plain.lowered(right).startswith(plain.lowered(said)):
        return reading
    return reading.with_warning("weekday", weekday=right)


def _day(text: str, notation: Notation, today: dt.date, when: When) -> tuple[dt.date | None, str]:
    """Parse a date; return it (or None) and the weekday that was given with it."""
    if len(text) > LONGEST:
        return None, ""
    for pattern in (_ISO, *_patterns(notation.language)):
        if found := pattern.fullmatch(text):
            said = {"year": None, "weekday": None, **found.groupdict()}
            return _day_of(said, notation.days, today, when), said["weekday"] or ""
    return None, ""


def _day_of(said: dict[str, str | None], days: Days, today: dt.date, when: When) -> dt.date | None:
    month = _month(said, days)
    day = int(said["day"] or 0)
    if era := said.get("era"):
        number = said["era_year"] or ""
        first, last = days.eras[era]
        year = first - 1 + (1 if number == days.first_of_era else int(number))
        return _real(year, month, day) if first <= year <= last else None
    if said["year"]:
        return _real(int(said["year"]), month, day)
    around = range(today.year - _REACH, today.year + _REACH + 1)
    found = [each for year in around if (each := _real(year, month, day))]
    return _nearest(found, today, when)


def _nearest(found: list[dt.date], today: dt.date, when: When) -> dt.date | None:
    """Return the date nearest to today, the later of two equally near ones."""
    if when == "future":
        found = [day for day in found if day >= today]
    elif when == "past":
        found = [day for day in found if day <= today]
    return min(reversed(found), key=lambda day: abs((day - today).days), default=None)


def _month(said: dict[str, str | None], days: Days) -> int:
    """Return the number of a month, 0 if there is none."""
    if (name := said.get("month_name")) is None:
        return int(said.get("month") or 0)
    small = plain.lowered(name)
    months = map(plain.lowered, days.months)
    return next((at for at, month in enumerate(months, 1) if month.startswith(small)), 0)


def _real(year: int, month: int, day: int) -> dt.date | None:
    """Return a date, or None if it doesn't exist or is outside the supported years."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _split(text: str, notation: Notation) -> tuple[str, str]:
    """Split an entry into date and time; if there is no time, all of it is the date."""
    if len(text) <= LONGEST:
        for pattern in _times(notation.language):
            if found := pattern.fullmatch(text):
                return found["before"], found["clock"]
    return text, ""


def _time(text: str, notation: Notation) -> dt.time | None:
    """Parse a time of day, or return None."""
    for pattern in _times(notation.language):
        if found := pattern.fullmatch(text):
            said = {"minute": None, "am": None, "pm": None, **found.groupdict()}
            hour, minute = int(said["hour"] or 0), int(said["minute"] or 0)
            if said["am"] or said["pm"]:
                first, last = notation.days.half_day
                if not first <= hour <= last:
                    return None
                hour = hour % 12 + (12 if said["pm"] else 0)
            return dt.time(hour, minute) if hour < 24 and minute < 60 else None
    return None


@functools.cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(_compiled, load(language).days.patterns))


@functools.cache
def _times(language: str) -> tuple[re.Pattern[str], ...]:
    """Return patterns for a (possibly empty) date and a time after it; the longest time wins."""
    times = load(language).days.times
    return tuple(_compiled(f"(?<before>.*?) ?(?<clock>{time})") for time in times)


def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern whose groups are named as in JavaScript."""
    return re.compile(re.sub(r"\(\?<(?=[a-z])", "(?P<", pattern))
