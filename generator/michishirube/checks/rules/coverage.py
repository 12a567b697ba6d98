"""Every answer of every tree is walked by at least one scenario."""

from __future__ import annotations

from collections.abc import Iterator

from michishirube.analysis.graph import Key, graph_of, reachable
from michishirube.analysis.reworded_answers import replay
from michishirube.checks.rules.scenarios import has_lost_fields, is_hidden
from michishirube.diagnostics import Diagnostics
from michishirube.model import Answer, Guide, Question, Scenario, Tree
from michishirube.reading import gaps
from michishirube.support.memo import Memory, recall

CODES = ("unwalked-answer",)

_MOST = 6
"""Limit for the answers that are named; a tree without scenarios has dozens."""


def check(guide: Guide, diagnostics: Diagnostics, memory: Memory | None = None) -> None:
    """Report the answers of each tree that no scenario gives, as one finding.

    A story that stops half-way may have walked whatever lies beyond; nothing is concluded
    of that, nor of anything while a story's answers couldn't be read.
    """
    walked: set[tuple[Key, str]] = set()
    open_ends: list[Key] = []
    if gaps.may_hide(guide, Scenario) or has_lost_fields(guide):
        return
    for name, walk in recall(memory, replay, guide).walks.items():
        scenario = guide.scenarios[name]
        walked |= {*walk.answers, *walk.passed}
        if gaps.lacks(guide, scenario, "start", "answers") or is_hidden(guide, walk):
            return
        if walk.fault is None:
            continue
        if walk.end is None or walk.fault.code not in (
            "scenario-unfinished",
            "scenario-other-answer",
        ):
            return  # It strayed from its way, and may have been meant to lead anywhere.
        open_ends.append(walk.end)
    beyond = reachable(recall(memory, graph_of, guide), open_ends)
    for tree in guide.trees.values():
        left = [
            (question, answer)
            for question, answer in _answers(tree)
            if ((key := (str(tree.id), str(question.id))), str(answer.label)) not in walked
            and key not in beyond
        ]
        if left:
            _report(tree, left, diagnostics)


def _answers(tree: Tree) -> Iterator[tuple[Question, Answer]]:
    for node in tree.nodes.values():
        if isinstance(node, Question):
            yield from ((node, answer) for answer in node.answers if answer.label)


def _report(tree: Tree, left: list[tuple[Question, Answer]], diagnostics: Diagnostics) -> None:
    named = [f"{question.id}: {answer.label}" for question, answer in left]
    more = ["…"] if len(named) > _MOST else []
    diagnostics.error(
        "unwalked-answer",
        left[0][1].label.span,
        tree=tree.id,
        count=len(left),
        answers=" / ".join([*named[:_MOST], *more]),
    )
