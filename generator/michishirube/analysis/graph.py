"""The trees as one graph: who leads where, what can be reached, which ways go in circles.

Trees lead into each other, so the questions asked here are about all of them
together. Pure algorithms without recursion: a tree may be hundreds of nodes deep.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from michishirube.analysis.addresses import find_node
from michishirube.model import Edge, Guide, Node, Outcome, Tree, edges

Key = tuple[str, str]
"""A node anywhere in the guide: the ids of its tree and of itself."""


@dataclass(frozen=True, slots=True)
class Way:
    """An edge with the node it starts from and, where known, the node it leads to."""

    origin: Key
    edge: Edge
    target: Key | None
    leaves_known: bool
    """False when the target isn't there or couldn't be read: nothing can be said beyond it."""


@dataclass(frozen=True)
class Graph:
    """All nodes and ways of a guide, in the order of its files."""

    nodes: dict[Key, Node]
    ways: dict[Key, tuple[Way, ...]]

    def all_ways(self) -> Iterator[Way]:
        """Every way, in the order of the trees and their nodes."""
        for ways in self.ways.values():
            yield from ways


def graph_of(guide: Guide) -> Graph:
    """The graph of all trees of a guide."""
    nodes: dict[Key, Node] = {}
    ways: dict[Key, tuple[Way, ...]] = {}
    for tree in guide.trees.values():
        for node in tree.nodes.values():
            key = (str(tree.id), str(node.id))
            nodes[key] = node
            ways[key] = tuple(_way(guide, tree, key, edge) for edge in edges(node))
    return Graph(nodes, ways)


def _way(guide: Guide, tree: Tree, origin: Key, edge: Edge) -> Way:
    found = find_node(guide, edge.target, tree)
    if found is not None:
        owner, node = found
        return Way(origin, edge, (str(owner.id), str(node.id)), True)
    return Way(origin, edge, None, False)


def starts(guide: Guide) -> list[Key]:
    """Where readers come in: the first node of each tree."""
    found = (
        (str(tree.id), str(tree.start)) for tree in guide.trees.values() if tree.start in tree.nodes
    )
    return list(found)


def reachable(graph: Graph, first: list[Key]) -> set[Key]:
    """Every node that some way from the given nodes leads to, these included."""
    seen = set(first)
    open_ends = list(first)
    while open_ends:
        for way in graph.ways[open_ends.pop()]:
            if way.target is not None and way.target not in seen:
                seen.add(way.target)
                open_ends.append(way.target)
    return seen


def ending(graph: Graph, ends: Iterable[Key] = ()) -> set[Key]:
    """Every node from which an outcome can be reached, or one of `ends`, or an unknown node."""
    comes_from: dict[Key, list[Key]] = {key: [] for key in graph.nodes}
    seen = {key for key, node in graph.nodes.items() if isinstance(node, Outcome)} | {*ends}
    for way in graph.all_ways():
        if way.target is not None:
            comes_from[way.target].append(way.origin)
        elif not way.leaves_known:
            seen.add(way.origin)
    open_ends = list(seen)
    while open_ends:
        for origin in comes_from[open_ends.pop()]:
            if origin not in seen:
                seen.add(origin)
                open_ends.append(origin)
    return seen


def unmarked_cycles(graph: Graph) -> Iterator[tuple[Way, list[Key]]]:
    """Each way that closes a circle without being marked as a return, with the circle.

    The circle begins at the node to which the way leads and ends at the node
    from which it starts.
    """
    done: set[Key] = set()
    for first in graph.nodes:
        if first in done:
            continue
        path: list[Key] = [first]
        rest = [iter(graph.ways[first])]
        while path:
            way = next(rest[-1], None)
            if way is None:
                done.add(path.pop())
                rest.pop()
            elif way.edge.returns or way.target is None or way.target in done:
                continue
            elif way.target in path:
                yield way, path[path.index(way.target) :]
            else:
                path.append(way.target)
                rest.append(iter(graph.ways[way.target]))
