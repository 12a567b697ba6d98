"""Widths of the columns of the wide drawing.

From left to right: lanes of rails, labels of branches that take them, blocks, labels of branches to
the right, the nodes on those. All lengths are pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from michishirube.flowchart.boxes import FONT, PANEL, taken
from michishirube.flowchart.comb import Comb
from michishirube.flowchart.rails import Rail

WIDTH = 672
"""Maximum width of a drawing."""
EDGE = 4
"""Margin around the drawing, for the focus ring."""
LANE = 14
BUS = 14
"""Distance from a box to the line where its branches fork."""
STUB = 12
"""Distance from the fork to a label."""
ARROW = 24
"""Distance from a label to the box it leads to."""
LABELS = (28, 100)
"""Minimum and maximum width of labels to the right."""
LEFT_LABELS = (28, 84)
"""Minimum and maximum width of labels to the left."""
NODES = 280
"""Maximum width of the blocks."""
SIDES = 290
"""Maximum width of the nodes to the right."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edges and widths of the columns."""

    left_label: int
    node: int
    node_width: int
    side: int
    side_width: int

    @property
    def spine(self) -> int:
        """Position of the line that joins the blocks."""
        return self.node + PANEL // 2

    @property
    def label(self) -> int:
        """Left edge of labels to the right."""
        return self.node + self.node_width + BUS + STUB

    @property
    def label_room(self) -> int:
        """Width available for a label to the right."""
        return self.side - ARROW - self.label

    @property
    def width(self) -> int:
        """Width of the drawing."""
        return self.side + self.side_width + EDGE

    def lane(self, number: int) -> int:
        """Return the centre of a lane; lane 0 is next to the labels."""
        return self.left_label - LANE // 2 - 1 - LANE * number


def columns(comb: Comb, laid: Sequence[Rail]) -> Columns:
    """Compute the columns: labels get the width they need, boxes share the rest."""
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
