"""The wide drawing, checked in numbers: nothing overlaps, no text leaves its box."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from michishirube.flowchart import columns, comb, wide
from michishirube.flowchart.boxes import FONT, Box, ChartText
from michishirube.flowchart.comb import DrawnNode
from michishirube.flowchart.drawing import Connector, Drawing, Line
from michishirube.flowchart.markup import ChartTextWriter
from michishirube.i18n import messages
from michishirube.model import Tree
from tests.conftest import tries
from tests.flowchart.trees import guide, random_tree, ways_of

WORDS = messages.load("ja", "flowchart")

Rectangle = tuple[int, int, int, int]

trees = st.builds(random_tree, st.integers(3, 80), st.integers(0, 2**32 - 1), nasty=st.booleans())


def draw(written: Tree) -> Drawing:
    made = comb.build(guide(written), written, WORDS)
    return wide.draw(made, ChartTextWriter("ja", ("仮払い金",)), WORDS)


def boxes(drawing: Drawing) -> list[Box]:
    return [part for part in drawing.parts() if isinstance(part, Box)]


def edges(drawing: Drawing) -> list[Connector]:
    return [part for part in drawing.parts() if isinstance(part, Connector)]


def extent(part: Box | ChartText) -> Rectangle:
    """Left, top, right, bottom of what is seen."""
    if isinstance(part, Box):
        return part.x, part.y, part.x + part.width, part.bottom
    return part.x, part.y, part.x + part.taken, part.y + part.height


def overlap(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def stretches(line: Line) -> Iterator[Rectangle]:
    for (x0, y0), (x1, y1) in itertools.pairwise(line.points):
        assert x0 == x1 or y0 == y1, "lines are level or upright"
        yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def every_node_and_every_way_is_drawn_once(drawing: Drawing, written: Tree) -> None:
    steps = Counter(box.part.id for box in boxes(drawing) if isinstance(box.part, DrawnNode))
    assert steps == Counter(list(written.nodes))
    drawn = []
    for edge in edges(drawing):
        labels = ["".join("".join(label.lines).split()) for label in edge.labels] or [""]
        drawn += [(edge.source, edge.target, label) for label in labels]
    found = Counter((one, two) for one, two, _ in drawn)
    assert found == Counter((one, two) for one, two, _ in ways_of(written))


@tries(80)
@given(st.builds(random_tree, st.integers(3, 80), st.integers(0, 2**32 - 1)))
def test_every_label_stands_at_its_way(written: Tree) -> None:
    drawn = [
        (edge.source, edge.target, "".join("".join(label.lines).split()))
        for edge in edges(draw(written))
        for label in edge.labels
    ]
    assert sorted(drawn) == [way for way in ways_of(written) if way[2]]


def no_box_and_no_label_overlaps_another(drawing: Drawing) -> None:
    seen = [extent(box) for box in boxes(drawing)]
    seen += [extent(label) for edge in edges(drawing) for label in edge.labels]
    for one, other in itertools.combinations(seen, 2):
        assert not overlap(one, other), (one, other)
    for left, top, right, bottom in seen:
        assert left >= 0
        assert top >= 0
        assert right <= drawing.width <= columns.WIDTH
        assert bottom <= drawing.height


def no_text_leaves_its_box(drawing: Drawing) -> None:
    for box in boxes(drawing):
        left, top, right, bottom = extent(box.text)
        assert box.x < left
        assert right <= box.x + box.width - 8
        assert box.y <= top
        assert bottom <= box.bottom
        assert box.text.size >= FONT


def no_line_runs_through_a_box_or_a_label(drawing: Drawing) -> None:
    solid = [extent(box) for box in boxes(drawing)]
    solid += [extent(label) for edge in edges(drawing) for label in edge.labels]
    for edge in edges(drawing):
        for line in edge.lines:
            for left, top, right, bottom in stretches(line):
                for each in solid:
                    inside = (each[0] + 1, each[1] + 1, each[2] - 1, each[3] - 1)
                    assert not (
                        left < inside[2] and inside[0] < right + 1
                        and top < inside[3] and inside[1] < bottom + 1
                    ), (edge, each)  # fmt: skip


@tries(100)
@given(trees)
def test_a_drawing_is_whole_and_legible(written: Tree) -> None:
    drawing = draw(written)  # Once for all: this takes far longer than to look at it.
    every_node_and_every_way_is_drawn_once(drawing, written)
    no_box_and_no_label_overlaps_another(drawing)
    no_text_leaves_its_box(drawing)
    no_line_runs_through_a_box_or_a_label(drawing)
