"""Plays scenarios through the trees and reports where they end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from michishirube.analysis import former_names
from michishirube.analysis.addresses import find_node
from michishirube.analysis.case.effects import Case, CaseNode, Known, Masks
from michishirube.analysis.case.transitions import after, narrowed, obstacle, passed
from michishirube.analysis.composed_letters import LetterOffer
from michishirube.analysis.graph import Key
from michishirube.diagnostics import Span
from michishirube.model import (
    Action,
    Answer,
    Guide,
    Node,
    Outcome,
    Question,
    Scenario,
    Step,
    Text,
    Tree,
    edges,
)
from michishirube.support import unicode_checks

LONGEST_WALK = 1000
"""Number of nodes after which a scenario counts as looping."""


@dataclass(frozen=True, slots=True)
class ScenarioFault:
    """The reason why a scenario fails: code, span, suggestion and parameters of a diagnostic."""

    code: str
    span: Span
    suggestion: str | None = None
    params: dict[str, str] = field(default_factory=dict)
    step: Step | None = None
    """The step that doesn't fit, if any."""


@dataclass(frozen=True, slots=True)
class FormerLabel:
    """A step that uses another label than the answer has now."""

    key: Key
    step: Step
    answer: Answer


@dataclass(frozen=True, slots=True)
class PlayedScenario:
    """The result of playing a scenario.

    Attributes:
        path: The nodes visited.
        answers: The answers given: node and label.
        letters: The letters offered on the way.
        fault: Why it failed, None if it didn't.
        passed: Questions that passed themselves, and the labels of what was known.
        otherwise: Steps with labels that were resolved to another one.
        offers: The letters again, with what is known where they are offered.
    """

    path: tuple[Key, ...]
    answers: tuple[tuple[Key, str], ...]
    letters: tuple[str, ...]
    fault: ScenarioFault | None
    passed: tuple[tuple[Key, str], ...] = ()
    otherwise: tuple[FormerLabel, ...] = ()
    offers: tuple[LetterOffer, ...] = ()

    @property
    def end(self) -> Key | None:
        """The last node visited."""
        return self.path[-1] if self.path else None


Guesses = Mapping[tuple[Key, str], str]
"""The label that is meant, by question and a label that none of its answers has."""


def play(
    guide: Guide,
    scenario: Scenario,
    guesses: Guesses = MappingProxyType({}),
    case: Case | None = None,
) -> PlayedScenario:
    """Play a scenario: follow its answers through the trees.

    Questions that earlier answers have settled are passed, as they are for a reader. Ends at an
    outcome, when the answers are used up, or at the first answer that doesn't fit; the result then
    contains the error.

    Args:
        guide: The guide.
        scenario: The scenario.
        guesses: Labels for unknown labels; former labels from `was` are resolved anyway.
        case: The guide's compiled trees, for callers that play many scenarios.
    """
    return _Player(guide, scenario, guesses, case or Case(guide)).walk()


