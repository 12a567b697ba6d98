"""Data of the wide drawing: boxes, lines and labels with coordinates, in reading order.

`wide` computes it, `svg` writes it. All lengths are pixels.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from michishirube.flowchart.boxes import Box, ChartText


@dataclass(frozen=True, slots=True)
class Line:
    """A polyline.

    Attributes:
        points: Pairs of x and y.
        arrow: Whether it ends in an arrowhead.
        returns: Whether it is dashed, since it leads back.
    """

    points: tuple[tuple[int, int], ...]
    arrow: bool = True
    returns: bool = False


@dataclass(frozen=True, slots=True)
class Connector:
    """The lines and labels of an edge between two drawn nodes.

    Attributes:
        source: Id of the node it leaves.
        target: Id of the node it leads to.
        lines: Its lines.
        labels: Its labels.
        spoken: Accessible name, needed if its target doesn't follow in reading order.
    """

    source: str
    target: str
    lines: tuple[Line, ...]
    labels: tuple[ChartText, ...] = ()
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class BlockDrawing:
    """A block: the box of its node, and the parts of each branch in reading order."""

    box: Box
    branches: tuple[tuple[Connector | Box, ...], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing."""

    title: str
    width: int
    height: int
    groups: tuple[BlockDrawing, ...]

    def parts(self) -> Iterator[Connector | Box]:
        """Yield all parts in reading order."""
        for group in self.groups:
            yield group.box
            for branch in group.branches:
                yield from branch
