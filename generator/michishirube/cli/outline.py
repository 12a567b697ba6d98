"""Trees as text for the terminal: an outline of the nodes, and a list of routes.

Lines break between phrases and before the edge of the terminal, measured in columns (a full-width
character takes two).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from michishirube.analysis.addresses import find_node
from michishirube.analysis.case.effects import Case
from michishirube.analysis.case.taken import answers_taken
from michishirube.analysis.routes import Route
from michishirube.i18n import messages as languages
from michishirube.i18n.durations import length_in_words
from michishirube.i18n.line_breaks import phrases
from michishirube.model import (
    Action,
    Edge,
    FieldState,
    Guide,
    Node,
    Outcome,
    Question,
    Tree,
    Wait,
    edges,
)
from michishirube.reading.declarations import word
from michishirube.support.terminal import columns, printable

NARROWEST = 24
"""Minimum width of a text in columns, however deep the tree; such lines exceed the terminal."""


def outline(guide: Guide, tree: Tree, language: str, width: int) -> list[str]:
    """Render a tree as lines of text.

    Each node is drawn once; other edges to it end in a pointer with its title and id.

    Args:
        guide: The guide, for edges into other trees.
        tree: The tree.
        language: Language of the labels.
        width: Width in columns.
    """
    return _Outline(guide, tree, language, width).draw()


@dataclass(slots=True)
class _OpenEdge:
    """An edge still to be drawn, with the prefixes of its first line and of the lines below."""

    edge: Edge
    lead: str
    below: str


@dataclass
class _Outline:
    """Depth-first drawing with an explicit stack, since a tree may be hundreds of nodes deep."""

    guide: Guide
    tree: Tree
    language: str
    width: int
    lines: list[str] = field(default_factory=list)
    drawn: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.words = languages.load(self.language, "trees")
        self.format = languages.load(self.language, "format")

    def draw(self) -> list[str]:
        self._write(f"{self.tree.title}  {self.tree.id}", "", "")
        self._from(str(self.tree.start))
        left = [name for name in self.tree.nodes if name not in self.drawn]
        if left:
            self._write("", "", "")
            self._write(self.words["show.unreached"], "", "")
        for name in left:
            self._from(name)
        return self.lines

    def _from(self, name: str) -> None:
        """Draw everything that is reachable from a node and not drawn yet."""
        if name in self.drawn or name not in self.tree.nodes:
            return
        rest = self._chain(self.tree.nodes[name], "")
        while rest:
            branch = rest.pop()
            if branch.edge.label is not None:
                self._write(self._answer(branch.edge), branch.lead, branch.below)
            rest += self._follow(branch.edge, branch.below)

    def _chain(self, node: Node, below: str) -> list[_OpenEdge]:
        """Draw a node and its successors up to the next question; return the edges left to draw."""
        self._node(node, below)
        if isinstance(node, Question):
            return self._branches(node, below)
        exits = edges(node)
        if len(exits) > 1:  # Whoever can't do it goes another way, which is drawn like an answer.
            other = _OpenEdge(exits[1], f"{below}├─ ", f"{below}│  ")
            return [_OpenEdge(exits[0], below, below), other]
        return [_OpenEdge(exits[0], below, below)] if exits else []

    def _branches(self, node: Question, below: str) -> list[_OpenEdge]:
        """Return the answers of a question, last first: a stack is popped from its end."""
        exits = edges(node)
        made = [_OpenEdge(edge, f"{below}├─ ", f"{below}│  ") for edge in exits]
        if made:
            made[-1] = _OpenEdge(exits[-1], f"{below}└─ ", f"{below}   ")
        return made[::-1]

    def _answer(self, edge: Edge) -> str:
        """Return an answer's label, with what it makes known."""
        answer = edge.answer
        told = list(map(state_in_words, answer.sets)) if answer else []
        if answer and answer.option:
            told.insert(0, "|".join(answer.option))
        elif answer and not (answer.upto is None and answer.over is None):
            told.insert(0, _range(answer.upto, answer.over))
        known = [self.words("show.known", states=", ".join(told))] if told else []
        return "  ".join([str(edge.label), *known])

    def _follow(self, edge: Edge, below: str) -> list[_OpenEdge]:
        """Draw what an edge leads to: its node, or a pointer if the node is drawn elsewhere."""
        found = find_node(self.guide, edge.target, self.tree)
        if found is None:
            self._write(self.words("show.missing", id=edge.target), below, below)
            return []
        owner, node = found
        if owner.id != self.tree.id:
            self._point("tree", node, f"{owner.id}/{node.id}", below)
        elif edge.returns:
            self._point("back", node, str(node.id), below)
        elif str(node.id) in self.drawn:
            self._point("above", node, str(node.id), below)
        else:
            return self._chain(node, below)
        return []

    def _point(self, how: str, node: Node, name: str, below: str) -> None:
        self._write(self.words(f"show.{how}", title=node.title, id=name), below, below)

    def _node(self, node: Node, below: str) -> None:
        self.drawn.add(str(node.id))
        kind = word(self.format, type(node), "about", "label")
        parts = [self.words("show.node", kind=kind, title=node.title, id=node.id)]
        if isinstance(node, Wait):
            charted = languages.load(self.language, "flowchart")
            length = length_in_words(node, self.guide.fields, charted)
            parts.append(self.words("show.note", note=length))
        if isinstance(node, Question) and node.asks:
            parts.append(self.words("show.asks", field=node.asks))
        if node.true_when:
            states = ", ".join(map(state_in_words, node.true_when))
            parts.append(self.words("show.here", states=states))
        if isinstance(node, Action) and node.sets:
            states = ", ".join(map(state_in_words, node.sets))
            parts.append(self.words("show.known", states=states))
        if isinstance(node, Action | Outcome) and node.letters:
            parts.append(self.words("show.letters", letters=", ".join(node.letters)))
        self._write("  ".join(parts), below, f"{below}  ")

    def _write(self, text: str, lead: str, below: str) -> None:
        self.lines += wrapped(printable(text), lead, below, self.width, self.language)


