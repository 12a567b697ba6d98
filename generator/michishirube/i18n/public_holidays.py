"""Days that are no business days: weekends and holidays of a place, closing days of a guide.

A place is a country's code, `JP`, or with a part of the country, `DE-BY`. The
script counts as this module does (templates/scripts/dates.js), from a table of
some years around the build; it says so beyond them.
"""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import holidays
from holidays import registry

from michishirube.i18n import closing_days
from michishirube.i18n.closing_days import Closing

YEARS_BEFORE, YEARS_AFTER = 1, 2
"""How many years the table reaches from the year of the build: laws change, so not far."""

MOST_DAYS = 3_660
"""So many days are looked at for business days, and no more."""

_SATURDAY_AND_SUNDAY = {5, 6}
_DAY = dt.timedelta(days=1)


class UnknownPlaceError(ValueError):
    """There is no table for this country, or for this part of it."""


class NoBusinessDayError(ValueError):
    """There aren't so many business days within reach."""


@dataclass(frozen=True)
class BusinessDays:
    """Which days count, in a place (None for weekends alone) with these closing days."""

    place: str | None = None
    closed: tuple[Closing, ...] = ()

    def is_off(self, day: dt.date) -> bool:
        """Whether a day is no business day."""
        table = _table(self.place, ()) if self.place else None
        weekend = table.weekend if table is not None else _SATURDAY_AND_SUNDAY
        is_holiday = table is not None and day in table
        return (
            day.weekday() in weekend
            or is_holiday
            or any(each.includes(day) for each in self.closed)
        )

    def after(self, day: dt.date, count: int, most: int = MOST_DAYS) -> dt.date:
        """The day so many business days later; `count` is 1 or more.

        Raises:
            NoBusinessDayError: Among the next `most` days there aren't so many.
        """
        for _ in range(most):
            day += _DAY
            count -= not self.is_off(day)
            if count == 0:
                return day
        raise NoBusinessDayError


def is_known(place: str) -> bool:
    """Whether there is a table for a place."""
    try:
        _table(place, ())
    except UnknownPlaceError:
        return False
    return True


def place_meant(place: str) -> str | None:
    """The code of a country that is named in another way (`japan`, `JPN`), or of its part."""
    name, _, part = place.strip().replace("_", "-").partition("-")
    code = _country_meant(name)
    if code is None:
        return None
    if not part:
        return code
    parts = _parts(code)
    known = {each.casefold(): found for each, found in parts.items()}
    near = difflib.get_close_matches(part.casefold()[:100], known, n=1, cutoff=0.6)
    found = known.get(part.casefold()) or (known[near[0]] if near else None)
    return f"{code}-{found}" if found else code


def for_script(place: str | None, year: int, closed: Sequence[Closing] = ()) -> dict[str, object]:
    """The table for the script: `weekend` as JavaScript counts weekdays, `years` by year.

    A year's days off are one text of months and days (`01010112`), without those
    that fall on a weekend anyway. Without a place only weekends are off. `closed`
    has the closing days as pairs, as they are written in the settings.

    Raises:
        UnknownPlaceError: There is no table for the place.
    """
    told: dict[str, object] = {"weekend": _as_script_counts(_SATURDAY_AND_SUNDAY)}
    if closed:
        told["closed"] = [[each.first, each.last] for each in closed]
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
    """The entries of the settings that can be read; a check reports the others."""
    found = []
    for text in texts:
        try:
            found.append(closing_days.read(text))
        except closing_days.BadClosingError:
            continue
    return tuple(found)


def table_years(year: int) -> range:
    """The years that a site built in a year knows the holidays of."""
    return range(year - YEARS_BEFORE, year + YEARS_AFTER + 1)


def build_year(environment: Mapping[str, str] = os.environ) -> int:
    """The year in which the site is built, or is said to be (reproducible-builds.org).

    `SOURCE_DATE_EPOCH` of 0 says that nobody knows.
    """
    seconds = int(environment.get("SOURCE_DATE_EPOCH") or 0)
    now = dt.datetime.now(dt.UTC)
    return (dt.datetime.fromtimestamp(seconds, dt.UTC) if seconds else now).year


def _table(place: str, years: Iterable[int]) -> holidays.HolidayBase:
    country, dash, part = place.partition("-")
    # The library also takes names of its own classes, such as Japan.
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


def _country_meant(name: str) -> str | None:
    """The code of a country from its code in other letters, its longer code or its English name."""
    wanted = name.casefold().replace(" ", "_")
    for english, (_, code, longer, *_rest) in registry.COUNTRIES.items():
        if wanted in (english, code.casefold(), longer.casefold()) and code in _countries():
            return str(code)
    return None


def _parts(code: str) -> dict[str, str]:
    """The parts of a country by their codes, and by the names that the library knows."""
    table = _table(code, ())
    named = getattr(table, "subdivisions_aliases", {})
    return {part: part for part in _countries()[code]} | dict(named)


def _as_script_counts(weekdays: Iterable[int]) -> list[int]:
    """Weekdays counted from Sunday as 0, as JavaScript does; Python begins on Monday."""
    return sorted((weekday + 1) % 7 for weekday in weekdays)
