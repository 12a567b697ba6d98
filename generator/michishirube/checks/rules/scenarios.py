"""Every scenario comes out where it says, with the letters that it names.

A story that says an answer in words of before is led on: that is told at the answer, once
for all stories.
"""

from __future__ import annotations

from collections import defaultdict

from michishirube.analysis import former_names
from michishirube.analysis.addresses import find_node
from michishirube.analysis.case.effects import Case
from michishirube.analysis.graph import Key
from michishirube.analysis.mentions import exists
from michishirube.analysis.reworded_answers import replay
from michishirube.analysis.scenario_promises import broken_promises
from michishirube.analysis.scenarios import FormerLabel, PlayedScenario, ScenarioFault
from michishirube.diagnostics import Diagnostic, Diagnostics, Name, Severity
from michishirube.model import Answer, Guide, Question, Scenario
from michishirube.reading import gaps
from michishirube.reading.yaml_scalars import scalar
from michishirube.support.memo import Memory, recall

CODES = (
    "former-answer",
    "reworded-answer",
    "scenario-unfinished",
    "scenario-other-question",
    "scenario-other-answer",
    "scenario-too-long",
    "scenario-in-circles",
    "scenario-other-end",
    "scenario-other-letters",
    "scenario-text-unoffered",
    "scenario-letter-lacks",
    "scenario-letter-says",
    "scenario-not-told",
)


def check(guide: Guide, diagnostics: Diagnostics, memory: Memory | None = None) -> None:
    """Play every scenario whose answers could be read."""
    otherwise: dict[tuple[Key, str, str], list[FormerLabel]] = defaultdict(list)
    if has_lost_fields(guide):
        return
    case = recall(memory, Case, guide)
    for name, walk in recall(memory, replay, guide).walks.items():
        scenario = guide.scenarios[name]
        if not gaps.lacks(guide, scenario, "start", "answers"):
            if not scenario.trial:  # Those count in promises.yml.
                _check_scenario(guide, scenario, walk, case, diagnostics)
            for said in walk.otherwise:
                words = (said.key, str(said.step.answer), str(said.answer.label))
                if not _has_lost_answers(guide, said.key):
                    otherwise[words].append(said)
    for (key, old, _), steps in otherwise.items():
        diagnostics.add(_reworded(guide, key, old, steps))


def _reworded(guide: Guide, key: Key, old: str, steps: list[FormerLabel]) -> Diagnostic:
    """Create the diagnostic for an answer that scenarios give in other words, with the fixes."""
    answer = steps[0].answer
    known = next((name for name in former_names.was(answer) if name == old), None)
    new = scalar(str(answer.label))
    severity = Severity.ERROR if known is None else Severity.WARNING
    related = tuple(
        Diagnostic(
            "scenario-other-answer",
            severity,
            said.step.answer.span,
            {"written": old, "answers": _labels(guide, key), "node": key[1]},
            suggestion=new,
        )
        for said in steps
    )
    return Diagnostic(
        "reworded-answer" if known is None else "former-answer",
        severity,
        answer.label.span if known is None else known.span,
        {"old": old, "new": str(answer.label), "count": str(len(steps))},
        lacks=(("answers", *key, old),),
        related=related,
    )


def _labels(guide: Guide, key: Key) -> str:
    node = guide.trees[key[0]].nodes[key[1]]
    answers: tuple[Answer, ...] = node.answers if isinstance(node, Question) else ()
    return " / ".join(answer.label for answer in answers)


def _lacking(guide: Guide, walk: PlayedScenario, fault: ScenarioFault) -> tuple[Name, ...]:
    """Return what is missing if the scenario is right: its answer, or the question it answers."""
    if fault.step is None or not walk.path:
        return ()
    tree, node = walk.path[-1]
    if fault.code == "scenario-other-answer":
        return (("answers", tree, node, str(fault.step.answer)),)
    owner, slash, name = fault.step.at.rpartition("/")
    asked = ("nodes", owner if slash else tree, name)
    return () if exists(guide, asked) else (asked,)


