"""Compares the routes through a tree."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from michishirube.analysis.graph import Key
from michishirube.analysis.routes import routes
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
    before, cut_before = _ends(pair.before, old)
    after, cut_after = _ends(pair.after, new)
    labels = _relabelled(nodes)
    known: dict[Answers, Key | None] = {}
    for answers, end in before.items():
        known[tuple((key, labels.get((key, label), label)) for key, label in answers)] = end
    both = known.keys() & after.keys()
    return RoutesChange(
        before=len(before),
        after=len(after),
        new=len(after.keys() - both),
        gone=len(known.keys() - both),
        moved=sum(known[answers] != after[answers] for answers in both),
        cut=cut_before or cut_after,
    )


def _ends(guide: Guide, tree: Tree | None) -> tuple[dict[Answers, Key | None], bool]:
    """Return the end of each route by its answers, and whether the limit was exceeded."""
    if tree is None:
        return {}, False
    found = list(itertools.islice(routes(guide, tree), MOST + 1))
    return {route.answers: route.end for route in found[:MOST]}, len(found) > MOST


def _relabelled(nodes: Iterable[NodeChange]) -> dict[tuple[Key, str], str]:
    """Map old to new labels, by node."""
    return {
        ((node.tree, node.id_after or ""), change.label_before or ""): change.label_after or ""
        for node in nodes
        for change in node.answers
        if change.kind == "relabelled"
    }
