"""Completes counterexamples to scenarios, which can be pasted into the guide as tests."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from michishirube.analysis.case.effects import Case, Known
from michishirube.analysis.case.replay import Answered, replay
from michishirube.analysis.case.transitions import after, narrowed, open_exits
from michishirube.analysis.graph import Key
from michishirube.model import Guide, Outcome

MOST_STATES = 5_000
"""Limit of the search for an outcome; the nearest is rarely ten steps away."""


@dataclass(frozen=True, slots=True)
class CompletedPath:
    """A path to an outcome, with what a scenario says of it.

    Attributes:
        start: The first node.
        answers: The answers to the questions that were asked.
        end: The outcome.
        letters: The letters offered on the way.
    """

    start: Key
    answers: tuple[Answered, ...]
    end: Key
    letters: tuple[str, ...]


def example(guide: Guide, case: Case, start: Key, exits: tuple[int, ...]) -> CompletedPath | None:
    """Continue a path to the nearest outcome; None if none is found.

    Args:
        guide: The guide.
        case: Its compiled trees.
        start: The first node.
        exits: The indices of the exits taken.
    """
    played = replay(case, start, exits)
    rest = _to_outcome(case, played.visited[-1], played.known)
    if rest is None:
        return None
    whole = replay(case, start, (*exits, *rest))
    nodes = (guide.trees[tree].nodes[node] for tree, node in whole.visited)
    letters = dict.fromkeys(str(ref) for node in nodes for ref in getattr(node, "letters", ()))
    asked = tuple(each for each in whole.answers if not each.is_passed)
    return CompletedPath(start, asked, whole.visited[-1], tuple(letters))


def _to_outcome(case: Case, key: Key, known: Known) -> list[int] | None:
    """Return the exits to the nearest outcome."""
    place = {number: number for number in range(len(known))}
    seen = {(key, known)}
    waiting: deque[tuple[Key, Known, tuple[int, ...]]] = deque([(key, known, ())])
    while waiting and len(seen) < MOST_STATES:
        key, known, exits = waiting.popleft()
        node = case.node(key)
        if isinstance(node.node, Outcome):
            return list(exits)
        for index, way in open_exits(node, known, place):
            if way.target is None:
                continue
            then = narrowed(after(case, node, way, known, place), way.arrives, place)
            if then is not None and (way.target, then) not in seen:
                seen.add((way.target, then))
                waiting.append((way.target, then, (*exits, index)))
    return None
