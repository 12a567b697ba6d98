"""What the parts of a chart are called, by screen readers too; the same for both drawings.

Visible texts are cut into phrases and lines, which would be read with pauses
in the middle of words: the names are whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from michishirube.flowchart.comb import Comb, DrawnNode, Jump
from michishirube.i18n.messages import Messages


def of_step(step: DrawnNode, words: Messages) -> str:
    """「問い3: 返信は来ましたか」: a step's kind, name and title."""
    kind = words[f"kind.{step.kind}"]
    if step.result:
        kind = f"{kind} ({words[f'result.{step.result}']})"
    title = f"{step.title} ({step.note})" if step.note else step.title
    return words("link_name", kind=kind, name=step.name, title=title)


def of_jump(jump: Jump) -> str:
    """「3番へ 返信は来ましたか」: what a jump says, and its target's title."""
    return f"{jump.text} {jump.title}" if jump.title else jump.text


def of_fall(labels: tuple[str | None, ...], below: DrawnNode, words: Messages) -> str:
    """「はい、いいえ: 3番へ」: the answers that lead straight down."""
    where = words("jump.block", name=below.name)
    answers = words["label_joint"].join(label for label in labels if label)
    return f"{answers}: {where}" if answers else where


def of_rail(label: str | None, jump: Jump) -> str:
    """「はい: 3番へ 返信は来ましたか」: an answer and where its rail leads."""
    return f"{label}: {of_jump(jump)}" if label else of_jump(jump)


def of_sources(comb: Comb, sources: Sequence[int], words: Messages) -> str:
    """「1・4番から」 for the blocks that jump somewhere without a rail."""
    shown = words["joint"].join(comb.blocks[each].step.name for each in sources[:3])
    if len(sources) > 3:
        return words("jump.from_more", names=shown, count=len(sources) - 3)
    return words("jump.from", names=shown)
