"""Guesses what was meant by an invalid value: numbers, dates, choices."""

from __future__ import annotations

import datetime as dt
import functools
import re
import unicodedata

from michishirube.diagnostics import nearest
from michishirube.i18n import messages

INTEGER = re.compile(r"-?[0-9]{1,9}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_IN_WORDS = re.compile(r"([0-9]{4})[^0-9]+([0-9]{1,2})[^0-9]+([0-9]{1,2})[^0-9]*")
_DATE_IN_DIGITS = re.compile(r"([12][0-9]{3})([0-9]{2})([0-9]{2})")
_ERAS = {
    ("R", "令和", "令"): (dt.date(2019, 5, 1), dt.date.max),
    ("H", "平成", "平"): (dt.date(1989, 1, 8), dt.date(2019, 4, 30)),
    ("S", "昭和", "昭"): (dt.date(1926, 12, 25), dt.date(1989, 1, 7)),
    ("T", "大正", "大"): (dt.date(1912, 7, 30), dt.date(1926, 12, 24)),
    ("M", "明治", "明"): (dt.date(1868, 1, 25), dt.date(1912, 7, 29)),
}
"""First and last day of the Japanese eras, by their names."""
_DATE_OF_ERA = re.compile(
    rf"({'|'.join(name for names in _ERAS for name in names)})[. ]*(元|[0-9]{{1,2}})"
    r"[^0-9]{1,3}([0-9]{1,2})[^0-9]{1,3}([0-9]{1,2})[^0-9]{0,6}",
    re.IGNORECASE,
)
_YES_NO = {
    "yes": "true",
    "on": "true",
    "はい": "true",
    "no": "false",
    "off": "false",
    "いいえ": "false",
}


def number(text: str) -> str | None:
    """Convert full-width digits, or digits with a unit, to plain digits; None for other texts."""
    digits = re.sub(r"[^0-9]+$", "", unicodedata.normalize("NFKC", text))
    return digits if INTEGER.fullmatch(digits) else None


def date(text: str) -> dt.date | None:
    """Parse an ISO date (2026-11-24); None if it is malformed or doesn't exist."""
    return _existing(text) if _DATE.fullmatch(text) else None


def day(text: str) -> str | None:
    """Convert other notations of a date to ISO: `2026年11月24日`, `20261124`, `R8.11.24`."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if of_era := _DATE_OF_ERA.fullmatch(plain):
        return _day_of_era(*of_era.groups())
    parts = _DATE_IN_WORDS.fullmatch(plain) or _DATE_IN_DIGITS.fullmatch(plain)
    found = _existing("{:0>4}-{:0>2}-{:0>2}".format(*parts.groups())) if parts else None
    return str(found) if found else None


def _day_of_era(era: str, year: str, month: str, day: str) -> str | None:
    first, last = next(days for names, days in _ERAS.items() if era.upper() in names)
    number = first.year - 1 + (1 if year == "元" else int(year))
    found = _existing(f"{number:04}-{month:0>2}-{day:0>2}")
    return str(found) if found and first <= found <= last else None


def option(text: str, options: tuple[str, ...]) -> str | None:
    """Return the choice that was meant: misspelt, a synonym, or followed by other words."""
    called = [each for each in options if _plain(text) in _called(each)]
    if called:
        return called[0]
    word = re.match(r"[a-z]+(?![a-z-])", text.lower())
    if word and word[0] in options:
        return word[0]
    return nearest(_YES_NO.get(text.lower(), text.lower()), options)


@functools.cache
def _called(name: str) -> frozenset[str]:
    """Return the names of a choice in all languages (`option` in locales/*/format.toml)."""
    said = (
        messages.load(each, "format").get(f"option.{name}", "") for each in messages.languages()
    )
    return frozenset({_plain(each) for text in said for each in text.split(",")} - {""})


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(char for char in folded if char.isalnum() or char == "ー")


def _existing(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
