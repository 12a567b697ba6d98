"""The graph of all trees: edges, reachability, cycles.

Trees lead into each other, so the graph spans all of them. The algorithms are iterative, since a
tree may be hundreds of nodes deep.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from michishirube.analysis.addresses import find_node
from michishirube.model import Edge, Guide, Node, Outcome, Tree, edges

Key = tuple[str, str]
"""A node of the guide: id of its tree and id of the node."""


@dataclass(frozen=True, slots=True)
class ResolvedEdge:
    """An edge with its endpoints; `target` is None if the node doesn't exist."""

    origin: Key
    edge: Edge
    target: Key | None
    leaves_known: bool
    """False if the target doesn't exist or couldn't be read; nothing can be concluded beyond it."""


@dataclass(frozen=True)
class Graph:
    """All nodes of a guide, and the outgoing edges of each, in order of the files."""

    nodes: dict[Key, Node]
    ways: dict[Key, tuple[ResolvedEdge, ...]]

    def all_ways(self) -> Iterator[ResolvedEdge]:
        """Yield every edge."""
        for ways in self.ways.values():
            yield from ways


def graph_of(guide: Guide) -> Graph:
    """Return the graph of all trees of a guide."""
    nodes: dict[Key, Node] = {}
    ways: dict[Key, tuple[ResolvedEdge, ...]] = {}
    for tree in guide.trees.values():
        for node in tree.nodes.values():
            key = (str(tree.id), str(node.id))
            nodes[key] = node
            ways[key] = tuple(_way(guide, tree, key, edge) for edge in edges(node))
    return Graph(nodes, ways)


def _way(guide: Guide, tree: Tree, origin: Key, edge: Edge) -> ResolvedEdge:
    found = find_node(guide, edge.target, tree)
    if found is not None:
        owner, node = found
        return ResolvedEdge(origin, edge, (str(owner.id), str(node.id)), True)
    return ResolvedEdge(origin, edge, None, False)


def starts(guide: Guide) -> list[Key]:
    """Return the entry points: the first node of each tree."""
    found = (
        (str(tree.id), str(tree.start)) for tree in guide.trees.values() if tree.start in tree.nodes
    )
    return list(found)


def reachable(graph: Graph, first: list[Key]) -> set[Key]:
    """Return all nodes reachable from the given ones, including these."""
    seen = set(first)
    open_ends = list(first)
    while open_ends:
        for way in graph.ways[open_ends.pop()]:
            if way.target is not None and way.target not in seen:
                seen.add(way.target)
                open_ends.append(way.target)
    return seen


def ending(graph: Graph, ends: Iterable[Key] = ()) -> set[Key]:
    """Return all nodes from which an outcome, one of `ends` or an unknown node can be reached."""
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


def unmarked_cycles(graph: Graph) -> Iterator[tuple[ResolvedEdge, list[Key]]]:
    """Find cycles that aren't declared by `return_to`, by depth-first search.

    Yields:
        The edge that closes a cycle, and the nodes of the cycle, from the target of that edge to
            its
        origin.
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