class _Player:
    def __init__(
        self,
        guide: Guide,
        scenario: Scenario,
        guesses: Guesses,
        case: Case,
        *,
        is_trial: bool = False,
    ) -> None:
        self._case = case
        self._place = {number: number for number in range(len(case.domains))}
        self._known: Known = case.start()
        self._is_trial = is_trial
        self._guide = guide
        self._scenario = scenario
        self._guesses = guesses
        self._otherwise: list[FormerLabel] = []
        self._left = list(scenario.answers)
        self._path: list[Key] = []
        self._answers: list[tuple[Key, str]] = []
        self._offers: list[LetterOffer] = []
        self._passed: list[tuple[Key, str]] = []

    def walk(self) -> PlayedScenario:
        fault = self._follow()
        return PlayedScenario(
            tuple(self._path),
            tuple(self._answers),
            tuple(dict.fromkeys(offer.letter for offer in self._offers)),
            fault,
            tuple(self._passed),
            tuple(self._otherwise),
            tuple(self._offers),
        )

    def _follow(self) -> ScenarioFault | None:
        start = self._scenario.start or self._guide.first_tree
        here = find_node(self._guide, start, None)
        if here is None:
            span = start.span if isinstance(start, Text) else self._scenario.span
            return ScenarioFault("unknown-node", span, params={"name": start})
        self._arrive(self._case.arrives((str(here[0].id), str(here[1].id))))
        while True:
            tree, node = here
            self._path.append((str(tree.id), str(node.id)))
            self._offer(self._path[-1], node)
            if isinstance(node, Outcome):
                return self._left_over()
            if len(self._path) > LONGEST_WALK:
                return ScenarioFault("scenario-in-circles", self._scenario.id.span)
            step = self._next(tree, node)
            if isinstance(step, ScenarioFault):
                return step
            here = step

    def _offer(self, key: Key, node: Node) -> None:
        """Record the letters of a node, with what is known there and what the step sets."""
        exits = self._case.node(key).exits if isinstance(node, Action) else ()
        sets = exits[0].replaces if exits else ()
        for letter in getattr(node, "letters", ()):
            self._offers.append(LetterOffer(str(letter), key, self._known, sets))

    def _next(self, tree: Tree, node: Node) -> tuple[Tree, Node] | ScenarioFault:
        compiled = self._case.node((str(tree.id), str(node.id)))
        chosen: int | ScenarioFault = 0
        if isinstance(node, Question):
            chosen = self._choose(tree, node, compiled)
        elif isinstance(node, Action):
            chosen = self._otherwise_index(tree, node)
        if isinstance(chosen, ScenarioFault):
            return chosen
        target = self._target(node, chosen)
        if target is None:
            return ScenarioFault("scenario-stuck", self._scenario.id.span, params={"node": node.id})
        index = min(chosen, len(compiled.exits) - 1)
        way = compiled.exits[index]
        self._known = after(self._case, compiled, way, self._known, self._place)
        self._arrive(way.arrives)
        found = find_node(self._guide, target, tree)
        return found or ScenarioFault("unknown-node", target.span, params={"name": target})

    def _target(self, node: Node, index: int) -> Text | None:
        """Return where an answer leads, or an action or wait."""
        if isinstance(node, Question):
            return node.answers[index].to or node.answers[index].return_to
        ways = edges(node)
        return ways[index].target if index < len(ways) else None

    def _otherwise_index(self, tree: Tree, node: Action) -> int:
        """Return the index of the edge taken: the second if the next step can't do the action."""
        if node.otherwise is None or not self._is_answered(tree, node):
            return 0
        if not _is_same(node.otherwise.label, self._left[0].answer):
            return 0
        self._left.pop(0)
        self._answers.append(((str(tree.id), str(node.id)), str(node.otherwise.label)))
        return 1

    def _choose(self, tree: Tree, node: Question, compiled: CaseNode) -> int | ScenarioFault:
        """Return the index of the answer that is known already, or that the next step gives."""
        known = passed(compiled, self._known, self._place)
        if known is not None and not self._is_answered(tree, node):
            self._passed.append((compiled.key, str(node.answers[known].label)))
            return known
        answer = self._answer(tree, node)
        if isinstance(answer, ScenarioFault):
            return answer
        index = next(at for at, each in enumerate(node.answers) if each is answer)
        number = obstacle(compiled, index, self._known)
        return index if number is None else self._not_offered(number)

    def _is_answered(self, tree: Tree, node: Node) -> bool:
        """Return whether the next step names a node."""
        return bool(self._left) and self._left[0].at in (node.id, f"{tree.id}/{node.id}")

    def _not_offered(self, number: int) -> ScenarioFault:
        step = self._scenario.answers[len(self._scenario.answers) - len(self._left) - 1]
        field = self._guide.fields[self._case.domains[number].field]
        params = {"written": str(step.answer), "field": str(field.label)}
        return ScenarioFault("scenario-not-offered", step.answer.span, None, params, step)

    def _arrive(self, masks: Masks) -> None:
        """Add what holds on a node; what contradicts it is reported by a rule of its own."""
        self._known = narrowed(self._known, masks, self._place) or self._known

    def _comes_out_by(self, node: Question, step: Step) -> bool:
        """Return whether the scenario succeeds if this step refers to the given question."""
        if self._is_trial or all(answer.label != step.answer for answer in node.answers):
            return False
        at = len(self._scenario.answers) - len(self._left) - 1
        answers = list(self._scenario.answers)
        answers[at] = replace(step, at=Text(str(node.id), step.at.span))
        scenario = replace(self._scenario, answers=tuple(answers))
        walk = _Player(self._guide, scenario, self._guesses, self._case, is_trial=True).walk()
        ends = find_node(self._guide, scenario.ends, None)
        return (
            walk.fault is None
            and ends is not None
            and walk.end == (str(ends[0].id), str(ends[1].id))
        )

    def _answer(self, tree: Tree, node: Question) -> Answer | ScenarioFault:
        """Return the answer that the next step gives to a question; consumes the step."""
        if not self._left:
            return ScenarioFault(
                "scenario-unfinished",
                self._scenario.id.span,
                params={"node": f"{tree.id}/{node.id}", "question": node.question},
            )
        step = self._left.pop(0)
        if step.at not in (node.id, f"{tree.id}/{node.id}"):
            return ScenarioFault(
                "scenario-other-question",
                step.at.span,
                str(node.id) if self._comes_out_by(node, step) else None,
                {"written": step.at, "node": f"{tree.id}/{node.id}", "question": node.question},
                step,
            )
        key = (str(tree.id), str(node.id))
        label = self._label(key, node, str(step.answer))
        for answer in node.answers:
            if answer.label == label:
                self._answers.append((key, label))
                # Characters in another Unicode form have a diagnostic of their own.
                if not _is_same(label, step.answer):
                    self._otherwise.append(FormerLabel(key, step, answer))
                return answer
        labels = [str(answer.label) for answer in node.answers]
        return ScenarioFault(
            "scenario-other-answer",
            step.answer.span,
            None,
            {"written": step.answer, "answers": " / ".join(labels), "node": node.id},
            step,
        )

    def _label(self, key: Key, node: Question, words: str) -> str:
        """Resolve the label in a step to that of an answer."""
        if any(answer.label == words for answer in node.answers):
            return words
        same = [str(answer.label) for answer in node.answers if _is_same(answer.label, words)]
        if len(same) == 1:
            return same[0]
        return former_names.renamed(node.answers).get(words) or self._guesses.get(
            (key, words), words
        )

    def _left_over(self) -> ScenarioFault | None:
        if not self._left:
            return None
        step = self._left[0]
        return ScenarioFault(
            "scenario-too-long",
            step.at.span,
            params={"written": step.at, "node": "/".join(self._path[-1])},
        )


def _is_same(one: str, other: str) -> bool:
    """Return whether two texts differ only in the Unicode form of their characters."""
    if one == other or (one.isascii() and other.isascii()):
        return one == other
    return _usual(one) == _usual(other)


def _usual(text: str) -> str:
    return unicode_checks.usual(unicode_checks.composed(text))
