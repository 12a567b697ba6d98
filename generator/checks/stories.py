"""Every scenario comes out where it says, with the letters that it names."""

from __future__ import annotations

from generator import gaps
from generator.diagnostics import Diagnostic, Diagnostics, Severity
from generator.graph import Key
from generator.model import Guide, Scenario
from generator.places import find_node
from generator.scenarios import Walk, play

CODES = (
    "scenario-unfinished",
    "scenario-other-question",
    "scenario-other-answer",
    "scenario-too-long",
    "scenario-in-circles",
    "scenario-stuck",
    "scenario-other-end",
    "scenario-other-letters",
)


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Play every scenario whose answers could be read."""
    for scenario in guide.scenarios.values():
        if not gaps.lacks(guide, scenario, "start", "answers"):
            _check_scenario(guide, scenario, diagnostics)


def _check_scenario(guide: Guide, scenario: Scenario, diagnostics: Diagnostics) -> None:
    walk = play(guide, scenario)
    fault = walk.fault
    if fault is not None and (fault.code == "unknown-node" or is_hidden(guide, walk)):
        return  # Reported by its own rule, or the answer may be what couldn't be read.
    if fault is not None:
        params = {"id": str(scenario.id), **fault.params}
        diagnostics.add(
            Diagnostic(fault.code, Severity.ERROR, fault.span, params, fault.suggestion)
        )
        return
    _check_end(guide, scenario, walk, diagnostics)


def is_hidden(guide: Guide, walk: Walk) -> bool:
    """Whether a story stops where something couldn't be read, so that it may go on there."""
    if walk.end is None:
        return False
    tree, node = walk.end
    return gaps.lacks(guide, guide.trees[tree].nodes[node], "answers", "next", "return_to")


def _check_end(guide: Guide, scenario: Scenario, walk: Walk, diagnostics: Diagnostics) -> None:
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
        diagnostics.error(
            "scenario-other-letters",
            scenario.id.span,
            id=scenario.id,
            wanted=", ".join(scenario.letters) or "-",
            found=", ".join(walk.letters) or "-",
        )


def _knows_letters(guide: Guide, scenario: Scenario, walk: Walk) -> bool:
    """Whether the letters of a walk and those that its story names can be compared."""
    nodes = (guide.trees[tree].nodes[node] for tree, node in walk.path)
    return (
        set(walk.letters) <= set(guide.letters)
        and not gaps.lacks(guide, scenario, "letters")
        and not any(gaps.lacks(guide, node, "letters") for node in nodes)
    )
