"""Every scenario comes out where it says, with the letters that it names."""

from __future__ import annotations

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
    """Play every scenario; with a tree broken, none can be judged."""
    if any(tree.span.path in guide.broken for tree in guide.trees.values()):
        return
    for scenario in guide.scenarios.values():
        if scenario.span.path not in guide.broken:
            _check_scenario(guide, scenario, diagnostics)


def _check_scenario(guide: Guide, scenario: Scenario, diagnostics: Diagnostics) -> None:
    walk = play(guide, scenario)
    fault = walk.fault
    if fault is not None and fault.code == "unknown-node":
        return  # reported by its own rule
    if fault is not None:
        params = {"id": str(scenario.id), **fault.params}
        diagnostics.add(
            Diagnostic(fault.code, Severity.ERROR, fault.span, params, fault.suggestion)
        )
        return
    _check_end(guide, scenario, walk, diagnostics)


def _check_end(guide: Guide, scenario: Scenario, walk: Walk, diagnostics: Diagnostics) -> None:
    expected = find_node(guide, scenario.ends, None)
    if expected is None or walk.end is None:
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
    elif set(walk.letters) <= set(guide.letters) and set(walk.letters) != {
        str(letter) for letter in scenario.letters
    }:
        diagnostics.error(
            "scenario-other-letters",
            scenario.id.span,
            id=scenario.id,
            wanted=", ".join(scenario.letters) or "-",
            found=", ".join(walk.letters) or "-",
        )
