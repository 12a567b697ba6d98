"""Accessible names of the parts of a chart, the same in both drawings.

Visible texts are split into phrases and lines, which screen readers would read with pauses within
words; names are whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from michishirube.flowchart.comb import Comb, DrawnNode, Jump
from michishirube.i18n.messages import Messages


def of_node(node: DrawnNode, words: Messages) -> str:
    """Return a node's kind, number and title: 「問い3: 返信は来ましたか」."""
    kind = words[f"kind.{node.kind}"]
    if node.result:
        kind = f"{kind} ({words[f'result.{node.result}']})"
    title = f"{node.title} ({node.note})" if node.note else node.title
    return words("link_name", kind=kind, name=node.name, title=title)


def of_jump(jump: Jump) -> str:
    """Return a jump's label and the title of its target: 「3番へ 返信は来ましたか」."""
    return f"{jump.text} {jump.title}" if jump.title else jump.text


def of_fall(labels: tuple[str | None, ...], below: DrawnNode, words: Messages) -> str:
    """Return the answers that lead to the next block: 「はい、いいえ: 3番へ」."""
    where = words("jump.block", name=below.name)
    answers = words["label_joint"].join(label for label in labels if label)
    return f"{answers}: {where}" if answers else where


def of_rail(label: str | None, jump: Jump) -> str:
    """Return an answer and the target of its rail: 「はい: 3番へ 返信は来ましたか」."""
    return f"{label}: {of_jump(jump)}" if label else of_jump(jump)


def of_sources(comb: Comb, sources: Sequence[int], words: Messages) -> str:
    """Return the names of the blocks that jump to a block without a rail: 「1・4番から」."""
    shown = words["joint"].join(comb.blocks[each].node.name for each in sources[:3])
    if len(sources) > 3:
        return words("jump.from_more", names=shown, count=len(sources) - 3)
    return words("jump.from", names=shown)