def _check_scenario(
    guide: Guide,
    scenario: Scenario,
    walk: PlayedScenario,
    case: Case,
    diagnostics: Diagnostics,
) -> None:
    fault = walk.fault
    told = fault is not None and fault.code in ("unknown-node", "scenario-stuck")
    if fault is not None and (told or is_hidden(guide, walk)):
        return  # Reported by its own rule, or the answer may be what couldn't be read.
    if fault is not None:
        params = {"id": str(scenario.id), **fault.params}
        diagnostics.add(
            Diagnostic(
                fault.code,
                Severity.ERROR,
                fault.span,
                params,
                fault.suggestion,
                lacks=_lacking(guide, walk, fault),
            )
        )
        return
    _check_end(guide, scenario, walk, diagnostics)
    if not guide.gaps:
        for each in broken_promises(guide, case, scenario, walk):
            params = {"id": str(scenario.id), **each.params}
            diagnostics.add(Diagnostic(each.code, Severity.ERROR, each.span, params))


def has_lost_fields(guide: Guide) -> bool:
    """Return whether fields or their states are unclear, so that other questions may be asked."""
    return (
        any(gaps.STATES in loss.keys for loss in guide.gaps)
        or any(
            gaps.lacks(guide, field, "type", "options", "changes", "record")
            for field in guide.fields.values()
        )
        or not states_named(guide) <= {*guide.fields}
    )


def states_named(guide: Guide) -> set[str]:
    """Return the fields that questions ask for, and whose states trees name."""
    found: set[str] = set()
    for tree in guide.trees.values():
        states = [*tree.true_when]
        for node in tree.nodes.values():
            states += [*node.true_when, *getattr(node, "sets", ())]
            if isinstance(node, Question):
                states += [state for answer in node.answers for state in answer.sets]
                found |= {str(node.asks)} if node.asks else set()
        found |= {str(state.field) for state in states}
    return found


def is_hidden(guide: Guide, walk: PlayedScenario) -> bool:
    """Return whether a scenario stops at content that couldn't be read, and might go on there."""
    if walk.end is None:
        return False
    tree, node = walk.end
    return _has_lost_answers(guide, walk.end) or gaps.lacks(
        guide, guide.trees[tree].nodes[node], "next", "return_to"
    )


def _has_lost_answers(guide: Guide, key: Key) -> bool:
    return gaps.lacks(guide, guide.trees[key[0]].nodes[key[1]], "answers")


def _check_end(
    guide: Guide, scenario: Scenario, walk: PlayedScenario, diagnostics: Diagnostics
) -> None:
    expected = find_node(guide, scenario.ends, None)
    if expected is None or walk.end is None or gaps.lacks(guide, scenario, "ends"):
        return  # an unknown node is reported by its own rule
    tree, node = expected
    wanted: Key = (str(tree.id), str(node.id))
    if walk.end != wanted:
        found = "/".join(walk.end)
        diagnostics.error(
            "scenario-other-end",
            scenario.ends.span,
            suggestion=found,
            id=scenario.id,
            wanted=scenario.ends,
            found=found,
        )
    elif _knows_letters(guide, scenario, walk) and set(walk.letters) != {
        str(letter) for letter in scenario.letters
    }:
        missing = sorted({*map(str, scenario.letters)} - set(walk.letters))
        is_less = len(scenario.letters) == len(walk.letters) + len(missing)
        diagnostics.error(
            "scenario-other-letters",
            scenario.id.span,
            lacks=(("offers", missing[0]),) if missing and is_less else (),
            id=scenario.id,
            wanted=", ".join(scenario.letters) or "-",
            found=", ".join(walk.letters) or "-",
        )


def _knows_letters(guide: Guide, scenario: Scenario, walk: PlayedScenario) -> bool:
    """Return whether the letters offered can be compared with those the scenario names."""
    nodes = (guide.trees[tree].nodes[node] for tree, node in walk.path)
    return (
        set(walk.letters) <= set(guide.letters)
        and not gaps.lacks(guide, scenario, "letters")
        and not any(gaps.lacks(guide, node, "letters") for node in nodes)
    )
