"""Decides which routes through a tree are possible, and which questions on them are skipped."""

from __future__ import annotations

from michishirube.analysis.case.effects import Case, CaseNode
from michishirube.analysis.case.replay import Answered, replay
from michishirube.analysis.routes import Route, Stop


def answers_taken(case: Case, route: Route) -> tuple[Answered, ...] | None:
    """Return the questions on a route with their answers; None if nobody can take it."""
    if not route.stops:
        return ()
    exits = [_exit(case.node(stop.key), stop) for stop in route.stops]
    played = replay(case, route.stops[0].key, exits)
    return None if played.obstacle is not None else played.answers


def _exit(node: CaseNode, stop: Stop) -> int:
    labels = [None if each.label is None else str(each.label) for each in node.exits]
    return labels.index(stop.answer)
