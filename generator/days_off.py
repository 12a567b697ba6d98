"""Days on which nobody works, by country: which there are, and how the script is told.

A place is a country's code, `JP`, or with a part of the country, `DE-BY`. The
table covers some years around the build; the script says so beyond them.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Mapping

import holidays

YEARS_BEFORE, YEARS_AFTER = 1, 2
"""How many years the table reaches from the year of the build: laws change, so not far."""

_SATURDAY_AND_SUNDAY = {5, 6}


class UnknownPlaceError(ValueError):
    """There is no table for this country, or for this part of it."""


def is_known(place: str) -> bool:
    """Whether there is a table for a place."""
    try:
        _table(place, ())
    except UnknownPlaceError:
        return False
    return True


def for_script(place: str | None, year: int) -> dict[str, object]:
    """The table for the script: `weekend` as JavaScript counts weekdays, `years` by year.

    A year's days off are one text of months and days (`01010112`), without those
    that fall on a weekend anyway. Without a place only weekends are off.

    Raises:
        UnknownPlaceError: There is no table for the place.
    """
    if not place:
        return {"weekend": _as_script_counts(_SATURDAY_AND_SUNDAY)}
    years = range(year - YEARS_BEFORE, year + YEARS_AFTER + 1)
    table = _table(place, years)
    days = sorted(day for day in table if day.weekday() not in table.weekend)
    return {
        "weekend": _as_script_counts(table.weekend),
        "years": {
            str(each): "".join(f"{day:%m%d}" for day in days if day.year == each) for each in years
        },
    }


def build_year(environment: Mapping[str, str] = os.environ) -> int:
    """The year in which the site is built, or is said to be (reproducible-builds.org).

    `SOURCE_DATE_EPOCH` of 0 says that nobody knows.
    """
    seconds = int(environment.get("SOURCE_DATE_EPOCH") or 0)
    now = dt.datetime.now(dt.UTC)
    return (dt.datetime.fromtimestamp(seconds, dt.UTC) if seconds else now).year


def _table(place: str, years: Iterable[int]) -> holidays.HolidayBase:
    country, _, part = place.partition("-")
    # The library also takes names of its own classes, such as Japan.
    parts = holidays.list_supported_countries().get(country)
    if parts is None or (part and part not in parts):
        raise UnknownPlaceError(place)
    return holidays.country_holidays(country, subdiv=part or None, years=years)


def _as_script_counts(weekdays: Iterable[int]) -> list[int]:
    """Weekdays counted from Sunday as 0, as JavaScript does; Python begins on Monday."""
    return sorted((weekday + 1) % 7 for weekday in weekdays)
