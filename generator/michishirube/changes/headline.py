"""Summarises changes as counted points, the most important for readers first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from michishirube.changes.findings import Changes, NodeChange, RecordChange, Side

ORDER = (
    "broken",
    "stories_stuck",
    "stories_moved",
    "trees_removed",
    "nodes_removed",
    "records_removed",
    "addresses",
    "facts_lost",
    "answers_rerouted",
    "answers_removed",
    "stories_letters",
    "letters_changed",
    "addresses_kept",
    "answers_added",
    "answers_relabelled",
    "nodes_changed",
    "trees_added",
    "nodes_added",
    "records_added",
    "records_changed",
    "orders",
    "stories_told",
    "facts_gained",
    "sources_checked",
)
"""Codes of the points in order of importance."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A point: its code, and the number of changes."""

    code: str
    count: int


def headlines(changes: Changes) -> tuple[Headline, ...]:
    """Return the points that apply, in order of importance; none if nothing changes for readers."""
    counts = {
        "broken": len(_errors(changes.after) - _errors(changes.before)),
        **_of_scenarios(changes),
        **_of_trees(changes),
        **_of_records(changes.records),
        "addresses": sum(not each.leads_on for each in changes.addresses),
        "addresses_kept": sum(each.leads_on for each in changes.addresses),
        "orders": _orders(changes),
        "facts_lost": sum(each.kind == "lost" for each in changes.facts),
        "facts_gained": sum(each.kind == "gained" for each in changes.facts),
        "sources_checked": len(changes.checked),
    }
    return tuple(Headline(code, counts[code]) for code in ORDER if counts.get(code))


def _errors(side: Side) -> set[object]:
    """Return the errors of a version, compared by file instead of line, since lines move."""
    return {(item.code, item.span.path, str(item.params)) for item in side.errors}


def _of_scenarios(changes: Changes) -> dict[str, int]:
    stuck = [each for each in changes.scenarios if each.moved and each.after and each.after.fault]
    moved = [each for each in changes.scenarios if each.moved and each not in stuck]
    letters = [each for each in changes.scenarios if each.other_letters and not each.moved]
    rest = len(changes.scenarios) - len(stuck) - len(moved) - len(letters)
    return {
        "stories_stuck": len(stuck),
        "stories_moved": len(moved),
        "stories_letters": len(letters),
        "stories_told": rest,
    }


def _of_trees(changes: Changes) -> dict[str, int]:
    kept = [tree for tree in changes.trees if tree.status in ("changed", "renamed")]
    nodes = [node for tree in kept for node in tree.nodes]
    asked = [node for node in nodes if node.status in ("changed", "renamed")]
    answers = [answer for node in asked for answer in node.answers]
    return {
        "trees_added": sum(tree.status == "added" for tree in changes.trees),
        "trees_removed": sum(tree.status == "removed" for tree in changes.trees),
        "nodes_added": sum(node.status == "added" for node in nodes),
        "nodes_removed": sum(node.status == "removed" for node in nodes),
        "nodes_changed": sum(map(is_reworded, nodes)) + sum(bool(tree.texts) for tree in kept),
        **{
            f"answers_{kind}": sum(answer.kind == kind for answer in answers)
            for kind in ("added", "removed", "relabelled", "rerouted")
        },
    }


def _orders(changes: Changes) -> int:
    nodes = [node for tree in changes.trees for node in tree.nodes]
    found = (changes.trees, nodes, changes.records)
    return len(changes.orders) + sum(len(each.orders) for part in found for each in part)


def is_reworded(node: NodeChange) -> bool:
    """Return whether the texts of a node differ."""
    return node.status in ("changed", "renamed") and bool(node.texts)


def _of_records(records: Iterable[RecordChange]) -> dict[str, int]:
    counts = {"records_added": 0, "records_removed": 0, "records_changed": 0, "letters_changed": 0}
    for record in records:
        status = "changed" if record.status == "renamed" else record.status
        if record.is_date_alone or (record.orders and not record.texts):
            continue
        if record.kind == "letters" and status == "changed":
            counts["letters_changed"] += 1
        else:
            counts[f"records_{status}"] += 1
    return counts
