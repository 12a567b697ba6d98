"""Enumerates routes through a tree, from its start to an end, with a limited number of returns.

The generator is lazy: a tree with many returns has exponentially many routes, so callers decide how
many to consume.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from michishirube.analysis.graph import Graph, Key, ResolvedEdge, graph_of
from michishirube.model import Guide, Outcome, Tree

Ending = Literal["outcome", "tree", "missing", "circle"]
"""How a route ends: at an outcome, at the edge to another tree, at an edge without target, or in a
cycle that isn't declared by `return_to`."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A node on a route, and how the route leaves it.

    Attributes:
        key: The node.
        answer: Label of the answer, None after actions and waits.
        returns: Whether the route takes a `return_to`.
    """

    key: Key
    answer: str | None
    returns: bool


@dataclass(frozen=True, slots=True)
class Route:
    """A route through a tree.

    Attributes:
        stops: The nodes in order, without the last one.
        end: The last node: the outcome, or a node of another tree; None without a target.
        ending: How it ends.
    """

    stops: tuple[Stop, ...]
    end: Key | None
    ending: Ending

    @property
    def answers(self) -> tuple[tuple[Key, str], ...]:
        """The answers given on the route."""
        return tuple((stop.key, stop.answer) for stop in self.stops if stop.answer is not None)


def routes(guide: Guide, tree: Tree, *, returns: int = 1, across: bool = False) -> Iterator[Route]:
    """Yield the routes through a tree, in order of its answers.

    Args:
        guide: The guide.
        tree: The tree; routes begin at its start.
        returns: How many `return_to` edges a route may take, each of them once.
        across: Whether to continue into other trees instead of ending at the edge to them.
    """
    first = (str(tree.id), str(tree.start))
    graph = graph_of(guide)
    if first in graph.nodes:
        yield from _Walker(graph, first, returns, across).walk()


class _Walker:
    """Depth-first search with an explicit stack, since a tree may be hundreds of nodes deep."""

    def __init__(self, graph: Graph, first: Key, returns: int, across: bool) -> None:
        self._graph, self._first = graph, first
        self._returns, self._across = returns, across
        self._passed: list[Key] = []
        self._taken: list[ResolvedEdge] = []

    def walk(self) -> Iterator[Route]:
        if isinstance(self._graph.nodes[self._first], Outcome):
            yield Route((), self._first, "outcome")
            return
        self._passed.append(self._first)
        rest = [iter(self._graph.ways[self._first])]
        while rest:
            way = next(rest[-1], None)
            if way is None:
                rest.pop()
                self._passed.pop()
                if self._taken:
                    self._taken.pop()
                continue
            if way.edge.returns and not self._may_return(way):
                continue
            self._taken.append(way)
            ending = self._ending(way)
            if ending is None and way.target is not None:
                self._passed.append(way.target)
                rest.append(iter(self._graph.ways[way.target]))
            else:
                yield Route(self._stops(), way.target, ending or "missing")
                self._taken.pop()

    def _may_return(self, way: ResolvedEdge) -> bool:
        taken = [each for each in self._taken if each.edge.returns]
        return len(taken) < self._returns and way not in taken

    def _ending(self, way: ResolvedEdge) -> Ending | None:
        """Return how the route ends with this edge, None if it continues."""
        if way.target is None:
            return "missing"
        if isinstance(self._graph.nodes[way.target], Outcome):
            return "outcome" if self._across or self._is_home(way.target) else "tree"
        if not self._across and not self._is_home(way.target):
            return "tree"
        # Each return taken before allows every node to be visited once more.
        returned = sum(taken.edge.returns for taken in self._taken)
        return "circle" if self._passed.count(way.target) > returned else None

    def _is_home(self, key: Key) -> bool:
        return key[0] == self._first[0]

    def _stops(self) -> tuple[Stop, ...]:
        return tuple(
            Stop(
                way.origin,
                None if way.edge.label is None else str(way.edge.label),
                way.edge.returns,
            )
            for way in self._taken
        )