def state_in_words(state: FieldState) -> str:
    """Return a state as it is written, on one line: `escrow=done|partial`, `ordered_on>14`."""
    if state.options:
        return f"{state.field}={'|'.join(state.options)}"
    return f"{state.field}{_range(state.upto, state.over)}"


def _range(upto: int | None, over: int | None) -> str:
    return (f">{over}" if over is not None else "") + (f"≤{upto}" if upto is not None else "")


def wrapped(text: str, lead: str, below: str, width: int, language: str) -> list[str]:
    """Wrap a text, breaking between phrases.

    Args:
        text: The text.
        lead: Prefix of the first line, one column per character.
        below: Prefix of the other lines.
        width: Width in columns, prefix included.
        language: Language of the text.
    """
    # The lead is spaces and lines, one column each.
    room = max(width - len(below), NARROWEST)
    made: list[str] = [""]
    for part in _parts(text, language, room):
        if made[-1] and columns(made[-1] + part.rstrip()) > room:
            made.append("")
        made[-1] += part
    leads = [lead, *[below] * (len(made) - 1)]
    return [f"{before}{row}".rstrip() for before, row in zip(leads, made, strict=True)]


def _parts(text: str, language: str, room: int) -> Iterator[str]:
    """Yield pieces after which a line may end; pieces wider than `room` are split anywhere."""
    for phrase in phrases(text, language):
        for part in re.findall(r"\S+\s*|\s+", phrase):
            if columns(part.rstrip()) <= room:
                yield part
            else:
                yield from part


@dataclass(frozen=True, slots=True)
class ListedRoute:
    """A route in words: its answers, its end, and the letters offered on it."""

    answers: str
    end: str
    letters: str


def listed(guide: Guide, found: Iterable[Route], language: str) -> Iterator[ListedRoute]:
    """Yield the routes that a reader can take, in words; questions that pass themselves aren't."""
    words, case = languages.load(language, "trees"), Case(guide)
    for route in found:
        answers = answers_taken(case, route)
        if answers is None:
            continue
        steps = [
            words("paths.step", id=each.key[1], answer=each.label)
            for each in answers
            if not each.is_passed
        ]
        title = "" if route.end is None else _node(guide, route.end).title
        letters = ", ".join(_letters(guide, route))
        yield ListedRoute(
            words["paths.between"].join(steps) or words["paths.straight"],
            words(f"paths.{route.ending}", title=title, id="/".join(route.end or ())),
            words("paths.letters", letters=letters) if letters else "",
        )


def _letters(guide: Guide, route: Route) -> list[str]:
    keys = [stop.key for stop in route.stops]
    if route.end is not None and route.ending == "outcome":
        keys.append(route.end)
    met = [str(name) for key in keys for name in getattr(_node(guide, key), "letters", ())]
    return list(dict.fromkeys(met))


def _node(guide: Guide, key: tuple[str, str]) -> Node:
    return guide.trees[key[0]].nodes[key[1]]
