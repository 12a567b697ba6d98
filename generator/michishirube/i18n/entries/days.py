"""Days and moments: 2026-12-03, 12月3日(木), 令和8年12月3日, 3 December 2026, each with a time."""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import Literal

from michishirube.i18n import messages
from michishirube.i18n.entries import plain
from michishirube.i18n.entries.reading import NOTHING, Reading, refused
from michishirube.i18n.notation import FIRST_YEAR, LAST_YEAR, Days, Notation, load

LONGEST = 60
"""Characters; more are no day."""

_REACH = 8
"""How many years around today a day without a year may lie in: 29 February comes by then."""

_MOMENT = re.compile("(?P<day>[^T]*)T(?P<time>[0-9]{2}:[0-9]{2})?")
"""What the browser's own inputs give for a day and a time, or for one of them."""

_ISO = re.compile("(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")

When = Literal["past", "future"] | None


def read_day(typed: str, notation: Notation, today: dt.date, when: When) -> Reading:
    """Read a day; `when` says where one without a year lies."""
    text = plain.narrow(typed)
    if not text:
        return NOTHING
    day, weekday = _day(text, notation, today, when)
    if day is None:
        return _no_day()
    reading = Reading(day.isoformat(), show_day(day, notation, today))
    return _weekday_told(reading, day, weekday, notation)


def read_moment(typed: str, notation: Notation, today: dt.date, when: When) -> Reading:
    """Read a day and a time; half of it is nothing yet, as long as it could become a moment."""
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
    reading = Reading(f"{day.isoformat()}T{time:%H:%M}", shown)
    return _weekday_told(reading, day, weekday, notation)


def show_day(day: dt.date, notation: Notation, today: dt.date) -> str:
    """A day in words, with its year when that isn't today's."""
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


def _no_day() -> Reading:
    return refused("day", first=str(FIRST_YEAR), last=str(LAST_YEAR))


def _weekday_told(reading: Reading, day: dt.date, said: str, notation: Notation) -> Reading:
    right = notation.days.weekdays[day.isoweekday() % 7]
    if not said or plain.lowered(right).startswith(plain.lowered(said)):
        return reading
    return reading.told("weekday", weekday=right)


def _day(text: str, notation: Notation, today: dt.date, when: When) -> tuple[dt.date | None, str]:
    """The day, None for what isn't one, and the weekday that is said of it."""
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
    """The day that is meant; the later one of two that are as near."""
    if when == "future":
        found = [day for day in found if day >= today]
    elif when == "past":
        found = [day for day in found if day <= today]
    return min(reversed(found), key=lambda day: abs((day - today).days), default=None)


def _month(said: dict[str, str | None], days: Days) -> int:
    """The number of a month, 0 for none."""
    if (name := said.get("month_name")) is None:
        return int(said.get("month") or 0)
    small = plain.lowered(name)
    months = map(plain.lowered, days.months)
    return next((at for at, month in enumerate(months, 1) if month.startswith(small)), 0)


def _real(year: int, month: int, day: int) -> dt.date | None:
    """A day of the calendar, None for one that isn't there or too far away."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _split(text: str, notation: Notation) -> tuple[str, str]:
    """A day and the time behind it; all of it as the day where no time can be seen."""
    if len(text) <= LONGEST:
        for pattern in _times(notation.language):
            if found := pattern.fullmatch(text):
                return found["before"], found["clock"]
    return text, ""


def _time(text: str, notation: Notation) -> dt.time | None:
    """A time of day, None for what isn't one."""
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
    """Times with the day before them, which may be empty; the longest time wins."""
    times = load(language).days.times
    return tuple(_compiled(f"(?<before>.*?) ?(?<clock>{time})") for time in times)


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the table, whose groups are named as in JavaScript."""
    return re.compile(re.sub(r"\(\?<(?=[a-z])", "(?P<", pattern))
