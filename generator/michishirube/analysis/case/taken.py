"""Which routes through a tree a reader can take, and what they make known."""

from __future__ import annotations

from michishirube.analysis.case.effects import Case, CaseNode, Known
from michishirube.analysis.case.replay import Answered, Replay, replay
from michishirube.analysis.routes import Route, Stop


def answers_taken(case: Case, route: Route) -> tuple[Answered, ...] | None:
    """Return the questions on a route with their answers; None if nobody can take it."""
    if not route.stops:
        return ()
    played = _played(case, route)
    return None if played.obstacle is not None else played.answers


def known_after(case: Case, route: Route) -> Known | None:
    """Return what is known at the end of a route; None if nobody can take it."""
    if not route.stops:
        return case.start()
    played = _played(case, route)
    return None if played.obstacle is not None else played.known


def _played(case: Case, route: Route) -> Replay:
    exits = [_exit(case.node(stop.key), stop) for stop in route.stops]
    return replay(case, route.stops[0].key, exits)


def _exit(node: CaseNode, stop: Stop) -> int:
    labels = [None if each.label is None else str(each.label) for each in node.exits]
    return labels.index(stop.answer)
