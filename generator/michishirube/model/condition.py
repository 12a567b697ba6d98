"""What is known of a case: states of fields, as answers and actions set them and letters need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from michishirube.model.record import AtLeast, FromKey, OneOrMore, Record
from michishirube.model.text import FieldRef, Texts

TODAY: Final = "today"
"""State of a date in `sets`: the day on which the reader marks the step as done."""

ASK: Final = "ask"
"""State of a date in `sets`: the reader is asked for the day."""

FORGET: Final = "forget"
"""State of any field in `sets`: what was known of it no longer holds."""

DATE_WORDS: Final = (TODAY, ASK)

Count = Annotated[int, AtLeast(0)]


@dataclass(frozen=True, kw_only=True)
class FieldState(Record):
    """A state of a field: one of several options, or a range.

    Written under the field's id, as an option, a list of options, or a mapping with `upto` and
    `over`:

        escrow: done
        work_state: [none, partly]
        delivered_on: {over: 7}

    Attributes:
        field: The field.
        options: Ids of its options; in `sets` also `TODAY`, `ASK` or `FORGET`.
        upto: The largest value: an amount, days since a past date, or days until a future one.
        over: The value is larger than this.
    """

    keyed: ClassVar[str] = "field"
    shorthand: ClassVar[str] = "options"

    field: Annotated[FieldRef, FromKey()]
    options: Annotated[Texts, OneOrMore()] = ()
    upto: Count | None = None
    over: Count | None = None


Condition = tuple[FieldState, ...]
"""States of several fields, all of which hold."""
