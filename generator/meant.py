"""What was probably meant by a value that its type refuses: numbers, days, words to choose."""

from __future__ import annotations

import datetime as dt
import functools
import re
import unicodedata

from generator import words
from generator.diagnostics import nearest

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


def option(text: str, options: tuple[str, ...]) -> str | None:
    """The option that was meant: misspelt, by another word for it, or with words behind it."""
    called = [each for each in options if _plain(text) in _called(each)]
    if called:
        return called[0]
    word = re.match(r"[a-z]+(?![a-z-])", text.lower())
    if word and word[0] in options:
        return word[0]
    return nearest(_YES_NO.get(text.lower(), text.lower()), options)


@functools.cache
def _called(name: str) -> frozenset[str]:
    """What an option is called in any language (`option` in locales/*/format.toml)."""
    said = (words.load(each, "format").get(f"option.{name}", "") for each in words.languages())
    return frozenset({_plain(each) for text in said for each in text.split(",")} - {""})


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(char for char in folded if char.isalnum() or char == "ー")


def _existing(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
