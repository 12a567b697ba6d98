"""What the wide drawing consists of: boxes, and the lines and labels of the ways between them.

All lengths are whole pixels; the parts stand in reading order. Numbers and
texts alone: `wide` makes them, `svg` writes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from michishirube.flowchart.boxes import Box, ChartText


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points, with an arrowhead at its end."""

    points: tuple[tuple[int, int], ...]
    arrow: bool = True
    returns: bool = False


@dataclass(frozen=True, slots=True)
class Connector:
    """What is drawn for a way from one node to the next: its lines and its labels."""

    source: str
    target: str
    lines: tuple[Line, ...]
    labels: tuple[ChartText, ...] = ()
    spoken: str = ""
    """The labels and where they lead, for ways whose target doesn't follow them."""


@dataclass(frozen=True, slots=True)
class BlockDrawing:
    """A block: its box, and for each of its ways the parts in reading order."""

    box: Box
    branches: tuple[tuple[Connector | Box, ...], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole drawing."""

    title: str
    width: int
    height: int
    groups: tuple[BlockDrawing, ...]

    def parts(self) -> Iterator[Connector | Box]:
        """Everything that is drawn, in reading order."""
        for group in self.groups:
            yield group.box
            for branch in group.branches:
                yield from branch
