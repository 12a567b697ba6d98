"""The comb: the content of a chart before it is drawn, as numbered blocks with branches.

Both drawings and the reading order of screen readers are derived from it. Each node is drawn
exactly once; other edges to it end in a `Jump`.

    1 Has the client replied? ─┬─ Yes ──▶ outcome A           branch with one node
    │                          └─ Unclear ──▶ action ──▶ ↓ 3  branch that ends in a jump
    │ No                                                      a fall: leads to the next block
    2 Wait three days
    │
    3 …
"""

from __future__ import annotations

import itertools
import string
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from michishirube.analysis import addresses
from michishirube.flowchart.order import Arc, Spine, spine
from michishirube.i18n.messages import Messages
from michishirube.model import Action, Guide, Node, Outcome, Question, Tree, Wait

Kind = Literal["question", "action", "wait", "outcome"]
Result = Literal["good", "neutral", "bad"]


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A node as drawn.

    Attributes:
        id: The node's id.
        kind: Its kind, used in class names.
        title: Its title.
        href: Link to its section on the tree's page.
        name: What jumps call it: a number on the spine, a letter for an outcome with several
            incoming edges, else "".
        result: Result of an outcome.
        note: Duration of a wait in words.
    """

    id: str
    kind: Kind
    title: str
    href: str
    name: str = ""
    result: Result | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Jump:
    """The end of a branch whose target is drawn elsewhere.

    Attributes:
        kind: "block" (further down), "back", "outcome", "tree" (another one) or "missing".
        to: Id of the target in this tree, else the reference as written.
        text: Its label, such as "to 3".
        title: Title of the target.
        block: Index of the target's block, None for outcomes and other trees.
        href: Link, for other trees only.
    """

    kind: Literal["block", "back", "outcome", "tree", "missing"]
    to: str
    text: str
    title: str = ""
    block: int | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """An edge out of a block: its label, the nodes drawn on it, and the jump at its end, if any."""

    label: str | None
    nodes: tuple[DrawnNode, ...]
    jump: Jump | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A node of the spine.

    Attributes:
        node: The node.
        branches: Its branches to the side.
        falls: Labels of the edges that lead straight to the next block; None for one without a
            label.
    """

    node: DrawnNode
    branches: tuple[Branch, ...] = ()
    falls: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Comb:
    """A chart: its blocks from top to bottom."""

    title: str
    blocks: tuple[Block, ...]

    def nodes(self) -> Iterator[DrawnNode]:
        """Yield all nodes in reading order."""
        for block in self.blocks:
            yield block.node
            for branch in block.branches:
                yield from branch.nodes


@dataclass(frozen=True, slots=True)
class _SpineRow:
    """A node of the spine with its arcs to the side, and the labels of those to the next row."""

    id: str
    aside: tuple[Arc, ...]
    falls: tuple[str | None, ...]


def build(guide: Guide, tree: Tree, words: Messages) -> Comb:
    """Arrange a tree."""

    def resolve(reference: str) -> str | None:
        found = addresses.find_node(guide, reference, tree)
        return str(found[1].id) if found and found[0].id == tree.id else None

    rows = _rows(spine(tree, resolve))
    makes = _Maker(guide, tree, words, rows)
    return Comb(str(tree.title), tuple(makes.block(row) for row in rows))


def _rows(ordered: Spine) -> tuple[_SpineRow, ...]:
    """Return the rows of the spine.

    If only edges through other nodes lead to the next row, the one with the most nodes becomes part
    of the spine, so that there is a straight line down.
    """
    rows: list[_SpineRow] = []
    for here, below in itertools.zip_longest(ordered.order, ordered.order[1:]):
        arcs = ordered.arcs[here]
        down = [arc for arc in arcs if arc.end == below and not arc.returns and below is not None]
        plain = [arc for arc in down if not arc.chain]
        taken = plain or sorted(down, key=lambda arc: -len(arc.chain))[:1]
        aside = tuple(arc for arc in arcs if not any(arc is each for each in taken))
        rows.append(_SpineRow(here, aside, tuple(arc.label for arc in taken)))
        if taken and not plain:
            rows += [_SpineRow(key, (), (None,)) for key in taken[0].chain]
    return tuple(rows)


