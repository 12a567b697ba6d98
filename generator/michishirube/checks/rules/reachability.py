"""Every node can be reached from the first node of some tree."""

from __future__ import annotations

from michishirube.analysis.graph import graph_of, reachable, starts
from michishirube.diagnostics import Diagnostics
from michishirube.model import Guide, NodeRef
from michishirube.reading import gaps
from michishirube.support.memo import Memory, recall

CODES = ("unreachable-node",)


def check(guide: Guide, diagnostics: Diagnostics, memory: Memory | None = None) -> None:
    """Report nodes that no edge leads to.

    An edge that couldn't be read may lead anywhere, and an edge to a missing node may have been
    meant for this one; in both cases nothing is concluded.
    """
    if gaps.may_hide(guide, NodeRef, inside=guide.trees.values()):
        return
    graph = recall(memory, graph_of, guide)
    if any(edge.target is None for edge in graph.all_edges()):
        return
    found = reachable(graph, starts(guide))
    for key, node in graph.nodes.items():
        if key not in found:
            diagnostics.error("unreachable-node", node.id.span, name=node.id, title=node.title)
