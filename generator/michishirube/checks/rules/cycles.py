"""A way that leads back is written `return_to`, so that every circle is one that was meant."""

from __future__ import annotations

from michishirube.analysis.graph import graph_of, unmarked_cycles
from michishirube.diagnostics import Diagnostics
from michishirube.model import Guide
from michishirube.reading import gaps
from michishirube.support.memo import Memory, recall

CODES = ("unmarked-cycle",)


def check(guide: Guide, diagnostics: Diagnostics, memory: Memory | None = None) -> None:
    """Report each edge that closes a cycle without `return_to`."""
    graph = recall(memory, graph_of, guide)
    for edge, circle in unmarked_cycles(graph):
        if not gaps.is_readable(guide, edge.declared.target.span.path):
            continue  # Of two nodes with one name, the other may be meant.
        names = [node if tree == edge.origin[0] else f"{tree}/{node}" for tree, node in circle]
        diagnostics.error(
            "unmarked-cycle", edge.declared.target.span, circle=" → ".join([*names, names[0]])
        )
