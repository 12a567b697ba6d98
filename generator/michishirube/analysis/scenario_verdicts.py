"""Evaluates scenarios: which of them come out as they promise, and the share that does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from michishirube.analysis.case.effects import Case
from michishirube.analysis.reworded_answers import replay
from michishirube.analysis.scenario_promises import BrokenPromise, misses
from michishirube.model import Guide, Outcome, Scenario


@dataclass(frozen=True, slots=True)
class ScenarioVerdict:
    """A story, the result of the outcome at which it ends ("" without one), and what goes wrong."""

    scenario: Scenario
    result: str
    misses: tuple[BrokenPromise, ...]


def verdicts(guide: Guide) -> tuple[ScenarioVerdict, ...]:
    """Judge every story, in order of the files."""
    case = Case(guide)
    found = []
    for name, walk in replay(guide).walks.items():
        scenario = guide.scenarios[name]
        tree, node = walk.end or ("", "")
        end = guide.trees[tree].nodes[node] if tree else None
        result = end.result if isinstance(end, Outcome) else ""
        wrong = tuple(misses(guide, case, scenario, walk))
        found.append(ScenarioVerdict(scenario, result, wrong))
    return tuple(found)


def share(judged: Iterable[ScenarioVerdict]) -> float:
    """Return the share of the stories that are led rightly, in percent; 100 without any."""
    right = [not each.misses for each in judged]
    return 100 * sum(right) / len(right) if right else 100


def results(judged: Iterable[ScenarioVerdict]) -> Counter[str]:
    """Count the outcomes by their result."""
    return Counter(each.result for each in judged if each.result)
