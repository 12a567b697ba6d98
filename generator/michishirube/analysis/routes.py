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
        rest = [iter(self._graph.edges[self._first])]
        while rest:
            edge = next(rest[-1], None)
            if edge is None:
                rest.pop()
                self._passed.pop()
                if self._taken:
                    self._taken.pop()
                continue
            if edge.declared.returns and not self._may_return(edge):
                continue
            self._taken.append(edge)
            ending = self._ending(edge)
            if ending is None and edge.target is not None:
                self._passed.append(edge.target)
                rest.append(iter(self._graph.edges[edge.target]))
            else:
                yield Route(self._stops(), edge.target, ending or "missing")
                self._taken.pop()

    def _may_return(self, edge: ResolvedEdge) -> bool:
        taken = [each for each in self._taken if each.declared.returns]
        return len(taken) < self._returns and edge not in taken

    def _ending(self, edge: ResolvedEdge) -> Ending | None:
        """Return how the route ends with this edge, None if it continues."""
        if edge.target is None:
            return "missing"
        if isinstance(self._graph.nodes[edge.target], Outcome):
            return "outcome" if self._across or self._is_home(edge.target) else "tree"
        if not self._across and not self._is_home(edge.target):
            return "tree"
        # Each return taken before allows every node to be visited once more.
        returned = sum(taken.declared.returns for taken in self._taken)
        return "circle" if self._passed.count(edge.target) > returned else None

    def _is_home(self, key: Key) -> bool:
        return key[0] == self._first[0]

    def _stops(self) -> tuple[Stop, ...]:
        return tuple(
            Stop(
                edge.origin,
                None if edge.declared.label is None else str(edge.declared.label),
                edge.declared.returns,
            )
            for edge in self._taken
        )
