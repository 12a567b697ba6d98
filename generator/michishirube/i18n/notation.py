"""The notation of amounts, dates and names in a language: `locales/*/notation.toml`.

The parsers in `i18n.entries` and those of the script (templates/scripts/entries.js and others) use
the same tables, so that each unit and title is defined once.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from michishirube.i18n.messages import DEFAULT, LOCALES, bundled

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Supported years; others are typos. Years always have four digits."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of amounts, and its spellings before and after the number."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amounts:
    """Notation of amounts.

    Attributes:
        group: Thousands separators; the first is used for output.
        decimal: Decimal separator.
        digits: Values of other digits, such as 三.
        scales: Exponents of scale words, largest first: 万 is 4.
        alone: Scale words that need no number before them.
        leading: Marks that may precede an amount.
        trailing: Marks that may follow an amount.
        remarks: Words that aren't part of an amount.
        most: Amounts above cause a warning.
        units: The units.
    """

    group: tuple[str, ...]
    decimal: str
    digits: Mapping[str, int]
    scales: Mapping[str, int]
    alone: tuple[str, ...]
    leading: tuple[str, ...]
    trailing: tuple[str, ...]
    remarks: tuple[str, ...]
    most: int
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """Notation of dates and times.

    Attributes:
        weekdays: Names, from Sunday.
        months: Names; empty if months are numbers.
        eras: First and last year of each era.
        first_of_era: The number of an era's first year, 元.
        patterns: Regular expressions for dates, with the groups `year`, `month` or `month_name`,
            `day`, `weekday`, `era` and `era_year`.
        times: Regular expressions for times, with the groups `hour`, `minute`, `am` and `pm`.
        half_day: First and last hour that may be combined with am or pm.
        years: First and last supported year.
    """

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    eras: Mapping[str, tuple[int, int]]
    first_of_era: str
    patterns: tuple[str, ...]
    times: tuple[str, ...]
    half_day: tuple[int, int]
    years: tuple[int, int] = (FIRST_YEAR, LAST_YEAR)


@dataclass(frozen=True, slots=True)
class NameTitles:
    """Titles around names: `titles` and `after_two` are stripped, the others cause a warning.

    `open`, `close`, `ornaments` and `breaks` are contents of character classes: brackets and quotes
    around a title, what else may follow one, and what shows that a word ends.
    """

    titles: tuple[str, ...]
    after_two: tuple[str, ...]
    followers: tuple[str, ...]
    anywhere: tuple[str, ...]
    words: tuple[str, ...]
    ends: tuple[str, ...]
    starts: tuple[str, ...]
    open: str
    close: str
    ornaments: str
    breaks: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Ends of an entry that don't fit the text after it."""

    ends: tuple[str, ...]
    followers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentences:
    """How entries fit into sentences.

    Attributes:
        brackets: Pairs of brackets.
        joints: Words that must not be doubled.
        clashes: Combinations of entry and following text that don't fit.
        private: Regular expressions whose first group is a contact detail.
    """

    brackets: tuple[tuple[str, str], ...]
    joints: tuple[str, ...]
    clashes: tuple[Clash, ...]
    private: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notation:
    """All tables of a language."""

    language: str
    amount: Amounts
    days: Days
    names: NameTitles
    sentences: Sentences


@functools.cache
def load(language: str) -> Notation:
    """Load the notation of a language, or of the one that stands in for it."""
    language = bundled(language) or DEFAULT
    path = LOCALES / language / "notation.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    amount = _frozen(table["amount"])
    units = tuple(Unit(**unit) for unit in amount.pop("units"))
    sentences = _frozen(table["sentences"])
    clashes = tuple(Clash(**clash) for clash in sentences.pop("clashes"))
    return Notation(
        language,
        Amounts(**amount, units=units),
        Days(**_frozen(table["days"])),
        NameTitles(**_frozen(table["names"])),
        Sentences(**sentences, clashes=clashes),
    )


def _frozen(value: Any) -> Any:
    """Convert lists to tuples, recursively."""
    if isinstance(value, dict):
        return {key: _frozen(inner) for key, inner in value.items()}
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
