"""Layout of the wide drawing: blocks in a column, branches to the right, rails to the left.

Two passes. The first places each block with its labels and boxes, from top to bottom, since the
height of a block depends on its branches. The second draws the lines, which need the positions of
later blocks. An example with one rail:

      lane   left label │ block            │ label  │ side
        ┌──── [Unclear] ┤ 1 Replied?       ├─ Yes ─▶ ( Done )
        │               └────────┬─────────┘
        │                        │ No              ← a fall, from spine to spine
        │               ┌────────┴─────────┐
        └──────────────▶┤ 3 …              │       ← PORT below the top of the box

All lengths are pixels at a font size of 16 px; the drawing scales with the font. `svg` writes the
markup.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from michishirube.flowchart import rails, spoken
from michishirube.flowchart.boxes import PANEL, Box, ChartText, jump_box, label_text, node_box
from michishirube.flowchart.columns import BUS, EDGE, columns
from michishirube.flowchart.comb import Block, Branch, Comb, Jump
from michishirube.flowchart.drawing import BlockDrawing, Connector, Drawing, Line
from michishirube.flowchart.markup import ChartTextWriter
from michishirube.flowchart.rails import Cell, Rail
from michishirube.i18n.messages import Messages

LANES = 4
SPAN = 8

ROW_GAP = 12
STEP_GAP = 22
BLOCK_GAP = 30
PORT = 18
"""Distance from the top of a box to the end of its rails."""


def draw(comb: Comb, writer: ChartTextWriter, words: Messages) -> Drawing:
    """Lay out a comb."""

    def may(_cell: Cell, branch: Branch, _jump: Jump) -> bool:
        return not branch.nodes

    laid = rails.lay(comb, lanes=LANES, span=SPAN, may=may)
    return _Wide(comb, writer, words, laid).drawing()


@dataclass(frozen=True, slots=True)
class _BlockRow:
    """A placed block: labels and boxes, without lines.

    Attributes:
        head: Box of the block's node.
        aside: Labels and boxes of the branches to the right, by 1-based number of the branch.
        left: Labels of the branches with rails, by number.
        falls: Labels of the edges to the next block.
        end: Where the next block starts.
    """

    head: Box
    aside: Mapping[int, tuple[ChartText | None, tuple[Box, ...]]]
    left: Mapping[int, ChartText | None]
    falls: tuple[ChartText, ...]
    end: int


class _Wide:
    """The state of one layout."""

    def __init__(
        self, comb: Comb, writer: ChartTextWriter, words: Messages, laid: Sequence[Rail]
    ) -> None:
        self.comb, self.writer, self.words = comb, writer, words
        self.columns = columns(comb, laid)
        self.rails = {cell: rail for rail in laid for cell in rail.sources}
        self.entered = {rail.target for rail in laid}
        self.unseen = rails.unseen(comb, laid)

    def drawing(self) -> Drawing:
        """Place the blocks, then connect them."""
        y = EDGE
        rows: list[_BlockRow] = []
        for index, block in enumerate(self.comb.blocks):
            rows.append(self._row(index, block, y))
            y = rows[-1].end
        groups = tuple(
            BlockDrawing(row.head, tuple(self._branches(index, rows)))
            for index, row in enumerate(rows)
        )
        return Drawing(self.comb.title, self.columns.width, y - BLOCK_GAP + EDGE, groups)

    def _row(self, index: int, block: Block, y: int) -> _BlockRow:
        """Place a block and its branches.

        The block's node is level with its first branch: whichever is higher moves the other down.
        """
        sources = self.unseen.get(index)
        incoming = spoken.of_sources(self.comb, sources, self.words) if sources else ""
        head = node_box(
            self.writer, block.node, self.columns.node, self.columns.node_width, incoming
        )
        aside = {
            number: self._aside(index, branch)
            for number, branch in enumerate(block.branches, start=1)
            if (index, number) not in self.rails
        }
        first = next((_entry(label, boxes) for label, boxes in aside.values()), 0)
        head = head.down(y + max(0, first - head.height // 2))
        placed, bottom = _stacked(aside, y + max(0, head.middle - y - first))
        left = self._left(index, block, head)
        falls = self._falls(block, head)
        reach = [head.bottom, bottom, *(label.y + label.height for label in left.values() if label)]
        end = max(reach) + BLOCK_GAP
        if falls:
            end = max(end, falls[-1].y + falls[-1].height + 14)
        return _BlockRow(head, placed, left, falls, end)

    def _aside(self, index: int, branch: Branch) -> tuple[ChartText | None, tuple[Box, ...]]:
        """Create the parts of a branch to the right; its first box is at the top of the drawing."""
        x, room = self.columns.side, self.columns.side_width
        boxes = [node_box(self.writer, node, x, room) for node in branch.nodes]
        if branch.jump:
            near = branch.jump.block == index
            boxes.append(jump_box(self.writer, branch.jump, x, room, named=not near))
        y = 0
        for number, box in enumerate(boxes):
            boxes[number] = box.down(y)
            y = boxes[number].bottom + STEP_GAP
        if branch.label is None:
            return None, tuple(boxes)
        label = label_text(
            self.writer, branch.label, self.columns.label, 0, self.columns.label_room
        )
        return label, tuple(boxes)

    def _left(self, index: int, block: Block, head: Box) -> dict[int, ChartText | None]:
        """Place the labels of branches with rails, below the incoming rail if there is one."""
        made: dict[int, ChartText | None] = {}
        y = head.y + PORT + 10 if index in self.entered else -1
        for number, branch in enumerate(block.branches, start=1):
            if (index, number) not in self.rails:
                continue
            if branch.label is None:
                made[number] = None
                continue
            room = self.columns.node - BUS - 6 - self.columns.left_label
            label = label_text(self.writer, branch.label, 0, 0, room)
            if y < 0:
                y = head.y + max(0, (head.height - label.height) // 2)
            x = self.columns.node - BUS - 6 - label.room
            made[number] = replace(label, x=x, y=y)
            y += label.height + ROW_GAP
        return made

    def _falls(self, block: Block, head: Box) -> tuple[ChartText, ...]:
        x = self.columns.spine + 12
        room = self.columns.node + self.columns.node_width - x
        y = head.bottom + 8
        made = []
        for text in block.falls:
            if text is not None:
                made.append(label_text(self.writer, text, x, y, room))
                y += made[-1].height + 2
        return tuple(made)

    def _branches(
        self, index: int, rows: Sequence[_BlockRow]
    ) -> Iterator[tuple[Connector | Box, ...]]:
        """Yield the parts of each branch with their lines; edges to the next block come last."""
        block, row = self.comb.blocks[index], rows[index]
        for number, branch in enumerate(block.branches, start=1):
            rail = self.rails.get((index, number))
            if rail and branch.jump:
                edge = self._rail_edge(row, row.left[number], rail, rows[rail.target].head)
                yield (replace(edge, spoken=spoken.of_rail(branch.label, branch.jump)),)
            else:
                yield tuple(self._aside_parts(row, *row.aside[number]))
        if block.falls:
            below = rows[index + 1].head
            spine = self.columns.spine
            line = Line(((spine, row.head.bottom), (spine, below.y)))
            name = spoken.of_fall(block.falls, self.comb.blocks[index + 1].node, self.words)
            yield (Connector(block.node.id, _id(below), (line,), row.falls, name),)

    def _aside_parts(
        self, row: _BlockRow, label: ChartText | None, boxes: Sequence[Box]
    ) -> Iterator[Connector | Box]:
        """Yield a branch to the right: line and label, then boxes and the lines between them."""
        head = row.head
        if not boxes:
            return
        right, y = head.x + head.width, boxes[0].middle
        bus = right + BUS
        trunk = ((right, head.middle), (bus, head.middle), (bus, y))
        if label is None:
            lines: tuple[Line, ...] = (Line((*trunk, (self.columns.side, y))),)
        else:
            end = label.x + label.room + 6
            lines = (
                Line((*trunk, (label.x - 4, y)), arrow=False),
                Line(((end, y), (self.columns.side, y))),
            )
        yield Connector(_id(head), _id(boxes[0]), lines, (label,) if label else ())
        yield boxes[0]
        x = self.columns.side + PANEL // 2
        for above, below in itertools.pairwise(boxes):
            line = Line(((x, above.bottom), (x, below.y)), returns=_returns(below))
            yield Connector(_id(above), _id(below), (line,))
            yield below

    def _rail_edge(
        self, row: _BlockRow, label: ChartText | None, rail: Rail, target: Box
    ) -> Connector:
        """Draw a branch to the left, through its label to its lane, and on to its target."""
        head = row.head
        lane = self.columns.lane(rail.lane)
        y = label.middle if label else head.bottom - 10
        port = min(y, head.bottom - 8)
        bus = head.x - BUS // 2
        entry = target.y + PORT
        out = ((head.x, port), (bus, port), (bus, y))
        along = ((lane, y), (lane, entry), (target.x, entry))
        if label is None:
            lines: tuple[Line, ...] = (Line((*out, *along), returns=rail.returns),)
        else:
            lines = (
                Line((*out, (label.x + label.room + 3, y)), arrow=False, returns=rail.returns),
                Line(((label.x - 5, y), *along), returns=rail.returns),
            )
        return Connector(_id(head), _id(target), lines, (label,) if label else ())


def _entry(label: ChartText | None, boxes: Sequence[Box]) -> int:
    """Return the distance from the top of a branch to its arrow, half of its higher part."""
    height = boxes[0].height // 2 if boxes else 0
    return max(height, label.height // 2 if label else 0)


def _stacked(
    aside: Mapping[int, tuple[ChartText | None, tuple[Box, ...]]], y: int
) -> tuple[dict[int, tuple[ChartText | None, tuple[Box, ...]]], int]:
    """Stack branches from `y` downwards; return them and the bottom of the last one."""
    placed: dict[int, tuple[ChartText | None, tuple[Box, ...]]] = {}
    bottom = y
    for number, (label, boxes) in aside.items():
        entry = y + _entry(label, boxes)
        shift = entry - (boxes[0].middle if boxes else 0)
        moved = tuple(box.down(shift) for box in boxes)
        put = replace(label, y=entry - label.height // 2) if label else None
        placed[number] = put, moved
        bottom = max(y, *(box.bottom for box in moved[-1:]), *([put.y + put.height] if put else []))
        y = bottom + ROW_GAP
    return placed, bottom


def _id(box: Box) -> str:
    return box.part.to if isinstance(box.part, Jump) else box.part.id


def _returns(box: Box) -> bool:
    return isinstance(box.part, Jump) and box.part.kind == "back"
