"""Sizes of the boxes of the wide drawing.

All lengths are pixels. There is no font at build time: text is measured by upper bounds
(`measure`), so it never exceeds its box.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from michishirube.flowchart.comb import DrawnNode, Jump
from michishirube.flowchart.markup import ChartTextWriter
from michishirube.flowchart.measure import MARGIN, lines, width

FONT = 14
QUESTION_FONT = 15
LINE = 21
"""Line height."""
PANEL = 36
"""Width of the panel at a box's left end that contains its number."""
ICON = 16
PADDING = 12
MIN_HEIGHT = 46


@dataclass(frozen=True, slots=True)
class ChartText:
    """Wrapped text.

    Attributes:
        x: Left edge.
        y: Top edge.
        room: Width reserved for it.
        lines: The lines.
        size: Font size.
        notes: Number of lines, from the last, that are set smaller and in a muted colour.
    """

    x: int
    y: int
    room: int
    lines: tuple[str, ...]
    size: int = FONT
    notes: int = 0

    @property
    def height(self) -> int:
        """Height of all lines."""
        return LINE * len(self.lines)

    @property
    def middle(self) -> int:
        """Vertical centre."""
        return self.y + self.height // 2

    @property
    def taken(self) -> int:
        """Upper bound of the width of the longest line."""
        main = len(self.lines) - self.notes
        return max(taken(self.lines[:main], self.size), taken(self.lines[main:], FONT))


@dataclass(frozen=True, slots=True)
class Box:
    """A node or jump with its outline and text."""

    part: DrawnNode | Jump
    x: int
    y: int
    width: int
    height: int
    text: ChartText

    @property
    def middle(self) -> int:
        """Vertical centre."""
        return self.y + self.height // 2

    @property
    def bottom(self) -> int:
        """Bottom edge."""
        return self.y + self.height

    @property
    def panel(self) -> bool:
        """Whether it has a panel with a number."""
        return isinstance(self.part, DrawnNode) and bool(self.part.name)

    @property
    def icon(self) -> tuple[int, int]:
        """Top left corner of the icon: below the number, or before the text."""
        if self.panel:
            return self.x + (PANEL - ICON) // 2, self.middle + 2
        return self.text.x - ICON - 8, self.middle - ICON // 2

    def down(self, distance: int) -> Box:
        """Return the box moved down."""
        moved = replace(self.text, y=self.text.y + distance)
        return replace(self, y=self.y + distance, text=moved)


def label_text(writer: ChartTextWriter, text: str, x: int, y: int, room: int) -> ChartText:
    """Wrap a label to a width."""
    broken = lines(writer.phrases(text), room / FONT)
    return ChartText(x, y, taken(broken, FONT), broken)


def taken(broken: tuple[str, ...], size: int) -> int:
    """Return an upper bound of the width of lines."""
    return math.ceil(max(map(width, broken), default=0) * size * MARGIN)


def node_box(
    writer: ChartTextWriter, node: DrawnNode, x: int, room: int, incoming: str = ""
) -> Box:
    """Create the box of a node at the top of the drawing, as wide as its column."""
    notes = [note for note in (node.note, incoming) if note]
    rounded = 4 if node.kind == "outcome" else 0
    start = PANEL + 10 if node.name else PADDING + rounded + ICON + 8
    end = 20 if node.kind in {"wait", "outcome"} else PADDING
    size = QUESTION_FONT if node.kind == "question" else FONT
    return _box(writer, node, (node.title, *notes), (x, room), (start, end), size)


def jump_box(writer: ChartTextWriter, jump: Jump, x: int, room: int, *, named: bool) -> Box:
    """Create the box of a jump at the top of the drawing, as wide as its text.

    Args:
        writer: Splits texts into phrases.
        jump: The jump.
        x: Left edge.
        room: Maximum width.
        named: Whether the title of its target is shown.
    """
    texts = (jump.text, jump.title) if jump.title and named else (jump.text,)
    start, end = PADDING + ICON + 8, PADDING + 4
    box = _box(writer, jump, texts, (x, room), (start, end), FONT)
    needed = start + taken(box.text.lines, FONT) + end
    return replace(box, width=min(room, needed))


def _box(
    writer: ChartTextWriter,
    part: DrawnNode | Jump,
    texts: tuple[str, ...],
    column: tuple[int, int],
    insets: tuple[int, int],
    size: int,
) -> Box:
    """Create a box as high as its texts.

    Args:
        writer: Splits texts into phrases.
        part: The node or jump.
        texts: Main text, then notes.
        column: Left edge and width.
        insets: Padding at the left and right.
        size: Font size of the main text.
    """
    x, box_width = column
    room = box_width - sum(insets)
    main = lines(writer.phrases(texts[0]), room / size)
    notes = tuple(line for text in texts[1:] for line in lines(writer.phrases(text), room / FONT))
    height = max(MIN_HEIGHT, LINE * len(main + notes) + 2 * PADDING - 4)
    top = (height - LINE * len(main + notes)) // 2
    text = ChartText(x + insets[0], top, room, main + notes, size, len(notes))
    return Box(part, x, 0, box_width, height, text)
