"""How people of a language write amounts, days and names by hand: `locales/*/notation.toml`.

The readers in `i18n.entries` and those of the script (templates/scripts/entries.js and beside
it) take the same table, so that a unit or a title is written down once.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from michishirube.i18n.messages import LOCALES

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Days of other years are slips: nobody's letter is about them, and four digits stay four."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What an amount is counted in, and the forms in which it is written beside the number."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amounts:
    """How amounts are written.

    `scales` are words for powers of ten, the largest first; those in `alone` need no number
    before them. `group` are the marks between thousands, the first of which is written.
    `remarks` are words that are no part of an amount; one beyond `most` is asked about.
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
    """How days are written.

    `patterns` and `times` are regular expressions with the groups `year`, `month` or
    `month_name`, `day`, `weekday`, `era`, `era_year`; `hour`, `minute`, `am`, `pm`. `weekdays`
    begin with Sunday. `eras` have their first and last year, `half_day` the first and last hour
    that may be said with am or pm.
    """

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    eras: Mapping[str, tuple[int, int]]
    first_of_era: str
    patterns: tuple[str, ...]
    times: tuple[str, ...]
    half_day: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Names:
    """Titles around names: `titles` and `after_two` are taken off, the others are told.

    `open`, `close`, `ornaments` and `breaks` are insides of character classes: brackets and quotes
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
    """Ends of a text that don't go with what follows it in a letter."""

    ends: tuple[str, ...]
    followers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentences:
    """How texts fit into a letter's sentences.

    `brackets` are pairs of signs, `joints` what is told when it is said twice, `private`
    regular expressions whose first group reaches a person.
    """

    brackets: tuple[tuple[str, str], ...]
    joints: tuple[str, ...]
    clashes: tuple[Clash, ...]
    private: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notation:
    """Everything of one language."""

    language: str
    amount: Amounts
    days: Days
    names: Names
    sentences: Sentences


@functools.cache
def load(language: str) -> Notation:
    """The notation of a language.

    Raises:
        KeyError: The generator doesn't speak it.
    """
    path = LOCALES / language / "notation.toml"
    if not path.is_file():
        raise KeyError(language)
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    amount = _frozen(table["amount"])
    units = tuple(Unit(**unit) for unit in amount.pop("units"))
    sentences = _frozen(table["sentences"])
    clashes = tuple(Clash(**clash) for clash in sentences.pop("clashes"))
    return Notation(
        language,
        Amounts(**amount, units=units),
        Days(**_frozen(table["days"])),
        Names(**_frozen(table["names"])),
        Sentences(**sentences, clashes=clashes),
    )


def for_script(language: str) -> dict[str, Any]:
    """The notation of a language as the script takes it, with the years that days lie in."""
    told = asdict(load(language))
    del told["language"]
    told["days"]["years"] = [FIRST_YEAR, LAST_YEAR]
    return told


def _frozen(value: Any) -> Any:
    """The same value with tuples for lists."""
    if isinstance(value, dict):
        return {key: _frozen(inner) for key, inner in value.items()}
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
