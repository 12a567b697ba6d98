"""What people type into a letter's fields: what it means, how it reads in the letter, or why not.

One reader for each type of field, and one for all (`read`). The script has the same readers
(templates/scripts/entries.js, amounts.js, names.js, days.js); both are held to one table of cases
(tests/data/typed.toml) and to each other by a test. Here they judge the examples and defaults of
fields, and make the examples of amounts ready for a letter.
"""

from __future__ import annotations

import datetime as dt

from michishirube.i18n.entries import amounts, days, names, plain, sentences
from michishirube.i18n.entries.reading import NOTHING, Reading
from michishirube.i18n.notation import Notation
from michishirube.model import Field

__all__ = ["Reading", "read"]


def read(
    field: Field,
    typed: str,
    notation: Notation,
    *,
    today: dt.date,
    before: str = "",
    after: str = "",
) -> Reading:
    """Read what was typed into a field.

    Args:
        field: The field, whose type says how.
        typed: What was typed; of a choice, the option's id.
        notation: How the guide's language writes amounts, days and names.
        today: For days without a year.
        before: The letter's own text before the place where it will stand, on the same line.
        after: The letter's own text behind it.
    """
    reading = _read(field, typed, notation, today, before, after)
    over = len(reading.shown) - (field.max_length or len(reading.shown))
    return reading.told("too-long", over=str(over)) if over > 0 else reading


def _read(
    field: Field, typed: str, notation: Notation, today: dt.date, before: str, after: str
) -> Reading:
    match field.type:
        case "choice":
            label = field.options.get(typed)
            return Reading(typed, label) if label else NOTHING
        case "amount":
            return amounts.read(typed, notation, before, after)
        case "date":
            return days.read_day(typed, notation, today, field.when)
        case "datetime":
            return days.read_moment(typed, notation, today, field.when)
        case "lines":
            text = plain.lines(typed)
            return sentences.private(Reading(text, text), notation)
    text = plain.line(typed)
    reading = names.read(text, notation) if field.honorific else Reading(text, text)
    return sentences.fit(reading, notation, before, after)
