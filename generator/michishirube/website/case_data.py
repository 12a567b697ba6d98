"""Serialises compiled trees for the walk's script, which follows the reader's case in the browser.

`templates/scripts/case.js` replays the way in the address by the same rules as `analysis.case`
(`tests/scripts/test_case.py` compares them). Records are arrays, since every page of a tree
contains the data of all trees that lead to it:

    {"fields": [["paid", ["no", "yes"], [], 1, 0]],
     "trees": {"ordered": ["start", [], {"start": [0, 0, [], [["look", "ordered/look", 2, …]]]}]},
     "clocks": [["return", 3, [0, 2]]]}
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TypedDict

from michishirube.analysis.addresses import find_node
from michishirube.analysis.case.domains import Domain
from michishirube.analysis.case.effects import Case, CaseExit, Masks
from michishirube.analysis.graph import Key
from michishirube.model import (
    DATE_WORDS,
    Action,
    Condition,
    Edge,
    Guide,
    Node,
    Outcome,
    Question,
    Tree,
    Wait,
    edges,
)

OTHER = ".0"
"""What follows the name of the edge that those take who can't do an action."""

Flat = list[int]
"""Numbers of fields and their masks in turn."""
CaseField = tuple[str, list[str], list[int], int, int]
"""A field: id, options, bounds, changes, ages."""
ExitRow = tuple[str, str, int, Flat, Flat, list[int]]
"""An exit: name, target, tells, narrows, replaces, days."""
CaseNode = tuple[int, int, Flat, list[ExitRow]]
"""A node: kind (0 question, 1 action, 2 wait, 3 outcome), asks, holds, exits."""
CaseTree = tuple[str, Flat, dict[str, CaseNode]]
"""A tree: start, holds, nodes."""
CaseClock = tuple[str, int, Flat]
"""A deadline: id, since, needs."""


class CaseData(TypedDict):
    """What the walk follows a case with; -1 stands for nothing."""

    fields: list[CaseField]
    trees: dict[str, CaseTree]
    clocks: list[CaseClock]


def case_as_json(guide: Guide, case: Case, trees: Iterable[str]) -> str:
    """Return the data of some trees, "" if the guide follows no field."""
    if not case.domains:
        return ""
    data: CaseData = {
        "fields": [_field(domain) for domain in case.domains],
        "trees": {name: _tree(guide, case, guide.trees[name]) for name in trees},
        "clocks": [
            (
                str(clock.id),
                case.number.get(str(clock.since), -1),
                _flat(case.masks(clock.true_when)),
            )
            for clock in guide.clocks.values()
        ],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _field(domain: Domain) -> CaseField:
    return (domain.field, list(domain.options), list(domain.bounds), domain.changes, domain.ages)


def _tree(guide: Guide, case: Case, tree: Tree) -> CaseTree:
    nodes = {str(name): _node(guide, case, tree, (str(tree.id), str(name))) for name in tree.nodes}
    return (str(tree.start), _flat(case.masks(tree.true_when)), nodes)


def _node(guide: Guide, case: Case, tree: Tree, key: Key) -> CaseNode:
    node = case.node(key)
    exits = [
        _exit(case, name, way, _sets(node.node, index), edge)
        for index, (way, edge, name) in enumerate(
            zip(node.exits, edges(node.node), exit_names(guide, tree, node.node), strict=True)
        )
    ]
    holds = _flat(case.masks(node.node.true_when))
    return (_kind(node.node), -1 if node.asks is None else node.asks, holds, exits)


def _sets(node: Node, index: int) -> Condition:
    """Return what an edge sets."""
    if isinstance(node, Question):
        return node.answers[index].sets
    if isinstance(node, Action):
        return node.sets if index == 0 else node.otherwise.sets if node.otherwise else ()
    return ()


def _exit(case: Case, name: str, way: CaseExit, sets: Condition, edge: Edge) -> ExitRow:
    days = [
        case.number[str(state.field)]
        for state in sets
        if {*map(str, state.options)} & {*DATE_WORDS} and str(state.field) in case.number
    ]
    target = "/".join(way.target) if way.target else str(edge.target)
    tells = -1 if way.tells is None else way.tells
    return (name, target, tells, _flat(way.narrows), _flat(way.replaces), days)


def exit_names(guide: Guide, tree: Tree, node: Node) -> Iterator[str]:
    """Yield the names that addresses give to the edges of a node, as `steps.js` does."""
    names = [_exit_name(guide, tree, node, edge) for edge in edges(node)]
    for index, name in enumerate(names):
        count = names[: index + 1].count(name)
        if "/" in name:  # Of several ways into one place each has a number, as old addresses don't.
            yield f"{name}.{count}" if names.count(name) > 1 else name
        else:
            yield name if count == 1 else f"{name}.{count}"


def _exit_name(guide: Guide, tree: Tree, node: Node, edge: Edge) -> str:
    found = find_node(guide, edge.target, tree)
    if found is None or found[0].id != tree.id:
        owner, _, name = str(edge.target).partition("/")
        return f"{owner}/{name}"
    is_other = isinstance(node, Action) and edge.label is not None
    return f"{found[1].id}{OTHER}" if is_other else str(found[1].id)


def _kind(node: Node) -> int:
    return (Question, Action, Wait, Outcome).index(type(node))


def _flat(masks: Masks) -> Flat:
    return [each for pair in masks for each in pair]
