"""An amount stands between no words that make it another one: {{cost}}万円, ¥{{cost}}円.

Readers type whole amounts, and a form that takes a unit away knows one unit beside a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from michishirube.checks.letter_lint.rendered_letter import RenderedLetter, Stretch
from michishirube.checks.letter_lint.rule import ERROR, Hit, Rule
from michishirube.i18n.entries import amounts
from michishirube.i18n.entries.plain import any_of
from michishirube.i18n.notation import Notation
from michishirube.model import Field


def check(sent: RenderedLetter) -> Iterator[Hit]:
    """Look at what stands beside each amount."""
    if sent.notation is None:
        return
    for field, amount in sent.filled_stretches():
        if field.type == "amount":
            line = next(each for each in sent.lines if each.start <= amount.start <= each.end)
            yield from _beside(sent.notation, field, amount, line)


def _beside(notation: Notation, field: Field, amount: Stretch, line: Stretch) -> Iterator[Hit]:
    before = line.text[: amount.start - line.start]
    after = line.text[amount.end - line.start :]
    scale = re.match(rf" ?(?:{any_of(tuple(notation.amount.scales))})(?![a-z])", after)
    first, last = amounts.unit_before(before, notation), amounts.unit_after(after, notation)
    if scale:
        yield _hit(field, amount.start, amount.end + scale.end(), scale[0].strip())
    elif first and last:
        yield _hit(field, line.start + len(before) - len(first), amount.end, first)


def _hit(field: Field, start: int, end: int, found: str) -> Hit:
    return Hit("letter-amount", start, end, f"{{{{{field.id}}}}}", {"found": found})


RULE = Rule({"letter-amount": ERROR}, check)
