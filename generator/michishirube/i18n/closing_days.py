"""Closing days, as written in `closed` in the settings.

    12-29..01-03               every year, across New Year
    08-15                      every year, a single day
    2026-08-10..2026-08-14     once

A closure ends on the last day, not before it. Digits, dashes and dots may be of any width and kind,
and zeros may be left out (`１２－２９〜１-3`); other notations are refused with the line to write.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from michishirube.i18n.notation import FIRST_YEAR, LAST_YEAR

_DASH = re.compile("[‐‑‒–—―−－ー]")
_RANGE = re.compile(r" ?(?:\.{2,}|\u2026|[~\u301c\u223c\u2015]|(?<=[0-9]) - (?=[0-9])) ?")
_DAY = re.compile(r"(?:([0-9]{4})-)?([0-9]{1,2})-([0-9]{1,2})")
_FORM = re.compile(r"(?:([0-9]{4})-)?([0-9]{2})-([0-9]{2})")
_LEAP_YEAR = 2000
LONGEST = 100
"""Maximum length in days of a suggested closure; longer ones are typos, such as 01-01..12-31."""


class BadClosingError(ValueError):
    """An entry is invalid; `suggestion` is what was meant, if that is clear."""

    def __init__(self, suggestion: str | None) -> None:
        super().__init__(suggestion or "")
        self.suggestion = suggestion


@dataclass(frozen=True, slots=True)
class Closing:
    """A closure, from the first to the last day: yearly (`12-29`) or once (`2026-08-10`)."""

    first: str
    last: str

    @property
    def is_yearly(self) -> bool:
        """Whether it recurs every year."""
        return len(self.first) == len("12-29")

    def includes(self, day: dt.date) -> bool:
        """Return whether it includes a day; 12-29..01-03 spans the end of the year."""
        each = f"{day:%m-%d}" if self.is_yearly else day.isoformat()
        if self.first <= self.last:
            return self.first <= each <= self.last
        return self.first <= each or each <= self.last

    def starts(self, years: range) -> list[dt.date]:
        """Return its first days: in each of these years if it is yearly."""
        if not self.is_yearly:
            return [dt.date.fromisoformat(self.first)]
        found = (_day(f"{year}-{self.first}") for year in years)
        return [day for day in found if day]


def read(text: str) -> Closing:
    """Parse an entry of the settings.

    Raises:
        BadClosingError: The format is wrong, a day doesn't exist, or it ends before it starts.
    """
    ends = [_plain(each) for each in _RANGE.split(unicodedata.normalize("NFKC", text).strip())]
    closing = Closing(ends[0], ends[-1])
    if len(ends) > 2 or not _is_whole(closing):
        raise BadClosingError(_suggest(text))
    return closing


def _plain(day: str) -> str:
    """Write a day with hyphens and two digits: `1–3` becomes `01-03`; others stay as they are."""
    found = _DAY.fullmatch(_DASH.sub("-", day))
    return "-".join(each.zfill(2) for each in found.groups() if each) if found else day


def _is_whole(closing: Closing) -> bool:
    ends = (closing.first, closing.last)
    if len({len(each) for each in ends}) > 1 or not all(map(_is_real, ends)):
        return False
    return closing.is_yearly or closing.first <= closing.last


def _is_real(text: str) -> bool:
    """Return whether a text is a day in one of the two formats; 02-29 is valid."""
    found = _FORM.fullmatch(text)
    if not found:
        return False
    day = _day(text if found[1] else f"{_LEAP_YEAR}-{text}")
    return day is not None and FIRST_YEAR <= day.year <= LAST_YEAR


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _suggest(text: str) -> str | None:
    """Convert other notations (`12/29〜1/3`, `12月29日`) to the format; None if unclear."""
    is_open = text.strip().startswith(".") or text.rstrip().endswith(".")
    if is_open or len(text) > 60 or re.search("[A-Za-z]", text):
        return None
    found = re.findall(r"[0-9]+", unicodedata.normalize("NFKC", text))
    numbers = [each.zfill(2) for each in found]
    year = [numbers.pop(0)] if numbers and len(numbers[0]) == len("2026") else []
    first, last = numbers[:2], numbers[2:]
    if len(first) == 2 and len(last) == 1:
        last = _following(first, last[0])
    if len(last) == 2 and year:
        next_year = str(int(year[0]) + 1) if last < first else year[0]
        last = [next_year, *last]
    if len(first) != 2 or len(last) not in {0, 2 + len(year)}:
        return None
    start, end = "-".join([*year, *first]), "-".join(last)
    return turned(start, end) if end else start if _is_whole(Closing(start, start)) else None


def _following(first: list[str], day: str) -> list[str]:
    """Return the next such day after a month and day: of 12-29 and 03 it is 01-03."""
    month = int(first[0]) + (day < first[1])
    return [f"{(month - 1) % 12 + 1:02}", day]


def turned(first: str, last: str) -> str | None:
    """Return the short closure that was meant: with ends swapped, or ending in the next year."""
    if not (_is_real(first) and _is_real(last) and len(first) == len(last)):
        return None
    following = [(first, f"{int(first[:4]) + 1}{last[4:]}", 0)] if len(first) > len("12-29") else []
    for start, end, least in ((first, last, 0), (last, first, 2), *following):
        closing = Closing(start, end)
        if _is_whole(closing) and least <= _length(closing) <= LONGEST:
            return f"{start}..{end}"
    return None


def _length(closing: Closing) -> int:
    """Return the difference in days between the first and the last day; -1 if invalid."""
    year = "" if not closing.is_yearly else f"{_LEAP_YEAR}-"
    first, last = _day(f"{year}{closing.first}"), _day(f"{year}{closing.last}")
    if first is None or last is None:
        return -1
    length = (last - first).days
    return length + 366 if closing.is_yearly and length < 0 else length
