"""Plays one path with all fields, to see whether a reader can really take it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from michishirube.analysis.case.effects import Case, Known
from michishirube.analysis.case.search import after, narrowed, passed
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
        return Replay((), before, (start,), _clash(before, case.arrives(start)))
    node = case.node(start)
    visited = [start]
    for index in exits:
        way = node.exits[index]
        alone = passed(node, known, everywhere)
        if alone is not None and alone != index:
            return Replay(tuple(answers), known, tuple(visited), node.asks)
        if way.tells is not None and not known[node.asks or 0] & way.tells:
            return Replay(tuple(answers), known, tuple(visited), node.asks)
        if alone is None and (clash := _clash(known, way.narrows)) is not None:
            return Replay(tuple(answers), known, tuple(visited), clash)
        if way.label is not None:
            answers.append(Answered(node.key, str(way.label), alone is not None))
        then = after(case, node, way, known, everywhere)
        if (clash := _clash(then, way.arrives)) is not None:
            return Replay(tuple(answers), known, tuple(visited), clash)
        known = narrowed(then, way.arrives, everywhere) or then
        if way.target is None:
            break
        node = case.node(way.target)
        visited.append(node.key)
    return Replay(tuple(answers), known, tuple(visited))


def _clash(known: Known, masks: Sequence[tuple[int, int]]) -> int | None:
    """Return the first field whose mask contradicts what is known."""
    left = list(known)
    for number, mask in masks:
        left[number] &= mask
        if not left[number]:
            return number
    return None
