"""The narrow drawing: the comb as nested HTML lists, with lines drawn by CSS.

The lists are also what screen readers announce, so order and hidden texts describe the chart in
words. There are no coordinates, since boxes grow with their text. Rails are cut into one piece per
row (`_segments`), which CSS positions relative to the row.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from michishirube.flowchart import rails, spoken
from michishirube.flowchart.comb import Block, Branch, Comb, DrawnNode, Jump
from michishirube.flowchart.markup import ChartTextWriter, element, icon, icon_of, lines
from michishirube.flowchart.measure import width
from michishirube.flowchart.rails import Cell, Rail
from michishirube.i18n.durations import count_in_words
from michishirube.i18n.messages import Messages

LANES = 3
SPAN = 6
BESIDE = 3
"""Maximum length in em of labels that stand beside their boxes; longer ones stand above."""


def draw(comb: Comb, writer: ChartTextWriter, words: Messages, part: int | None = None) -> Markup:
    """Render a comb as HTML.

    Args:
        comb: The chart.
        writer: Splits texts into phrases.
        words: Messages of the site.
        part: Into `<details>` of how many blocks at most the chart is folded; None for no folding.
    """
    count = len(comb.blocks) or 1
    # Parts of the same size: none that holds a single block at the end.
    size = math.ceil(count / math.ceil(count / part)) if part else count

    def may(cell: Cell, _branch: Branch, jump: Jump) -> bool:
        return cell[0] // size == (jump.block or 0) // size

    laid = rails.lay(comb, lanes=LANES, span=SPAN, may=may)
    narrow = _Narrow(comb, writer, words, laid)
    blocks = [narrow.block(index) for index in range(len(comb.blocks))]
    style = f"fc-comb fc-lanes-{1 + max((rail.lane for rail in laid), default=-1)}{_beside(comb)}"
    parts = [
        element(
            "ol",
            {"class": style, "role": "list", "start": start + 1 if start else None},
            lines(blocks[start : start + size]),
        )
        for start in range(0, len(blocks), size)
    ]
    if len(parts) == 1:
        return parts[0]
    return lines(narrow.part(number, size, part) for number, part in enumerate(parts))


class _Narrow:
    """The state of one rendering."""

    def __init__(
        self, comb: Comb, writer: ChartTextWriter, words: Messages, laid: Sequence[Rail]
    ) -> None:
        self.comb, self.writer, self.words = comb, writer, words
        self.segments = _segments(comb, laid)
        self.railed = {cell for rail in laid for cell in rail.sources}
        self.unseen = rails.unseen(comb, laid)

    def part(self, number: int, size: int, inside: Markup) -> Markup:
        """Render a part of a long chart; the first is open."""
        start = number * size
        end = min(start + size, len(self.comb.blocks))
        summary = element(
            "summary",
            None,
            element("b", None, self.words("parts", first=start + 1, last=end)),
            " ",
            self.writer.html(self.comb.blocks[start].node.title),
            " ",
            element("small", None, self._counted(self.comb.blocks[start:end])),
        )
        return element("details", {"class": "fc-part", "open": number == 0}, summary, inside)

    def _counted(self, blocks: Sequence[Block]) -> str:
        """Say how many questions and outcomes there are."""
        shown = [
            node
            for block in blocks
            for node in (block.node, *(each for branch in block.branches for each in branch.nodes))
        ]
        counts = Counter(node.kind for node in shown)
        said = [
            count_in_words(f"counted.{kind}", counts[kind], self.words)
            for kind in ("question", "outcome")
            if counts[kind]
        ]
        return self.words["joint"].join(said)

    def block(self, index: int) -> Markup:
        """Render a block: its node, then its branches."""
        block = self.comb.blocks[index]
        sources = self.unseen.get(index)
        incoming = spoken.of_sources(self.comb, sources, self.words) if sources else ""
        head = element(
            "div",
            {"class": "fc-head"},
            self._node(block.node, incoming),
            *self.segments.get((index, 0), ()),
        )
        rows = [
            self._branch(block, (index, number)) for number in range(1, len(block.branches) + 1)
        ]
        if block.falls:
            rows.append(self._fall(block, index))
        attributes = {"class": "fc-ways", "role": "list"}
        branches = element("ul", attributes, *rows) if rows else ""
        return element("li", {"class": "fc-item", "id": f"flow.{block.node.id}"}, head, branches)

    def _node(self, node: DrawnNode, incoming: str = "") -> Markup:
        """Render a node as a link to its section."""
        sign = icon(icon_of(node))
        style = f"fc-node fc-{node.kind}" + (f" fc-{node.result}" if node.result else "")
        return element(
            "a",
            {
                "class": style,
                "href": node.href,
                "data-node": node.id,
                "aria-label": spoken.of_node(node, self.words),
            },
            element("b", {"class": "fc-name"}, node.name, sign) if node.name else sign,
            element(
                "span",
                {"class": "fc-text"},
                self.writer.html(node.title),
                _note(self.writer.html(node.note)) if node.note else "",
                _note(Markup.escape(incoming)) if incoming else "",
            ),
        )

    def _branch(self, block: Block, cell: Cell) -> Markup:
        """Render a branch."""
        branch = block.branches[cell[1] - 1]
        nodes = [self._node(node) for node in branch.nodes]
        if branch.nodes and branch.nodes[-1].kind == "outcome" and branch.nodes[-1].name:
            named = {"class": "fc-named", "id": f"flow.{branch.nodes[-1].id}"}
            nodes[-1] = element("span", named, nodes[-1])
        if branch.jump:
            before = branch.nodes[-1] if branch.nodes else block.node
            nodes.append(self._jump(branch.jump, before, railed=cell in self.railed))
        first = branch.nodes[0].id if branch.nodes else branch.jump.to if branch.jump else None
        return element(
            "li",
            {"class": "fc-way", "data-from": block.node.id, "data-to": first},
            self._label(branch.label),
            element("span", {"class": "fc-to"}, *nodes),
            *self.segments.get(cell, ()),
        )

    def _label(self, label: str | None) -> Markup:
        if label is None:
            return element("span", {"class": "fc-hide"}, self.words["then"], " ")
        return element("span", {"class": "fc-label"}, self.writer.html(label), " ")

    def _jump(self, jump: Jump, before: DrawnNode, *, railed: bool) -> Markup:
        """Render the jump at the end of a branch; without a rail, with its target's title."""
        title: str | Markup = ""
        if jump.title:
            title = _note(self.writer.html(jump.title))
        href = jump.href or (None if jump.kind == "missing" else f"#flow.{jump.to}")
        pill = element(
            "a" if href else "span",
            {
                "class": f"fc-jump fc-jump-{jump.kind}",
                "href": href,
                "aria-label": spoken.of_jump(jump) if href else None,
            },
            icon(icon_of(jump)),
            element("span", {"class": "fc-text"}, self.writer.html(jump.text), title),
        )
        style = "fc-end fc-railed" if railed else "fc-end"
        return element("span", {"class": style, "data-from": before.id, "data-to": jump.to}, pill)

    def _fall(self, block: Block, index: int) -> Markup:
        """Render the answers that lead to the next block."""
        below = self.comb.blocks[index + 1].node
        return element(
            "li",
            {"class": "fc-fall", "data-from": block.node.id, "data-to": below.id},
            *(self._label(label) for label in block.falls),
            element("span", {"class": "fc-hide"}, self.words("jump.block", name=below.name)),
            *self.segments.get((index, len(block.branches) + 1), ()),
        )


