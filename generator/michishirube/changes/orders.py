"""Detects changed orders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from michishirube.changes.findings import OrderChange

Named = tuple[str, str]
"""Id and title of a thing."""


def order_change(
    what: str, before: Iterable[Named], after: Iterable[Named]
) -> Iterator[OrderChange]:
    """Yield a change if the order differs; things of one version only are ignored."""
    old, new = dict(before), dict(after)
    first = [name for name in old if name in new]
    second = [name for name in new if name in old]
    if first != second:
        yield OrderChange(
            what, tuple(old[name] for name in first), tuple(new[name] for name in second)
        )
