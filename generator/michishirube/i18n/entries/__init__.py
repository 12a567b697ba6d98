"""Parses what readers type into a letter's form, one parser per type of field.

The browser script has the same parsers (templates/scripts/entries.js, amounts.js, names.js,
days.js). Both are tested with the same table of cases (tests/data/typed.toml) and against each
other. In Python they check the examples and defaults of fields and format example amounts.
"""

from __future__ import annotations

import datetime as dt

from michishirube.i18n.entries import amounts, days, names, plain, sentences
from michishirube.i18n.entries.reading import NOTHING, ParsedEntry
from michishirube.i18n.notation import Notation
from michishirube.model import Field

__all__ = ["ParsedEntry", "read"]


def read(
    field: Field,
    typed: str,
    notation: Notation,
    *,
    today: dt.date,
    before: str = "",
    after: str = "",
) -> ParsedEntry:
    """Parse an entry.

    Args:
        field: The field, whose type selects the parser.
        typed: The entry; for choices, the id of the option.
        notation: The notation of the guide's language.
        today: Reference for dates without a year.
        before: The letter's text before the field, on the same line.
        after: The letter's text after the field.
    """
    reading = _read(field, typed, notation, today, before, after)
    over = len(reading.shown) - (field.max_length or len(reading.shown))
    return reading.with_warning("too-long", over=str(over)) if over > 0 else reading


def _read(
    field: Field, typed: str, notation: Notation, today: dt.date, before: str, after: str
) -> ParsedEntry:
    match field.type:
        case "choice":
            label = field.options.get(typed)
            return ParsedEntry(typed, label) if label else NOTHING
        case "amount":
            return amounts.read(typed, notation, before, after)
        case "date":
            return days.read_day(typed, notation, today, field.when)
        case "datetime":
            return days.read_moment(typed, notation, today, field.when)
        case "lines":
            text = plain.lines(typed)
            return sentences.private(ParsedEntry(text, text), notation)
    text = plain.line(typed)
    reading = names.read(text, notation) if field.honorific else ParsedEntry(text, text)
    return sentences.fit(reading, notation, before, after)
