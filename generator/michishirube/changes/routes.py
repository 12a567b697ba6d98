"""Compares the routes through a tree."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from michishirube.analysis.graph import Key
from michishirube.analysis.routes import Route, routes
from michishirube.changes.effects import MOST as MOST_COMPARED
from michishirube.changes.effects import effect_changes
from michishirube.changes.findings import NodeChange, RoutesChange
from michishirube.changes.pair import GuidePair
from michishirube.model import Guide, Tree

MOST = 5_000
"""Maximum number of routes compared."""

Answers = tuple[tuple[Key, str], ...]


def routes_change(
    pair: GuidePair,
    old: Tree | None,
    new: Tree | None,
    nodes: Iterable[NodeChange],
) -> RoutesChange:
    """Compare the routes through a tree.

    A route is identified by its answers. An answer with a new label counts as the same.

    Args:
        pair: The guides.
        old: The old tree.
        new: The new tree.
        nodes: Changes of its nodes, which tell relabelled answers.
    """
    before, cut_before = _routes(pair.before, old)
    after, cut_after = _routes(pair.after, new)
    labels = _relabelled(nodes)
    known: dict[Answers, Route] = {}
    for answers, route in before.items():
        known[tuple((key, labels.get((key, label), label)) for key, label in answers)] = route
    both = known.keys() & after.keys()
    pairs = ((known[answers], after[answers]) for answers in after if answers in both)
    return RoutesChange(
        before=len(before),
        after=len(after),
        new=len(after.keys() - both),
        gone=len(known.keys() - both),
        moved=sum(known[answers].end != after[answers].end for answers in both),
        cut=cut_before or cut_after,
        effects=effect_changes(pair.before, pair.after, itertools.islice(pairs, MOST_COMPARED)),
    )


def _routes(guide: Guide, tree: Tree | None) -> tuple[dict[Answers, Route], bool]:
    """Return each route by its answers, and whether the limit was exceeded."""
    if tree is None:
        return {}, False
    found = list(itertools.islice(routes(guide, tree), MOST + 1))
    return {route.answers: route for route in found[:MOST]}, len(found) > MOST


def _relabelled(nodes: Iterable[NodeChange]) -> dict[tuple[Key, str], str]:
    """Map old to new labels, by node."""
    return {
        ((node.tree, node.id_after or ""), change.label_before or ""): change.label_after or ""
        for node in nodes
        for change in node.answers
        if change.kind == "relabelled"
    }
