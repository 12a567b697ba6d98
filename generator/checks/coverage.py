"""Every answer of every tree is walked by at least one scenario."""

from __future__ import annotations

from generator.diagnostics import Diagnostics
from generator.model import Guide, Question
from generator.scenarios import play

CODES = ("unwalked-answer",)


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Report answers that no scenario gives; nothing is concluded from broken files."""
    if guide.broken:
        return
    walked = {
        step for scenario in guide.scenarios.values() for step in play(guide, scenario).answers
    }
    for tree in guide.trees.values():
        for node in tree.nodes.values():
            if not isinstance(node, Question):
                continue
            for answer in node.answers:
                if ((str(tree.id), str(node.id)), str(answer.label)) not in walked:
                    diagnostics.error(
                        "unwalked-answer", answer.label.span, label=answer.label, node=node.id
                    )
