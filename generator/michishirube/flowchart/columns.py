"""How the width of the wide drawing is shared out.

From left to right: lanes of rails, labels of the ways that take them, the
blocks, labels of the ways to the right, and what those lead to. All lengths
are pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from michishirube.flowchart.boxes import FONT, PANEL, taken
from michishirube.flowchart.comb import Comb
from michishirube.flowchart.rails import Rail

WIDTH = 672
"""At most; room that nothing needs is left out."""
EDGE = 4
"""Kept free around the drawing, for the ring of what has the focus."""
LANE = 14
BUS = 14
"""From a box to the line from which its ways branch off."""
STUB = 12
"""From there to a label."""
ARROW = 24
"""From a label to the box that it leads to."""
LABELS = (28, 100)
"""Room for labels to the right: at least, at most."""
LEFT_LABELS = (28, 84)
"""Room for labels to the left: at least, at most."""
NODES = 280
"""Width of the blocks, at most."""
SIDES = 290
"""Width of what hangs at the right, at most."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns begin and how wide they are, from left to right."""

    left_label: int
    node: int
    node_width: int
    side: int
    side_width: int

    @property
    def spine(self) -> int:
        """Where the line down the spine runs."""
        return self.node + PANEL // 2

    @property
    def label(self) -> int:
        """Where labels to the right begin."""
        return self.node + self.node_width + BUS + STUB

    @property
    def label_room(self) -> int:
        """The room of a label to the right."""
        return self.side - ARROW - self.label

    @property
    def width(self) -> int:
        """The width of the whole drawing."""
        return self.side + self.side_width + EDGE

    def lane(self, number: int) -> int:
        """The middle of a rail's lane; lane 0 is the nearest to the labels."""
        return self.left_label - LANE // 2 - 1 - LANE * number


def columns(comb: Comb, laid: Sequence[Rail]) -> Columns:
    """Columns that give the labels what they need, and boxes what is left."""
    railed = {cell for rail in laid for cell in rail.sources}
    rooms = {True: 0, False: 0}
    aside = False
    for index, block in enumerate(comb.blocks):
        for number, branch in enumerate(block.branches, start=1):
            left = (index, number) in railed
            aside = aside or not left
            rooms[left] = max(rooms[left], taken((branch.label or "",), FONT) + 2)
    left_label = EDGE + LANE * (1 + max((rail.lane for rail in laid), default=-1))
    node = left_label + _clamped(rooms[True], LEFT_LABELS) + 6 + BUS if laid else left_label
    between = BUS + STUB + _clamped(rooms[False], LABELS) + ARROW
    rest = WIDTH - EDGE - node - between
    node_width = min(NODES, rest // 2 + 8)
    if not aside:
        return Columns(left_label, node, NODES, node + NODES, 0)
    side = node + node_width + between
    return Columns(left_label, node, node_width, side, min(SIDES, WIDTH - EDGE - side))


def _clamped(value: int, limits: tuple[int, int]) -> int:
    return max(limits[0], min(value, limits[1]))
