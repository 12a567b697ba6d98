"""Assigns lanes beside the comb to jumps that are drawn as lines ("rails").

Edges with the same target share a rail. A jump over a long distance, or without a free lane, is a
label instead ("to 12"), and its target says where it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from michishirube.flowchart.comb import Branch, Comb, Jump

Cell = tuple[int, int]
"""A position in reading order: index of the block, then 0 or the 1-based number of a branch."""


@dataclass(frozen=True, slots=True)
class Rail:
    """A line from one or more branches to a block; lane 0 is next to the blocks."""

    target: int
    sources: tuple[Cell, ...]
    lane: int
    returns: bool

    @property
    def top(self) -> Cell:
        """The first cell that it touches."""
        return min((self.target, 0), *self.sources)

    @property
    def bottom(self) -> Cell:
        """The last cell that it touches."""
        return max((self.target, 0), *self.sources)

    @property
    def upward(self) -> bool:
        """Whether it leads up."""
        return (self.target, 0) < min(self.sources)


def lay(
    comb: Comb, *, lanes: int, span: int, may: Callable[[Cell, Branch, Jump], bool]
) -> tuple[Rail, ...]:
    """Assign lanes to jumps, the shortest first: an interval graph is coloured greedily.

    Args:
        comb: The chart.
        lanes: Number of lanes.
        span: Maximum distance in blocks.
        may: Returns whether a jump may have a rail.
    """
    groups: dict[tuple[int, bool, bool], list[Cell]] = {}
    for cell, branch, jump in jumps(comb):
        if jump.block is None or abs(jump.block - cell[0]) > span or not may(cell, branch, jump):
            continue
        upward = (jump.block, 0) < cell
        groups.setdefault((jump.block, upward, jump.kind == "back"), []).append(cell)
    wanted = [
        Rail(target, tuple(cells), 0, returns) for (target, _, returns), cells in groups.items()
    ]
    wanted.sort(key=lambda rail: (rail.bottom[0] - rail.top[0], rail.top, rail.returns))
    laid: list[Rail] = []
    for rail in wanted:
        taken = {each.lane for each in laid if _meet(each, rail)}
        free = next((lane for lane in range(lanes) if lane not in taken), None)
        if free is not None:
            laid.append(Rail(rail.target, rail.sources, free, rail.returns))
    return tuple(sorted(laid, key=lambda rail: (rail.top, rail.bottom, rail.lane)))


def jumps(comb: Comb) -> Iterable[tuple[Cell, Branch, Jump]]:
    """Yield every jump with its cell and branch."""
    for index, block in enumerate(comb.blocks):
        for number, branch in enumerate(block.branches, start=1):
            if branch.jump:
                yield (index, number), branch, branch.jump


def unseen(comb: Comb, laid: Iterable[Rail]) -> dict[int, tuple[int, ...]]:
    """Return for each block the blocks that jump to it without a rail."""
    drawn = {(cell, rail.target) for rail in laid for cell in rail.sources}
    found: dict[int, list[int]] = {}
    for cell, _, jump in jumps(comb):
        if jump.block is None or jump.block == cell[0]:
            continue
        if (cell, jump.block) not in drawn:
            sources = found.setdefault(jump.block, [])
            if cell[0] not in sources:
                sources.append(cell[0])
    return {block: tuple(sources) for block, sources in found.items()}


def _meet(one: Rail, other: Rail) -> bool:
    return one.top <= other.bottom and other.top <= one.bottom
