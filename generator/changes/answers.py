"""What differs in the ways out of a node: answers that came, went, read or lead otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.changes.findings import AnswerChange, Target
from generator.graph import Key
from generator.model import Edge, Guide, Node, Tree, edges
from generator.places import find_node


@dataclass(frozen=True, slots=True)
class Out:
    """A way out of a node: the answer's label (None behind actions and waits), its target."""

    label: str | None
    target: Target


def ways_out(
    guide: Guide, tree: Tree, node: Node, moved: Mapping[Key, Key] | None = None
) -> list[Out]:
    """The ways out of a node; `moved` gives the present address of nodes that changed it."""
    return [
        Out(
            None if edge.label is None else str(edge.label), _target(guide, tree, edge, moved or {})
        )
        for edge in edges(node)
    ]


def answer_changes(before: Sequence[Out], after: Sequence[Out]) -> Iterator[AnswerChange]:
    """What differs, in the order of the ways now; then those that are gone."""
    for old, new in matched(before, after):
        if old and new:
            labels, targets = (old.label, new.label), (old.target, new.target)
            if old.label != new.label:
                yield AnswerChange("relabelled", *labels, *targets)
            if _where(old) != _where(new):
                yield AnswerChange("rerouted", *labels, *targets)
        elif new:
            yield AnswerChange("added", None, new.label, None, new.target)
        elif old:
            yield AnswerChange("removed", old.label, None, old.target, None)


def matched(before: Sequence[Out], after: Sequence[Out]) -> Iterator[tuple[Out | None, Out | None]]:
    """Which way is which: those of the same words, then those that lead to the same place."""
    partners: dict[int, Out] = {}
    rest = list(before)
    marks: tuple[Callable[[Out], object], ...] = (lambda out: out.label, _where)
    for mark in marks:
        for place, new in enumerate(after):
            found = next((old for old in rest if mark(old) == mark(new)), None)
            if place not in partners and found is not None:
                partners[place] = found
                rest.remove(found)
    for place, new in enumerate(after):
        yield partners.get(place), new
    for old in rest:
        yield old, None


def _where(out: Out) -> tuple[object, bool]:
    return out.target.key or out.target.title, out.target.returns


def _target(guide: Guide, tree: Tree, edge: Edge, moved: Mapping[Key, Key]) -> Target:
    found = find_node(guide, edge.target, tree)
    if found is None:
        return Target(None, str(edge.target), edge.returns)
    key = (str(found[0].id), str(found[1].id))
    return Target(moved.get(key, key), str(found[1].title), edge.returns)
