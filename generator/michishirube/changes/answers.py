"""Compares the outgoing edges of a node."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from michishirube.analysis.addresses import find_node
from michishirube.changes.findings import AnswerChange, EdgeTarget, OrderChange
from michishirube.changes.orders import order_change
from michishirube.model import Edge, Guide, Node, Question, Tree, edges


@dataclass(frozen=True, slots=True)
class Exit:
    """An outgoing edge.

    Attributes:
        label: The answer's label, None after actions and waits.
        target: Where it leads.
        was: Former labels.
    """

    label: str | None
    target: EdgeTarget
    was: frozenset[str] = frozenset()


def exits_of(guide: Guide, tree: Tree, node: Node) -> list[Exit]:
    """Return the outgoing edges of a node."""
    answers = node.answers if isinstance(node, Question) else ()
    was = {str(answer.label): frozenset(map(str, answer.was)) for answer in answers}
    return [
        Exit(label, _target(guide, tree, edge), was.get(label or "", frozenset()))
        for edge in edges(node)
        for label in [None if edge.label is None else str(edge.label)]
    ]


def answer_changes(before: Sequence[Exit], after: Sequence[Exit]) -> Iterator[AnswerChange]:
    """Yield the changes in order of the current answers, then the removed ones."""
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


def matched(
    before: Sequence[Exit], after: Sequence[Exit]
) -> Iterator[tuple[Exit | None, Exit | None]]:
    """Pair the edges of both versions: by equal label, then by former label, then by equal target.

    Yields:
        Pairs of old and new edge; None for the missing one.
    """
    partners: dict[int, Exit] = {}
    rest = list(before)
    for is_same in (_says_same, _said_before, _leads_same):
        for place, new in enumerate(after):
            found = next((old for old in rest if is_same(old, new)), None)
            if place not in partners and found is not None:
                partners[place] = found
                rest.remove(found)
    for place, new in enumerate(after):
        yield partners.get(place), new
    for old in rest:
        yield old, None


def answers_order(before: Sequence[Exit], after: Sequence[Exit]) -> Iterator[OrderChange]:
    """Yield a change if answers that exist in both versions are in another order."""
    pairs = [(old, new) for old, new in matched(before, after) if old and new and new.label]
    first = sorted(pairs, key=lambda pair: before.index(pair[0]))
    yield from order_change(
        "answers",
        ((str(new), str(old.label)) for old, new in first),
        ((str(new), str(new.label)) for old, new in pairs),
    )


def _says_same(old: Exit, new: Exit) -> bool:
    return old.label == new.label


def _said_before(old: Exit, new: Exit) -> bool:
    return old.label in new.was


def _leads_same(old: Exit, new: Exit) -> bool:
    return _where(old) == _where(new)


def _where(out: Exit) -> tuple[object, bool]:
    return out.target.key or out.target.title, out.target.returns


def _target(guide: Guide, tree: Tree, edge: Edge) -> EdgeTarget:
    found = find_node(guide, edge.target, tree)
    if found is None:
        return EdgeTarget(None, str(edge.target), edge.returns)
    key = (str(found[0].id), str(found[1].id))
    return EdgeTarget(key, str(found[1].title), edge.returns)