def _note(text: Markup) -> Markup:
    return element("span", {"class": "fc-note"}, text)


def _beside(comb: Comb) -> str:
    """Return the CSS classes for labels beside their boxes, "" if they are too long."""
    labels = [
        width(branch.label) for block in comb.blocks for branch in block.branches if branch.label
    ]
    longest = max(2, math.ceil(max(labels, default=0)))
    return f" fc-beside fc-label-{longest}" if longest <= BESIDE else ""


def _segments(comb: Comb, laid: Sequence[Rail]) -> Mapping[Cell, Sequence[Markup]]:
    """Return the pieces of all rails by row.

    A rail from branch (0, 1) down to block 2 has the pieces "out-down" in row (0, 1), "pass" in the
    rows between, and "in-down", with the arrowhead, in row (2, 0).
    """
    pieces: dict[Cell, list[Markup]] = defaultdict(list)
    for rail in laid:
        style = f"fc-rail fc-lane-{rail.lane}" + (" fc-return" if rail.returns else "")
        for cell in _cells(comb, rail):
            for shape in _shapes(rail, cell):
                pieces[cell].append(element("i", {"class": f"{style} fc-{shape}"}))
    return pieces


def _cells(comb: Comb, rail: Rail) -> Sequence[Cell]:
    """Return the rows that a rail touches."""
    return [
        (index, row)
        for index in range(rail.top[0], rail.bottom[0] + 1)
        for row in range(1 + len(comb.blocks[index].branches) + bool(comb.blocks[index].falls))
        if rail.top <= (index, row) <= rail.bottom
    ]


def _shapes(rail: Rail, cell: Cell) -> Sequence[str]:
    """Return the shapes of a rail in a row: "pass", "in-…" with an arrowhead, "out-…"."""
    if cell == (rail.target, 0):
        return ("in-up",) if rail.upward else ("in-down",)
    shapes = []
    if cell in rail.sources:
        shapes.append("out-up" if rail.upward else "out-down")
    if cell != (rail.bottom if rail.upward else rail.top):
        shapes.append("pass")
    return shapes
