"""What was probably meant by a value that its type refuses: numbers, days, yes and no."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

INTEGER = re.compile(r"-?[0-9]{1,9}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_IN_WORDS = re.compile(r"([0-9]{4})[^0-9]+([0-9]{1,2})[^0-9]+([0-9]{1,2})[^0-9]*")
_YES_NO = {
    "yes": "true",
    "on": "true",
    "はい": "true",
    "no": "false",
    "off": "false",
    "いいえ": "false",
}


def number(text: str) -> str | None:
    """A number in full-width digits or with a unit, as plain digits."""
    digits = re.sub(r"[^0-9]+$", "", unicodedata.normalize("NFKC", text))
    return digits if INTEGER.fullmatch(digits) else None


def date(text: str) -> dt.date | None:
    """The day, if the text is written as the format asks (2026-11-24) and exists."""
    return _existing(text) if _DATE.fullmatch(text) else None


def day(text: str) -> str | None:
    """A day written in another way, as the format asks."""
    parts = _DATE_IN_WORDS.fullmatch(unicodedata.normalize("NFKC", text))
    found = _existing("{:0>4}-{:0>2}-{:0>2}".format(*parts.groups())) if parts else None
    return str(found) if found else None


def choice(text: str) -> str:
    """The word to look for among options: lower case, yes and no as true and false."""
    return _YES_NO.get(text.lower(), text.lower())


def _existing(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
