"""Every answer, action and wait leads to exactly one node, and every wait has one length."""

from __future__ import annotations

from michishirube.diagnostics import Diagnostics, Loss
from michishirube.model import Action, Answer, Guide, NodeRef, Question, Wait

CODES = ("no-way", "two-ways", "wait-length")

LENGTHS = ("hours", "days", "business_days", "until")


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Check each outgoing edge and each wait."""
    for tree in guide.trees.values():
        for node in tree.nodes.values():
            if isinstance(node, Question):
                for answer in node.answers:
                    _check_exit(answer, "to", answer.to, diagnostics)
            elif isinstance(node, Action | Wait):
                _check_exit(node, "next", node.next, diagnostics)
            if isinstance(node, Wait):
                _check_length(node, diagnostics)


def _check_exit(
    item: Answer | Action | Wait, key: str, onward: object, diagnostics: Diagnostics
) -> None:
    if onward is None and item.return_to is None:
        loss = Loss(item.span, frozenset({key, "return_to"}), frozenset({NodeRef.__name__}))
        diagnostics.error("no-way", item.span, loss=loss, key=key)
    elif onward is not None and item.return_to is not None:
        diagnostics.error("two-ways", item.return_to.span, key=key)


def _check_length(wait: Wait, diagnostics: Diagnostics) -> None:
    given = [name for name in LENGTHS if getattr(wait, name) is not None]
    if len(given) != 1:
        diagnostics.error(
            "wait-length", wait.span, found="・".join(given) or "0", options=" / ".join(LENGTHS)
        )
