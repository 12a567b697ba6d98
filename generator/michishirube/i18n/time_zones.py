"""IANA time zones: which exist, and which one was probably meant."""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import zoneinfo

_OF_MACHINES = {"Factory", "localtime"}
"""Names that don't denote a place: the system's own zone, and a placeholder."""


@functools.cache
def names() -> frozenset[str]:
    """Return all names, such as Europe/Berlin; empty if the system has no time zone database."""
    return frozenset(zoneinfo.available_timezones() - _OF_MACHINES)


def is_known(name: str) -> bool:
    """Return whether a zone exists; always true without a time zone database."""
    return name in names() or not names()


def suggest(name: str) -> str | None:
    """Return the zone for a misspelt name or a city alone; None if it isn't clear."""
    wanted = name.strip().replace(" ", "_").casefold()
    for form, among in ((_whole, names()), (_city, _places())):
        if found := {form(each): each for each in among}.get(wanted):
            return found
    for form in (_whole, _city):
        # Short names are similar by chance.
        known = {form(each): each for each in _places() if len(form(each)) > 4}
        near = difflib.get_close_matches(wanted[:100], known, n=1, cutoff=0.8)
        if near and len(wanted) > 4:
            return known[near[0]]
    return None


def today(name: str) -> dt.date:
    """Return the current date in a zone, in UTC if the zone doesn't exist."""
    try:
        zone: dt.tzinfo = zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        zone = dt.UTC
    return dt.datetime.now(zone).date()


def _places() -> list[str]:
    """Return zones named after cities, in reverse order: for duplicate cities, the first wins."""
    return sorted((each for each in names() if "/" in each and "Etc/" not in each), reverse=True)


def _whole(name: str) -> str:
    return name.casefold()


def _city(name: str) -> str:
    return name.rpartition("/")[2].casefold()
