"""Every answer of every tree is walked by at least one scenario."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from michishirube.analysis.graph import Key, graph_of, reachable
from michishirube.analysis.reworded_answers import replay
from michishirube.checks.rules.scenarios import has_lost_fields, is_hidden
from michishirube.diagnostics import Diagnostic, Diagnostics, Severity
from michishirube.model import Answer, Guide, Question, Scenario, Tree
from michishirube.reading import gaps
from michishirube.support.memo import Memory, recall

CODES = ("no-scenarios", "unwalked-answer")

_SEVERAL = 2
"""Number of trees whose findings may have one cause."""

_MOST = 6
"""Limit for the answers that are named; a tree without scenarios has dozens."""


def check(guide: Guide, diagnostics: Diagnostics, memory: Memory | None = None) -> None:
    """Report the answers of each tree that no scenario gives, as one finding a tree.

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
        if walk.fault is None or scenario.trial:
            continue
        if walk.end is None or walk.fault.code not in (
            "scenario-unfinished",
            "scenario-other-answer",
        ):
            return  # It strayed from its way, and may have been meant to lead anywhere.
        open_ends.append(walk.end)
    beyond = reachable(recall(memory, graph_of, guide), open_ends)
    found = []
    for tree in guide.trees.values():
        answers = list(_answers(tree))
        left = [
            (question, answer)
            for question, answer in answers
            if ((key := (str(tree.id), str(question.id))), str(answer.label)) not in walked
            and key not in beyond
        ]
        if left:
            found.append(_Unwalked(_finding(tree, left), len(left), len(answers)))
    diagnostics.extend(_folded(guide, found))


def _answers(tree: Tree) -> Iterator[tuple[Question, Answer]]:
    for node in tree.nodes.values():
        if isinstance(node, Question):
            yield from ((node, answer) for answer in node.answers if answer.label)


@dataclass(frozen=True, slots=True)
class _Unwalked:
    """The finding of a tree, with the number of its unwalked answers and of all of them."""

    finding: Diagnostic
    count: int
    answers: int


def _finding(tree: Tree, left: list[tuple[Question, Answer]]) -> Diagnostic:
    named = [f"{question.id}: {answer.label}" for question, answer in left]
    more = ["…"] if len(named) > _MOST else []
    params = {
        "tree": str(tree.id),
        "count": str(len(left)),
        "answers": " / ".join([*named[:_MOST], *more]),
    }
    return Diagnostic("unwalked-answer", Severity.ERROR, left[0][1].label.span, params)


def _folded(guide: Guide, found: list[_Unwalked]) -> list[Diagnostic]:
    """Fold the findings of several trees under one, if stories are missing rather than answers new.

    That is so if there are no stories at all, none for most of a tree, or none in many trees: a
    file of stories, which lead through other trees as well, was deleted or emptied.
    """
    items = [each.finding for each in found]
    if len(found) < _SEVERAL:
        return items
    if not guide.scenarios:
        count = str(sum(each.count for each in found))
        params = {"trees": str(len(found)), "count": count}
        return [
            Diagnostic("no-scenarios", Severity.ERROR, items[0].span, params, related=(*items,))
        ]
    most = max(found, key=lambda each: each.count)
    if len(found) == _SEVERAL and 2 * most.count < most.answers:
        return items
    others = tuple(item for item in items if item is not most.finding)
    return [replace(most.finding, related=others)]
