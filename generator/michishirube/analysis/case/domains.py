"""Abstract domains: the possible values of a field as a bit mask.

A bit stands for an option of a choice, or for an interval of dates or amounts. The intervals lie
between the bounds that the guide mentions, since it never distinguishes two values within one. With
the bounds 7 and 14 for days since:

    bit 0: ≤7        bit 1: >7 ≤14        bit 2: >14
    0b111: nothing is known        0b110: more than 7 days

A mask is never 0: that would be a contradiction.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from michishirube.model import (
    ASK,
    FORGET,
    TODAY,
    Action,
    Answer,
    Condition,
    Field,
    FieldState,
    Guide,
    Question,
)

RANGES = ("date", "datetime", "amount")
"""Types of fields whose states are intervals."""


@dataclass(frozen=True, slots=True)
class Domain:
    """The states of a field.

    Attributes:
        field: Id of the field.
        options: Ids of a choice's options, a bit each.
        bounds: The bounds between intervals, ascending; interval i ends with bound i, the last one
            is open.
        changes: Options that may give way to any other while the reader waits.
        ages: Whether a wait moves a date into later intervals (1: days since) or earlier ones (-1:
            days until); 0 for other fields.
    """

    field: str
    options: tuple[str, ...] = ()
    bounds: tuple[int, ...] = ()
    changes: int = 0
    ages: int = 0

    @property
    def size(self) -> int:
        """Number of states."""
        return len(self.options) or len(self.bounds) + 1

    @property
    def full(self) -> int:
        """Every state: nothing is known."""
        return (1 << self.size) - 1

    def of_options(self, options: Sequence[str]) -> int:
        """Return the states that these options stand for; unknown ones are left out."""
        if FORGET in options and FORGET not in self.options:
            return self.full
        if not self.options:
            return 1 if TODAY in options else self.full if ASK in options else 0
        return sum(1 << self.options.index(each) for each in {*options} & {*self.options})

    def of_range(self, upto: int | None, over: int | None) -> int:
        """Return the intervals above `over` and up to `upto`."""
        mask = self.full
        if upto is not None:
            mask &= (2 << bisect_left(self.bounds, upto)) - 1
        if over is not None:
            mask &= ~((2 << bisect_left(self.bounds, over)) - 1)
        return mask & self.full

    def of_state(self, state: FieldState) -> int:
        """Return the states that a condition names."""
        if state.options:
            return self.of_options(state.options)
        return self.of_range(state.upto, state.over)

    def of_answer(self, answer: Answer) -> int | None:
        """Return the states that an answer to this field's question implies; None if it doesn't."""
        if answer.option:
            return self.of_options(answer.option)
        if answer.upto is None and answer.over is None:
            return None
        return self.of_range(answer.upto, answer.over)

    def waited(self, mask: int) -> int:
        """Return what is still known after a wait of any length.

        An option in `changes` may have become any other. Days since something only grow, so the
        intervals above the lowest possible one become possible: 0b010 → 0b110.
        """
        if mask & self.changes:
            return self.full
        if self.ages > 0:
            return self.full & ~((mask & -mask) - 1)
        if self.ages < 0:
            return (1 << mask.bit_length()) - 1
        return mask

    def names(self, mask: int) -> list[str]:
        """Return the states of a mask as they are written: ids of options, or ranges."""
        if self.options:
            return [name for bit, name in enumerate(self.options) if mask >> bit & 1]
        return [self._interval(bit) for bit in range(self.size) if mask >> bit & 1]

    def _interval(self, bit: int) -> str:
        low = f">{self.bounds[bit - 1]}" if bit else ""
        high = f"≤{self.bounds[bit]}" if bit < len(self.bounds) else ""
        return (low + high) or "*"


def domains_of(guide: Guide) -> Mapping[str, Domain]:
    """Return the domains of all fields that questions, conditions or `sets` mention."""
    bounds: dict[str, set[int]] = defaultdict(set)
    for name, part in _mentioned(guide):
        bounds[name] |= {each for each in (part.upto, part.over) if each is not None}
    return {
        name: _domain(guide.fields[name], sorted(found))
        for name, found in bounds.items()
        if name in guide.fields and (guide.fields[name].options or is_range(guide.fields[name]))
    }


def _mentioned(guide: Guide) -> Iterator[tuple[str, Answer | FieldState]]:
    """Yield each field that is mentioned, with the answer or state that may bound it."""
    conditions: list[Condition] = []
    for tree in guide.trees.values():
        conditions.append(tree.true_when)
        for node in tree.nodes.values():
            conditions.append(node.true_when)
            answers = node.answers if isinstance(node, Question) else ()
            if isinstance(node, Question) and node.asks:
                yield from ((str(node.asks), answer) for answer in answers)
            elif isinstance(node, Action):
                conditions.append(node.sets)
                answers = (node.otherwise,) if node.otherwise else ()
            conditions += (answer.sets for answer in answers)
    conditions += (letter.true_when for letter in guide.letters.values())
    conditions += (clock.true_when for clock in guide.clocks.values())
    conditions += (fact.true_when for fact in guide.facts.values())
    for state in chain.from_iterable(conditions):
        yield str(state.field), state


def is_range(field: Field) -> bool:
    """Return whether the states of a field are intervals."""
    return field.type in RANGES


def _domain(field: Field, bounds: list[int]) -> Domain:
    name = str(field.id)
    if field.type == "choice":
        options = tuple(field.options)
        changing = sum(1 << options.index(each) for each in {*field.changes} & {*options})
        return Domain(name, options, changes=changing)
    ages = 0 if field.type == "amount" else -1 if field.when == "future" else 1
    return Domain(name, bounds=tuple(bounds), ages=ages)
