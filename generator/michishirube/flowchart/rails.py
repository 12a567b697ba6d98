"""Which jumps get a rail beside the comb, and in which lane it runs.

Ways to one target share a rail. A jump that is too far, or finds no lane
free, gets none: it names its target instead, and the target says where it
comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from michishirube.flowchart.comb import Branch, Comb, Jump

Cell = tuple[int, int]
"""A place in reading order: a block and 0 for its head, or 1 and up for its ways."""


@dataclass(frozen=True, slots=True)
class Rail:
    """A line from one or more ways to the head of a block; lane 0 is next to the comb."""

    target: int
    sources: tuple[Cell, ...]
    lane: int
    returns: bool

    @property
    def top(self) -> Cell:
        """Where the rail begins, seen from above."""
        return min((self.target, 0), *self.sources)

    @property
    def bottom(self) -> Cell:
        """Where the rail ends, seen from above."""
        return max((self.target, 0), *self.sources)

    @property
    def upward(self) -> bool:
        """Whether the rail leads up."""
        return (self.target, 0) < min(self.sources)


def lay(
    comb: Comb, *, lanes: int, span: int, may: Callable[[Cell, Branch, Jump], bool]
) -> tuple[Rail, ...]:
    """Give lanes to the jumps that lie near, the shortest first.

    Args:
        comb: The chart.
        lanes: How many lanes there are.
        span: Over how many blocks a rail may reach.
        may: Whether a jump may have a rail at all.
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
    """Every jump of a comb with the cell that it stands in."""
    for index, block in enumerate(comb.blocks):
        for number, branch in enumerate(block.branches, start=1):
            if branch.jump:
                yield (index, number), branch, branch.jump


def unseen(comb: Comb, laid: Iterable[Rail]) -> dict[int, tuple[int, ...]]:
    """For each block, the blocks that jump to it without a rail."""
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
