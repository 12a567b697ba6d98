"""Parses amounts: 33,000, 33000円, 3万3千, ¥33,000-, $1.5k. Ambiguous entries are rejected.

Numbers are integers in hundredths of the unit, so that the result is exact.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from michishirube.i18n.entries import plain
from michishirube.i18n.entries.plain import any_of
from michishirube.i18n.entries.reading import NOTHING, ParsedEntry, refused
from michishirube.i18n.notation import Notation, Unit, load

LONGEST = 60
"""Length limit in characters."""

_MOST = 10**15
"""In hundredths; JavaScript's integers are exact up to 9 × 10^15."""

_EXAMPLE = 1_200_000
"""12,000 in hundredths, shown as an example in messages."""

_SMALLEST_BIG_SCALE = 3
"""Exponent from which a single digit after the scale is ambiguous: 3万3 may be 33,000 or 30,003."""


@dataclass(frozen=True, slots=True)
class _AmountPatterns:
    """The regular expressions of a language."""

    whole: re.Pattern[str]
    number: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]


def read(typed: str, notation: Notation, before: str = "", after: str = "") -> ParsedEntry:
    """Parse an amount.

    If the letter's own text, `before` or `after` the field, has the unit, only the number is shown;
    otherwise the unit as typed is.
    """
    text = plain.narrow(typed)
    if not text:
        return NOTHING
    shape = _shape(notation.language)
    found = shape.whole.fullmatch(plain.lowered(text)) if len(text) <= LONGEST else None
    hundredths = _number(found["number"], notation) if found else None
    own = (
        {_unit(form, notation) for form in (found["before"], found["after"]) if form}
        if found
        else set()
    )
    if found is None or hundredths is None or len(own) > 1:
        return _refused(text, notation)
    around = _unit_around(before, after, notation)
    if around and own - {around}:
        return refused("unit", unit=around.name)
    forms = (_form(found["before"], notation, "before"), _form(found["after"], notation, "after"))
    number = _grouped(hundredths, notation)
    whole = f"{forms[0]}{found['gap']}{number}{found['space']}{forms[1]}"
    reading = ParsedEntry(_plain(hundredths), number if around else whole)
    is_likely = 0 < hundredths <= notation.amount.most * 100
    return reading if is_likely else reading.with_warning("unlikely", shown=reading.shown)


def _refused(text: str, notation: Notation) -> ParsedEntry:
    """Return a warning: about words that aren't part of an amount, or about the whole entry."""
    example = _grouped(_EXAMPLE, notation)
    remarks = any_of(tuple(map(plain.lowered, notation.amount.remarks)))
    if len(text) <= LONGEST and (found := re.search(remarks, plain.lowered(text))):
        return refused("amount-words", found=text[slice(*found.span())], example=example)
    return refused("amount", example=example)


def _number(text: str, notation: Notation) -> int | None:
    """Parse a number to hundredths, or None."""
    digits = str.maketrans({char: str(digit) for char, digit in notation.amount.digits.items()})
    return _scaled(text.translate(digits), notation, tuple(notation.amount.scales.items()))


def _scaled(text: str, notation: Notation, scales: tuple[tuple[str, int], ...]) -> int | None:
    """Parse a number with scale words: 3万3千 is 3 × 10^4 + 3 × 10^3.

    Splits at the largest scale and recurses into both sides with the smaller ones.
    """
    at = next((index for index, (word, _) in enumerate(scales) if word in text), None)
    if at is None:
        return _counted(text, notation)
    (word, power), smaller = scales[at], scales[at + 1 :]
    left, *behind = (part.strip(" ") for part in text.split(word))
    if len(behind) > 1:
        return None
    right = behind[0]
    many = _scaled(left, notation, smaller) if left or word not in notation.amount.alone else 100
    rest = _scaled(right, notation, smaller) if right else 0
    if many is None or rest is None or (right and (many % 100 or rest % 100)):
        return None
    if len(right) == 1 and power >= _SMALLEST_BIG_SCALE:
        return None
    whole = many * 10**power + rest
    return whole if rest < 100 * 10**power and whole < _MOST else None


def _counted(text: str, notation: Notation) -> int | None:
    """Parse a number in digits to hundredths, or None."""
    found = _shape(notation.language).number.fullmatch(text)
    if not found:
        return None
    digits = re.sub("[^0-9]", "", found["whole"])
    hundredths = int(digits) * 100 + int((found["part"] or "0").ljust(2, "0"))
    return hundredths if hundredths < _MOST else None


def _grouped(hundredths: int, notation: Notation) -> str:
    """Format a number with separators: 33,000 or 1,200.50."""
    whole = f"{hundredths // 100:,}".replace(",", notation.amount.group[0])
    return whole + (f"{notation.amount.decimal}{hundredths % 100:02}" if hundredths % 100 else "")


def _plain(hundredths: int) -> str:
    """Format a number without separators."""
    return str(hundredths // 100) + (f".{hundredths % 100:02}" if hundredths % 100 else "")


def _form(typed: str | None, notation: Notation, side: str) -> str:
    """Return the canonical spelling of a typed unit; "" for none."""
    forms = (form for unit in notation.amount.units for form in getattr(unit, side))
    return next((form for form in forms if plain.lowered(form) == typed), "")


def _unit(form: str, notation: Notation) -> Unit:
    """Return the unit that has this spelling, ignoring case."""
    small = plain.lowered(form)
    return next(
        unit
        for unit in notation.amount.units
        if small in map(plain.lowered, (*unit.before, *unit.after))
    )


def unit_before(text: str, notation: Notation) -> str:
    """Return the unit at the end of the text before a field; "" for none."""
    found = _shape(notation.language).before.search(plain.lowered(plain.narrow(text)))
    return found["unit"] if found else ""


def unit_after(text: str, notation: Notation) -> str:
    """Return the unit at the start of the text after a field; "" for none."""
    found = _shape(notation.language).after.match(plain.lowered(plain.narrow(text)))
    return found["unit"] if found else ""


def _unit_around(before: str, after: str, notation: Notation) -> Unit | None:
    """Return the unit beside a field in the letter's text, or None."""
    form = unit_before(before, notation) or unit_after(after, notation)
    return _unit(form, notation) if form else None


@functools.cache
def _shape(language: str) -> _AmountPatterns:
    notation = load(language).amount
    units = notation.units
    before = any_of(tuple(plain.lowered(form) for unit in units for form in unit.before))
    after = any_of(tuple(plain.lowered(form) for unit in units for form in unit.after))
    return _AmountPatterns(
        re.compile(
            f"(?:{any_of(notation.leading)})? ?(?P<before>{before})?(?P<gap> ?)(?P<number>.+?)"
            f"(?P<space> ?)(?P<after>{after})? ?(?:{any_of(notation.trailing)})?"
        ),
        re.compile(
            f"(?P<whole>[0-9]{{1,3}}(?:(?P<group>{any_of(notation.group)})[0-9]{{3}}(?:(?P=group)[0-9]{{3}})*)"
            f"|[0-9]+)(?:{re.escape(notation.decimal)}(?P<part>[0-9]{{1,2}}))?"
        ),
        re.compile(f"(?:^|[^a-z])(?P<unit>{before}) ?$"),
        re.compile(f" ?(?P<unit>{after})(?![a-z])"),
    )
