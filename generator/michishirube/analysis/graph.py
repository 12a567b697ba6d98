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
    """An edge with its endpoints.

    Attributes:
        origin: The node it leaves.
        declared: The edge as the content states it.
        target: The node it leads to; None if that doesn't exist or couldn't be read, so that
            nothing can be concluded about what follows.
    """

    origin: Key
    declared: Edge
    target: Key | None


@dataclass(frozen=True)
class Graph:
    """All nodes of a guide, and the outgoing edges of each, in order of the files."""

    nodes: dict[Key, Node]
    edges: dict[Key, tuple[ResolvedEdge, ...]]

    def all_edges(self) -> Iterator[ResolvedEdge]:
        """Yield every edge."""
        for leaving in self.edges.values():
            yield from leaving


def graph_of(guide: Guide) -> Graph:
    """Return the graph of all trees of a guide."""
    nodes: dict[Key, Node] = {}
    resolved: dict[Key, tuple[ResolvedEdge, ...]] = {}
    for tree in guide.trees.values():
        for node in tree.nodes.values():
            key = (str(tree.id), str(node.id))
            nodes[key] = node
            resolved[key] = tuple(_resolve(guide, tree, key, edge) for edge in edges(node))
    return Graph(nodes, resolved)


def _resolve(guide: Guide, tree: Tree, origin: Key, edge: Edge) -> ResolvedEdge:
    found = find_node(guide, edge.target, tree)
    target = (str(found[0].id), str(found[1].id)) if found else None
    return ResolvedEdge(origin, edge, target)


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
        for edge in graph.edges[open_ends.pop()]:
            if edge.target is not None and edge.target not in seen:
                seen.add(edge.target)
                open_ends.append(edge.target)
    return seen


def ending(graph: Graph, ends: Iterable[Key] = ()) -> set[Key]:
    """Return all nodes from which an outcome, one of `ends` or an unknown node can be reached."""
    comes_from: dict[Key, list[Key]] = {key: [] for key in graph.nodes}
    seen = {key for key, node in graph.nodes.items() if isinstance(node, Outcome)} | {*ends}
    for edge in graph.all_edges():
        if edge.target is not None:
            comes_from[edge.target].append(edge.origin)
        else:
            seen.add(edge.origin)
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
        its origin.
    """
    done: set[Key] = set()
    for first in graph.nodes:
        if first in done:
            continue
        path: list[Key] = [first]
        rest = [iter(graph.edges[first])]
        while path:
            edge = next(rest[-1], None)
            if edge is None:
                done.add(path.pop())
                rest.pop()
            elif edge.declared.returns or edge.target is None or edge.target in done:
                continue
            elif edge.target in path:
                yield edge, path[path.index(edge.target) :]
            else:
                path.append(edge.target)
                rest.append(iter(graph.edges[edge.target]))
