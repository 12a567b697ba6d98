"""Time zones of the IANA's table: which there are, and which one was probably meant."""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import zoneinfo

_OF_MACHINES = {"Factory", "localtime"}
"""Names that say nothing of a place: a machine's own zone, and none yet."""


@functools.cache
def names() -> frozenset[str]:
    """All names, such as Europe/Berlin; none on a machine that has no table of them."""
    return frozenset(zoneinfo.available_timezones() - _OF_MACHINES)


def is_known(name: str) -> bool:
    """Whether there is such a zone; always so where there is no table to tell by."""
    return name in names() or not names()


def meant(name: str) -> str | None:
    """The zone that a misspelt name or a city alone stands for; None if that isn't clear."""
    wanted = name.strip().replace(" ", "_").casefold()
    for form, among in ((_whole, names()), (_city, _places())):
        if found := {form(each): each for each in among}.get(wanted):
            return found
    for form in (_whole, _city):
        # Short names are alike without meaning the same.
        known = {form(each): each for each in _places() if len(form(each)) > 4}
        near = difflib.get_close_matches(wanted[:100], known, n=1, cutoff=0.8)
        if near and len(wanted) > 4:
            return known[near[0]]
    return None


def today(name: str) -> dt.date:
    """The day that it is in a zone; in UTC for a name that stands for none."""
    try:
        zone: dt.tzinfo = zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        zone = dt.UTC
    return dt.datetime.now(zone).date()


def _places() -> list[str]:
    """The zones that are named after a city; of names for one city, the first comes last."""
    return sorted((each for each in names() if "/" in each and "Etc/" not in each), reverse=True)


def _whole(name: str) -> str:
    return name.casefold()


def _city(name: str) -> str:
    return name.rpartition("/")[2].casefold()
