"""From every node an outcome can be reached: nobody is left going in circles."""

from __future__ import annotations

from generator.diagnostics import Diagnostics
from generator.graph import ending, graph_of
from generator.model import Guide

CODES = ("no-outcome",)


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Report nodes from which no way ends; a broken tree counts as an end."""
    graph = graph_of(guide)
    found = ending(graph)
    for key, node in graph.nodes.items():
        if key not in found and node.span.path not in guide.broken:
            diagnostics.error("no-outcome", node.id.span, name=node.id, title=node.title)
