"""From every node an outcome can be reached: nobody is left going in circles."""

from __future__ import annotations

from michishirube.analysis.graph import ending, graph_of
from michishirube.diagnostics import Diagnostics
from michishirube.model import Guide
from michishirube.reading import gaps
from michishirube.support.memo import Memory, recall

CODES = ("no-outcome",)

WAYS = ("answers", "to", "next", "return_to")


def check(guide: Guide, diagnostics: Diagnostics, memory: Memory | None = None) -> None:
    """Report nodes from which no route ends; a node whose edges were lost counts as an end."""
    graph = recall(memory, graph_of, guide)
    lost = {key for key, node in graph.nodes.items() if gaps.lacks(guide, node, *WAYS)}
    found = ending(graph, lost)
    for key, node in graph.nodes.items():
        if key not in found:
            diagnostics.error("no-outcome", node.id.span, name=node.id, title=node.title)
