"""Business days: weekends and public holidays of a place, and a guide's closing days.

A place is a country code, `JP`, or includes a region, `DE-BY`. The script implements the same
calculation (templates/scripts/dates.js) with a table of a few years around the build, and tells the
reader when a date is beyond it.
"""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NotRequired, TypedDict

import holidays
from holidays import registry

from michishirube.i18n import closing_days
from michishirube.i18n.closing_days import Closing

YEARS_BEFORE, YEARS_AFTER = 1, 2
"""Range of the script's table around the year of the build; not far, since laws change."""

MOST_DAYS = 3_660
"""How many days are searched for business days at most."""

_SATURDAY_AND_SUNDAY = {5, 6}
_DAY = dt.timedelta(days=1)


class UnknownPlaceError(ValueError):
    """There are no data for a country or region."""


class NoBusinessDayError(ValueError):
    """There aren't enough business days within the limit."""


@dataclass(frozen=True)
class BusinessDays:
    """The business days of a place (None for weekends only) with these closing days."""

    place: str | None = None
    closed: tuple[Closing, ...] = ()

    def is_off(self, day: dt.date) -> bool:
        """Return whether a day isn't a business day."""
        table = _table(self.place, ()) if self.place else None
        weekend = table.weekend if table is not None else _SATURDAY_AND_SUNDAY
        is_holiday = table is not None and day in table
        return (
            day.weekday() in weekend
            or is_holiday
            or any(each.includes(day) for each in self.closed)
        )

    def after(self, day: dt.date, count: int, most: int = MOST_DAYS) -> dt.date:
        """Return the day that is `count` (1 or more) business days later.

        Raises:
            NoBusinessDayError: There aren't as many in the next `most` days.
        """
        for _ in range(most):
            day += _DAY
            count -= not self.is_off(day)
            if count == 0:
                return day
        raise NoBusinessDayError


def is_known(place: str) -> bool:
    """Return whether there are data for a place."""
    try:
        _table(place, ())
    except UnknownPlaceError:
        return False
    return True


def suggest_place(place: str) -> str | None:
    """Return the code for a country named otherwise (`japan`, `JPN`), with its region; or None."""
    name, _, part = place.strip().replace("_", "-").partition("-")
    code = _suggest_country(name)
    if code is None:
        return None
    if not part:
        return code
    parts = _parts(code)
    known = {each.casefold(): found for each, found in parts.items()}
    near = difflib.get_close_matches(part.casefold()[:100], known, n=1, cutoff=0.6)
    found = known.get(part.casefold()) or (known[near[0]] if near else None)
    return f"{code}-{found}" if found else code


class DaysOff(TypedDict):
    """The table of days off for the script.

    Attributes:
        weekend: Weekdays, from Sunday as 0.
        years: For each year the holidays that aren't on weekends, as month and day in one string
            (`01010112`); missing without a place.
        closed: First and last days as written in the settings; missing if there are none.
    """

    weekend: Sequence[int]
    years: NotRequired[Mapping[str, str]]
    closed: NotRequired[Sequence[tuple[str, str]]]


def for_script(place: str | None, year: int, closed: Sequence[Closing] = ()) -> DaysOff:
    """Return the table of days off for the script.

    Args:
        place: The place, None for weekends only.
        year: The year of the build.
        closed: The closing days.

    Raises:
        UnknownPlaceError: There are no data for the place.
    """
    told: DaysOff = {"weekend": _as_script_counts(_SATURDAY_AND_SUNDAY)}
    if closed:
        told["closed"] = [(each.first, each.last) for each in closed]
    if not place:
        return told
    years = table_years(year)
    table = _table(place, years)
    days = sorted(day for day in table if day.weekday() not in table.weekend)
    told["weekend"] = _as_script_counts(table.weekend)
    told["years"] = {
        str(each): "".join(f"{day:%m%d}" for day in days if day.year == each) for each in years
    }
    return told


def closings(texts: Iterable[str]) -> tuple[Closing, ...]:
    """Parse the valid closing days of the settings; the checks report the others."""
    found = []
    for text in texts:
        try:
            found.append(closing_days.read(text))
        except closing_days.BadClosingError:
            continue
    return tuple(found)


def table_years(year: int) -> range:
    """Return the years for which a site built in `year` contains holidays."""
    return range(year - YEARS_BEFORE, year + YEARS_AFTER + 1)


def build_year(environment: Mapping[str, str] = os.environ) -> int:
    """Return the year of the build, or that of `SOURCE_DATE_EPOCH` (reproducible-builds.org).

    0 counts as unset.
    """
    seconds = int(environment.get("SOURCE_DATE_EPOCH") or 0)
    now = dt.datetime.now(dt.UTC)
    return (dt.datetime.fromtimestamp(seconds, dt.UTC) if seconds else now).year


def _table(place: str, years: Iterable[int]) -> holidays.HolidayBase:
    country, dash, part = place.partition("-")
    # The library also accepts the names of its classes, such as Japan.
    parts = _countries().get(country)
    if parts is None or (dash and part not in parts):
        raise UnknownPlaceError(place)
    return _tables(country, part or None, tuple(years))


@functools.lru_cache(maxsize=8)
def _tables(country: str, part: str | None, years: tuple[int, ...]) -> holidays.HolidayBase:
    return holidays.country_holidays(country, subdiv=part, years=years)


@functools.cache
def _countries() -> Mapping[str, Sequence[str]]:
    return holidays.list_supported_countries()


def _suggest_country(name: str) -> str | None:
    """Return the code of a country by its code in any case, alpha-3 code or English name."""
    wanted = name.casefold().replace(" ", "_")
    for english, (_, code, longer, *_rest) in registry.COUNTRIES.items():
        if wanted in (english, code.casefold(), longer.casefold()) and code in _countries():
            return str(code)
    return None


def _parts(code: str) -> dict[str, str]:
    """Return the regions of a country by code and by the names that the library knows."""
    table = _table(code, ())
    named = getattr(table, "subdivisions_aliases", {})
    return {part: part for part in _countries()[code]} | dict(named)


def _as_script_counts(weekdays: Iterable[int]) -> list[int]:
    """Convert weekdays from Python's numbering (Monday is 0) to JavaScript's (Sunday is 0)."""
    return sorted((weekday + 1) % 7 for weekday in weekdays)
