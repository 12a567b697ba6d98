"""Every answer of every tree is walked by at least one scenario."""

from __future__ import annotations

from generator.diagnostics import Diagnostics
from generator.model import Guide, Question
from generator.rewordings import told

CODES = ("unwalked-answer",)


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Report answers that no scenario gives.

    Nothing is concluded from broken files, nor while a story stops half-way.
    """
    walks = told(guide).walks.values()
    if guide.broken or any(walk.fault is not None for walk in walks):
        return
    walked = {step for walk in walks for step in walk.answers}
    for tree in guide.trees.values():
        for node in tree.nodes.values():
            if not isinstance(node, Question):
                continue
            for answer in node.answers:
                if ((str(tree.id), str(node.id)), str(answer.label)) not in walked:
                    diagnostics.error(
                        "unwalked-answer", answer.label.span, label=answer.label, node=node.id
                    )
