"""Guesses which answer a scenario means by a label that no longer exists.

When an answer is reworded, scenarios still use the old label. The new one is determined by the
outcome that these scenarios expect, then by which answers other scenarios don't use, then by
similarity.

Example: a question has the answers "Yes, in writing" and "Not yet". Three scenarios that end in
`paid` say "Yes". Only "Yes, in writing" leads to `paid`, so that is what "Yes" means.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from michishirube.analysis.addresses import find_node
from michishirube.analysis.case.effects import Case
from michishirube.analysis.graph import Key
from michishirube.analysis.scenarios import PlayedScenario, play
from michishirube.model import Answer, Guide, Question, Scenario

_ALIKE = 0.5
"""Similarity (difflib's ratio) required if nothing else distinguishes the answers."""

_LONGEST = 200
"""Length limit in characters for comparison, which takes quadratic time."""

_MOST = 100
"""How many labels are examined; more than that isn't a rewording."""

_MOST_SCENARIOS = 20
"""How many scenarios are evaluated per label."""

Words = tuple[Key, str]
"""A question, and a label that none of its answers has."""


@dataclass(frozen=True, slots=True)
class ReplayedScenarios:
    """All scenarios, played with the guessed answers.

    Attributes:
        walks: The result of each scenario, by id.
        guesses: The guessed labels; former labels from `was` aren't guesses.
    """

    walks: Mapping[str, PlayedScenario]
    guesses: Mapping[Words, str]


def replay(guide: Guide) -> ReplayedScenarios:
    """Play every scenario of a guide, guessing reworded answers.

    A guess may let a scenario continue to the next unknown label, hence the loop.
    """
    guesses: dict[Words, str] = {}
    case = Case(guide)
    walks = {name: play(guide, scenario, case=case) for name, scenario in guide.scenarios.items()}
    tried: set[Words] = set()
    while waiting := _unknown(guide, walks, tried):
        for words, scenarios in waiting.items():
            tried.add(words)
            answer = (
                _guess_answer(guide, case, words, scenarios, guesses)
                if len(tried) <= _MOST
                else None
            )
            if answer is not None:
                guesses[words] = str(answer.label)
                for scenario in scenarios:
                    walks[str(scenario.id)] = play(guide, scenario, guesses, case)
    return ReplayedScenarios(walks, guesses)


def _unknown(
    guide: Guide, walks: Mapping[str, PlayedScenario], tried: set[Words]
) -> dict[Words, list[Scenario]]:
    """Return the untried labels at which scenarios stop, and these scenarios."""
    found: dict[Words, list[Scenario]] = defaultdict(list)
    for name, walk in walks.items():
        fault = walk.fault
        if fault is not None and fault.code == "scenario-other-answer" and fault.step is not None:
            words = (walk.path[-1], str(fault.step.answer))
            if words not in tried:
                found[words].append(guide.scenarios[name])
    return found


def _guess_answer(
    guide: Guide,
    case: Case,
    words: Words,
    scenarios: list[Scenario],
    guesses: Mapping[Words, str],
) -> Answer | None:
    (tree, node), written = words
    question = guide.trees[tree].nodes[node]
    assert isinstance(question, Question)  # noqa: S101 - an answer is asked of nothing else
    if not all(answer.label for answer in question.answers):
        return None  # A label couldn't be read; it may be the very one that is written.
    right = [
        answer
        for answer in question.answers
        if all(
            _comes_out(guide, case, scenario, {**guesses, words: str(answer.label)}, words)
            for scenario in scenarios[:_MOST_SCENARIOS]
        )
    ]
    given = set(_given(guide, tree, node))
    free = [answer for answer in right if answer.label not in given]
    return free[0] if len(free) == 1 else _most_alike(written, free or right)


def _comes_out(
    guide: Guide, case: Case, scenario: Scenario, guesses: Mapping[Words, str], words: Words
) -> bool:
    """Return whether a scenario then reaches the expected outcome, as far as can be determined."""
    walk = play(guide, scenario, guesses, case)
    if walk.fault is not None:
        again = walk.fault.step is not None and (walk.path[-1], walk.fault.step.answer) == words
        return walk.fault.code in ("scenario-other-answer", "unknown-node") and not again
    expected = find_node(guide, scenario.ends, None)
    if expected is None:
        return True
    tree, node = expected
    is_there = walk.end == (str(tree.id), str(node.id))
    return is_there and set(walk.letters) == {str(letter) for letter in scenario.letters}


def _given(guide: Guide, tree: str, node: str) -> Iterator[str]:
    """Yield the labels that scenarios give at a question."""
    for scenario in guide.scenarios.values():
        for step in scenario.answers:
            if step.at in (node, f"{tree}/{node}"):
                yield str(step.answer)


def _most_alike(written: str, answers: list[Answer]) -> Answer | None:
    """Return the answer similar to a label, if there is exactly one."""

    def likeness(answer: Answer) -> float:
        return difflib.SequenceMatcher(None, written, str(answer.label)).ratio()

    if len(written) > _LONGEST:
        return None
    short = [answer for answer in answers if len(answer.label) <= _LONGEST]
    found = [answer for answer in short if likeness(answer) >= _ALIKE]
    return found[0] if len(found) == 1 else None
