"""Plays a single path with all fields: tells real counterexamples from spurious ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from michishirube.analysis.case.effects import Case, Known
from michishirube.analysis.case.transitions import after, clash, narrowed, obstacle, passed
from michishirube.analysis.graph import Key


@dataclass(frozen=True, slots=True)
class Answered:
    """A question on a path: the label chosen, and whether the question passed itself."""

    key: Key
    label: str
    is_passed: bool


@dataclass(frozen=True, slots=True)
class Replay:
    """A path played with all fields.

    Attributes:
        answers: The questions on it, and the actions that couldn't be done.
        known: What is known at its end.
        visited: The nodes on it, the last one included.
        obstacle: Number of a field for which the path can't be taken; None if it can.
    """

    answers: tuple[Answered, ...]
    known: Known
    visited: tuple[Key, ...]
    obstacle: int | None = None


def replay(case: Case, start: Key, exits: Sequence[int]) -> Replay:
    """Play a path: its start and the indices of its exits."""
    everywhere = {number: number for number in range(len(case.domains))}
    answers: list[Answered] = []
    before = case.start()
    known = narrowed(before, case.arrives(start), everywhere)
    if known is None:
        return Replay((), before, (start,), clash(before, case.arrives(start)))
    node = case.node(start)
    visited = [start]
    for index in exits:
        way = node.exits[index]
        alone = passed(node, known, everywhere)
        if (number := obstacle(node, index, known)) is not None:
            return Replay(tuple(answers), known, tuple(visited), number)
        if way.label is not None:
            answers.append(Answered(node.key, str(way.label), alone is not None))
        then = after(case, node, way, known, everywhere)
        if (number := clash(then, way.arrives)) is not None:
            return Replay(tuple(answers), known, tuple(visited), number)
        known = narrowed(then, way.arrives, everywhere) or then
        if way.target is None:
            break
        node = case.node(way.target)
        visited.append(node.key)
    return Replay(tuple(answers), known, tuple(visited))
