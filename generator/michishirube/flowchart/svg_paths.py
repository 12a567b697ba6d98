"""SVG path data: rounded polylines, arrowheads and the outlines of boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from michishirube.flowchart.boxes import PANEL, Box
from michishirube.flowchart.comb import Jump

BEND = 8
"""Corner radius of lines."""
ARROW_LENGTH = 8
FULL = 23
"""Radius of semicircular ends."""
CORNERS: Mapping[str, tuple[int, int]] = {
    "question": (10, 10),
    "action": (1, 1),
    "wait": (1, FULL),
    "outcome": (FULL, FULL),
    "jump": (FULL, FULL),
}
"""Radius at the left and right of each kind, limited by half the height."""


def along(points: Sequence[tuple[int, int]]) -> str:
    """Return a path through points, with rounded corners."""
    points = [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]
    out = [f"M{points[0][0]} {points[0][1]}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(BEND, _apart(before, here) // 2, _apart(here, after) // 2)
        start, end = _toward(here, before, radius), _toward(here, after, radius)
        out.append(f"L{start[0]} {start[1]}Q{here[0]} {here[1]} {end[0]} {end[1]}")
    out.append(f"L{points[-1][0]} {points[-1][1]}")
    return "".join(out)


def _apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _toward(here: tuple[int, int], there: tuple[int, int], distance: int) -> tuple[int, int]:
    """Return the point at a distance on the horizontal or vertical line to another."""
    return _nearer(here[0], there[0], distance), _nearer(here[1], there[1], distance)


def _nearer(here: int, there: int, distance: int) -> int:
    return here + (distance if there > here else -distance if there < here else 0)


def arrowhead(points: Sequence[tuple[int, int]]) -> str:
    """Return a triangle with its tip at the last point."""
    (x0, y0), (x, y) = points[-2:]
    back, half = ARROW_LENGTH, 4.5
    if y0 == y:
        side = -back if x > x0 else back
        return f"M{x} {y}l{side} {-half}v{2 * half:g}z"
    side = -back if y > y0 else back
    return f"M{x} {y}l{-half} {side}h{2 * half:g}z"


def outline(box: Box) -> str:
    """Return the outline of a box."""
    left, right = _corners(box)
    return _rounded(box, box.width, left, right)


def panel(box: Box) -> str:
    """Return the panel at the left end of a box."""
    return _rounded(box, PANEL, _corners(box)[0], 0)


def _corners(box: Box) -> tuple[int, int]:
    left, right = CORNERS["jump" if isinstance(box.part, Jump) else box.part.kind]
    return min(left, box.height // 2), min(right, box.height // 2)


def _rounded(box: Box, width: int, left: int, right: int) -> str:
    x, y, height = box.x, box.y, box.height
    return (
        f"M{x + left} {y}H{x + width - right}a{right} {right} 0 0 1 {right} {right}"
        f"V{y + height - right}a{right} {right} 0 0 1 {-right} {right}"
        f"H{x + left}a{left} {left} 0 0 1 {-left} {-left}"
        f"V{y + left}a{left} {left} 0 0 1 {left} {-left}z"
    )
