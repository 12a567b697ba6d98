"""Whether things that are on both sides stand in another order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from michishirube.changes.findings import OrderChange

Named = tuple[str, str]
"""What is compared and what is shown of a thing: its id and its title."""


def order_change(
    what: str, before: Iterable[Named], after: Iterable[Named]
) -> Iterator[OrderChange]:
    """The order, if it differs; what is on one side only says nothing about it."""
    old, new = dict(before), dict(after)
    first = [name for name in old if name in new]
    second = [name for name in new if name in old]
    if first != second:
        yield OrderChange(
            what, tuple(old[name] for name in first), tuple(new[name] for name in second)
        )