class _Maker:
    """Creates the blocks; knows the position of each node."""

    def __init__(
        self, guide: Guide, tree: Tree, words: Messages, rows: Sequence[_SpineRow]
    ) -> None:
        self.guide, self.tree, self.words = guide, tree, words
        self.places = {row.id: index for index, row in enumerate(rows)}
        self.names = {row.id: str(index + 1) for index, row in enumerate(rows)}
        self.names |= _letters(rows, self.places)
        self.met: set[str] = set(self.places)

    def block(self, row: _SpineRow) -> Block:
        """Create the block of a row. Must be called in order: a node is drawn at its first use."""
        falls = tuple(_label(label) for label in row.falls)
        return Block(self._drawn(row.id), tuple(self._branch(arc) for arc in row.aside), falls)

    def _drawn(self, key: str) -> DrawnNode:
        node = self.tree.nodes[key]
        return DrawnNode(
            id=key,
            kind=kind_of(node),
            title=_one_line(node.short or node.title),
            href=f"#{key}",
            name=self.names.get(key, ""),
            result=node.result if isinstance(node, Outcome) else None,
            note=self._length(node) if isinstance(node, Wait) else "",
        )

    def _branch(self, arc: Arc) -> Branch:
        nodes = tuple(self._drawn(key) for key in arc.chain)
        label = _label(arc.label)
        if arc.end is not None and arc.end not in self.met:
            self.met.add(arc.end)
            return Branch(label, (*nodes, self._drawn(arc.end)))
        return Branch(label, nodes, self._jump(arc))

    def _jump(self, arc: Arc) -> Jump | None:
        if arc.end is None:
            return self._leave(arc.reference) if arc.reference else None
        node = self._drawn(arc.end)
        kind: Literal["block", "back", "outcome"] = "back" if arc.returns else "block"
        if node.kind == "outcome" and node.id not in self.places:
            kind = "outcome"
        text = self.words(f"jump.{kind}", name=node.name)
        return Jump(kind, node.id, text, node.title, self.places.get(node.id))

    def _leave(self, reference: str) -> Jump:
        """Create the jump to another tree, or for a reference that doesn't exist."""
        place = addresses.find(self.guide, reference, self.tree)
        if place is None:
            return Jump("missing", reference, self.words("jump.missing", title=reference))
        found = addresses.find_node(self.guide, reference, self.tree)
        name = str(found[0].short_title) if found else place.title
        title = _one_line(place.title) if place.kind == "node" else ""
        text = self.words("jump.tree", title=_one_line(name))
        href = place.seen_from(addresses.tree_page(str(self.tree.id)))
        return Jump("tree", reference, text, title, href=href)

    def _length(self, wait: Wait) -> str:
        counts: Mapping[str, int | None] = {
            "hours": wait.hours,
            "days": wait.days,
            "business_days": wait.business_days,
        }
        for unit, count in counts.items():
            if count is not None:
                number = "one" if count == 1 else "other"
                return self.words(f"length.{unit}.{number}", count=count)
        named = self.guide.fields.get(wait.until) if wait.until else None
        return self.words("length.until", title=named.label) if named else ""


def kind_of(node: Node) -> Kind:
    """Return a node's kind as a word for class names."""
    if isinstance(node, Question):
        return "question"
    if isinstance(node, Action):
        return "action"
    return "wait" if isinstance(node, Wait) else "outcome"


def _letters(rows: Sequence[_SpineRow], on_spine: Mapping[str, int]) -> dict[str, str]:
    """Assign letters to the outcomes with several incoming edges: A to Z, then AA, AB and so on."""
    uses = Counter(
        arc.end
        for row in rows
        for arc in row.aside
        if arc.end is not None and arc.end not in on_spine
    )
    shared = [key for key, count in uses.items() if count > 1]
    return {key: _letter(index) for index, key in enumerate(shared)}


def _letter(index: int) -> str:
    rest, last = divmod(index, 26)
    return (_letter(rest - 1) if rest else "") + string.ascii_uppercase[last]


def _label(text: str | None) -> str | None:
    return None if text is None else _one_line(text)


def _one_line(text: str) -> str:
    """Collapse white space, and drop control characters, which SVG can't contain.

    Bidirectional control characters are dropped as well, since they would affect text outside the
    label.
    """
    shown = "".join(_shown(char) for char in text)
    return " ".join(shown.split()) or "…"


def _shown(char: str) -> str:
    if char.isprintable() or char in "\u200d\u3000":
        return char
    return "" if unicodedata.category(char) == "Cf" else " "
