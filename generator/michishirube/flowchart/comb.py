"""The comb: a tree's spine of numbered blocks, each with the ways that leave it.

This is what a chart says, before anything is drawn: both drawings and the
outline that screen readers meet come from it. Every node is one `DrawnNode`, drawn
once; wherever else a way leads to it, the way ends in a `Jump`.
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
    """A node as it is drawn.

    `name` is what jumps call it: a number on the spine, a letter for an
    outcome that several ways lead to, else empty. `note` is how long a wait
    lasts. `href` leads to the node's section on the tree's page.
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
    """The end of a way whose target is drawn elsewhere.

    `to` is the target's id in this tree (else the reference as written),
    `text` what the jump says, `title` the target's title. `block` is the
    target's place on the spine, None for outcomes and other trees; `href` is
    set for other trees alone.
    """

    kind: Literal["block", "back", "outcome", "tree", "missing"]
    to: str
    text: str
    title: str = ""
    block: int | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """A way out of a block: its label, the steps that hang in it, the jump that ends it."""

    label: str | None
    steps: tuple[DrawnNode, ...]
    jump: Jump | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A step of the spine; its ways aside; and the labels of those down to the next block."""

    step: DrawnNode
    branches: tuple[Branch, ...] = ()
    falls: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Comb:
    """A whole chart: blocks from top to bottom."""

    title: str
    blocks: tuple[Block, ...]

    def steps(self) -> Iterator[DrawnNode]:
        """Every step in the order in which it is read."""
        for block in self.blocks:
            yield block.step
            for branch in block.branches:
                yield from branch.steps


@dataclass(frozen=True, slots=True)
class _SpineRow:
    """A node on the spine with its arcs aside and those that fall to the next row."""

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
    """The spine with the steps that hang in a way straight down put into it."""
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
    """Makes the parts of one comb; knows where each node stands."""

    def __init__(
        self, guide: Guide, tree: Tree, words: Messages, rows: Sequence[_SpineRow]
    ) -> None:
        self.guide, self.tree, self.words = guide, tree, words
        self.places = {row.id: index for index, row in enumerate(rows)}
        self.names = {row.id: str(index + 1) for index, row in enumerate(rows)}
        self.names |= _letters(rows, self.places)
        self.met: set[str] = set(self.places)

    def block(self, row: _SpineRow) -> Block:
        """A row with its texts. Rows are asked for in their order: the first use is drawn."""
        falls = tuple(_label(label) for label in row.falls)
        return Block(self._step(row.id), tuple(self._branch(arc) for arc in row.aside), falls)

    def _step(self, key: str) -> DrawnNode:
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
        steps = tuple(self._step(key) for key in arc.chain)
        label = _label(arc.label)
        if arc.end is not None and arc.end not in self.met:
            self.met.add(arc.end)
            return Branch(label, (*steps, self._step(arc.end)))
        return Branch(label, steps, self._jump(arc))

    def _jump(self, arc: Arc) -> Jump | None:
        if arc.end is None:
            return self._leave(arc.reference) if arc.reference else None
        step = self._step(arc.end)
        kind: Literal["block", "back", "outcome"] = "back" if arc.returns else "block"
        if step.kind == "outcome" and step.id not in self.places:
            kind = "outcome"
        text = self.words(f"jump.{kind}", name=step.name)
        return Jump(kind, step.id, text, step.title, self.places.get(step.id))

    def _leave(self, reference: str) -> Jump:
        """A way into another tree, or one that leads nowhere."""
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
    """A node's kind as a word for class names."""
    if isinstance(node, Question):
        return "question"
    if isinstance(node, Action):
        return "action"
    return "wait" if isinstance(node, Wait) else "outcome"


def _letters(rows: Sequence[_SpineRow], on_spine: Mapping[str, int]) -> dict[str, str]:
    """Letters for the outcomes that more than one way leads to: A to Z, then AA, AB and on."""
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
    """A text on one line, without control characters (SVG files can't hold them).

    Marks that turn the direction of writing go, too: they would reach beyond
    their own label.
    """
    shown = "".join(_shown(char) for char in text)
    return " ".join(shown.split()) or "…"


def _shown(char: str) -> str:
    if char.isprintable() or char in "\u200d\u3000":
        return char
    return "" if unicodedata.category(char) == "Cf" else " "
