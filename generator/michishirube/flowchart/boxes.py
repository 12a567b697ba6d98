"""Boxes of the wide drawing: how large a step or a jump is with its text.

All lengths are whole pixels; text that is measured (`measure`) comes out no
wider than the room of its box.
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
"""From one line of text to the next."""
PANEL = 36
"""Width of the field at a box's left end that holds its name."""
ICON = 16
PADDING = 12
MIN_HEIGHT = 46


@dataclass(frozen=True, slots=True)
class ChartText:
    """Lines of text; `x` and `y` are the left top, `room` is the width that is kept free."""

    x: int
    y: int
    room: int
    lines: tuple[str, ...]
    size: int = FONT
    notes: int = 0
    """How many of the lines, counted from the last, are in a quieter colour."""

    @property
    def height(self) -> int:
        """From the top of the first line to the bottom of the last."""
        return LINE * len(self.lines)

    @property
    def middle(self) -> int:
        """Half way down."""
        return self.y + self.height // 2

    @property
    def taken(self) -> int:
        """How far to the right the lines reach, at most."""
        main = len(self.lines) - self.notes
        return max(taken(self.lines[:main], self.size), taken(self.lines[main:], FONT))


@dataclass(frozen=True, slots=True)
class Box:
    """A step or a jump: its outline and its text."""

    part: DrawnNode | Jump
    x: int
    y: int
    width: int
    height: int
    text: ChartText

    @property
    def middle(self) -> int:
        """Half way down."""
        return self.y + self.height // 2

    @property
    def bottom(self) -> int:
        """The lower edge."""
        return self.y + self.height

    @property
    def panel(self) -> bool:
        """Whether a field at the left end holds a name."""
        return isinstance(self.part, DrawnNode) and bool(self.part.name)

    @property
    def icon(self) -> tuple[int, int]:
        """The left top of the sign: below the name, or before the text."""
        if self.panel:
            return self.x + (PANEL - ICON) // 2, self.middle + 2
        return self.text.x - ICON - 8, self.middle - ICON // 2

    def down(self, distance: int) -> Box:
        """The same box, lower."""
        moved = replace(self.text, y=self.text.y + distance)
        return replace(self, y=self.y + distance, text=moved)


def passage(writer: ChartTextWriter, text: str, x: int, y: int, room: int) -> ChartText:
    """A label broken into lines."""
    broken = lines(writer.phrases(text), room / FONT)
    return ChartText(x, y, taken(broken, FONT), broken)


def taken(broken: tuple[str, ...], size: int) -> int:
    """The pixels that lines take, at most."""
    return math.ceil(max(map(width, broken), default=0) * size * MARGIN)


def step_box(
    writer: ChartTextWriter, step: DrawnNode, x: int, room: int, incoming: str = ""
) -> Box:
    """A step at the top of the drawing; it fills its column."""
    notes = [note for note in (step.note, incoming) if note]
    rounded = 4 if step.kind == "outcome" else 0
    start = PANEL + 10 if step.name else PADDING + rounded + ICON + 8
    end = 20 if step.kind in {"wait", "outcome"} else PADDING
    size = QUESTION_FONT if step.kind == "question" else FONT
    return _box(writer, step, (step.title, *notes), (x, room), (start, end), size)


def jump_box(writer: ChartTextWriter, jump: Jump, x: int, room: int, *, named: bool) -> Box:
    """A jump at the top of the drawing, as wide as its text, with its target's title if asked."""
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
    """A box that is as high as its texts, the first of which is the main one."""
    x, box_width = column
    room = box_width - sum(insets)
    main = lines(writer.phrases(texts[0]), room / size)
    notes = tuple(line for text in texts[1:] for line in lines(writer.phrases(text), room / FONT))
    height = max(MIN_HEIGHT, LINE * len(main + notes) + 2 * PADDING - 4)
    top = (height - LINE * len(main + notes)) // 2
    text = ChartText(x + insets[0], top, room, main + notes, size, len(notes))
    return Box(part, x, 0, box_width, height, text)
