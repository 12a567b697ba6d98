"""Every node can be reached from the first node of some tree."""

from __future__ import annotations

from generator.diagnostics import Diagnostics
from generator.graph import graph_of, reachable, starts
from generator.model import Guide

CODES = ("unreachable-node",)


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Report nodes that no way leads to; nothing in trees that couldn't be read whole.

    With any tree broken, ways out of it are missing, so nothing is concluded.
    """
    if any(tree.span.path in guide.broken for tree in guide.trees.values()):
        return
    graph = graph_of(guide)
    found = reachable(graph, starts(guide))
    for key, node in graph.nodes.items():
        if key not in found:
            diagnostics.error("unreachable-node", node.id.span, name=node.id, title=node.title)
