"""Nodes wait as long as `content/promises.yml` says under `waits`.

A length that somebody changes is reported at its line in the tree, with the reason of the promise.
"""

from __future__ import annotations

from michishirube.analysis import addresses
from michishirube.diagnostics import Diagnostics
from michishirube.model import Guide, Number, Wait, WaitPromise
from michishirube.reading import gaps

CODES = ("promise-length", "promise-no-wait")

LENGTHS = ("hours", "days", "business_days")


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Compare the length of each promised wait with that of its node."""
    for promise in guide.promises.waits if guide.promises else ():
        if gaps.lacks(guide, promise, *LENGTHS):
            continue
        promised = _lengths(promise)
        if len(promised) == 1:
            _check_node(guide, promise, *promised[0], diagnostics)
        else:
            found = "・".join(unit for unit, _ in promised) or "0"
            diagnostics.error(
                "wait-length", promise.at.span, found=found, options=" / ".join(LENGTHS)
            )


def _lengths(record: Wait | WaitPromise) -> list[tuple[str, int]]:
    lengths = ((unit, getattr(record, unit)) for unit in LENGTHS)
    return [(unit, count) for unit, count in lengths if count is not None]


def _check_node(
    guide: Guide, promise: WaitPromise, unit: str, count: int, diagnostics: Diagnostics
) -> None:
    found = addresses.find_node(guide, promise.at, None)
    if found is None or gaps.lacks(guide, found[1], *LENGTHS):
        return  # What isn't there is reported as an unknown node.
    node = found[1]
    if not isinstance(node, Wait):
        diagnostics.error("promise-no-wait", promise.at.span, node=promise.at)
        return
    lengths = _lengths(node)
    if len(lengths) > 1 or (unit, count) in lengths:
        return  # Two lengths are reported by themselves.
    own_unit, own = lengths[0] if lengths else ("until", node.until or "-")
    diagnostics.error(
        "promise-length",
        own.span if isinstance(own, Number) else node.span,
        suggestion=str(count) if own_unit == unit else None,
        node=promise.at,
        found=f"{own_unit}: {own}",
        written=own,
        promised=f"{unit}: {count}",
        why=promise.why,
    )
