"""Plays people's stories through the trees and sees where they come out."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.diagnostics import Span
from generator.graph import Key
from generator.model import Answer, Guide, Node, Outcome, Question, Scenario, Text, Tree, edges
from generator.places import find_node

LONGEST_WALK = 1000
"""Nodes after which a walk counts as going in circles."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a story doesn't come out: a diagnostic's code, place, near name and parameters."""

    code: str
    span: Span
    suggestion: str | None = None
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Walk:
    """What a story met: its nodes in order, the answers it gave, its letters, and any fault."""

    path: tuple[Key, ...]
    answers: tuple[tuple[Key, str], ...]
    letters: tuple[str, ...]
    fault: Fault | None

    @property
    def end(self) -> Key | None:
        """The node at which the story stopped."""
        return self.path[-1] if self.path else None


def play(guide: Guide, scenario: Scenario) -> Walk:
    """Walk a scenario's answers through the trees.

    Stops at an outcome, when the answers run out, or at the first answer that
    doesn't fit; the walk then carries the fault.
    """
    return _Player(guide, scenario).walk()


class _Player:
    def __init__(self, guide: Guide, scenario: Scenario) -> None:
        self._guide = guide
        self._scenario = scenario
        self._left = list(scenario.answers)
        self._path: list[Key] = []
        self._answers: list[tuple[Key, str]] = []
        self._letters: list[str] = []

    def walk(self) -> Walk:
        fault = self._follow()
        letters = tuple(dict.fromkeys(self._letters))
        return Walk(tuple(self._path), tuple(self._answers), letters, fault)

    def _follow(self) -> Fault | None:
        start = self._scenario.start or self._guide.site.triage
        here = find_node(self._guide, start, None)
        if here is None:
            return Fault("unknown-node", start.span, params={"name": start})
        while True:
            tree, node = here
            self._path.append((str(tree.id), str(node.id)))
            self._letters += [str(letter) for letter in getattr(node, "letters", ())]
            if isinstance(node, Outcome):
                return self._left_over()
            if len(self._path) > LONGEST_WALK:
                return Fault("scenario-in-circles", self._scenario.id.span)
            step = self._next(tree, node)
            if isinstance(step, Fault):
                return step
            here = step

    def _next(self, tree: Tree, node: Node) -> tuple[Tree, Node] | Fault:
        target: Text | None
        if isinstance(node, Question):
            answer = self._answer(tree, node)
            if isinstance(answer, Fault):
                return answer
            target = answer.to or answer.return_to
        else:
            ways = edges(node)
            target = ways[0].target if ways else None
        if target is None:
            return Fault("scenario-stuck", self._scenario.id.span, params={"node": node.id})
        found = find_node(self._guide, target, tree)
        return found or Fault("unknown-node", target.span, params={"name": target})

    def _answer(self, tree: Tree, node: Question) -> Answer | Fault:
        """The answer that the story gives at a question; its step is used up."""
        if not self._left:
            return Fault(
                "scenario-unfinished",
                self._scenario.id.span,
                params={"node": f"{tree.id}/{node.id}", "question": node.question},
            )
        step = self._left.pop(0)
        if step.at not in (node.id, f"{tree.id}/{node.id}"):
            fits = any(answer.label == step.answer for answer in node.answers)
            return Fault(
                "scenario-other-question",
                step.at.span,
                str(node.id) if fits else None,
                {"written": step.at, "node": f"{tree.id}/{node.id}", "question": node.question},
            )
        for answer in node.answers:
            if answer.label == step.answer:
                self._answers.append(((str(tree.id), str(node.id)), str(answer.label)))
                return answer
        labels = [str(answer.label) for answer in node.answers]
        return Fault(
            "scenario-other-answer",
            step.answer.span,
            None,
            {"written": step.answer, "answers": " / ".join(labels), "node": node.id},
        )

    def _left_over(self) -> Fault | None:
        if not self._left:
            return None
        step = self._left[0]
        return Fault(
            "scenario-too-long",
            step.at.span,
            params={"written": step.at, "node": "/".join(self._path[-1])},
        )
