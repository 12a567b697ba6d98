"""Compares trees: their texts, nodes and routes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from michishirube.changes.answers import answer_changes, answers_order, exits_of
from michishirube.changes.findings import NodeChange, TreeChange
from michishirube.changes.orders import order_change
from michishirube.changes.pair import GuidePair
from michishirube.changes.routes import routes_change
from michishirube.changes.values import text_changes
from michishirube.model import Answer, FieldState, Node, Question, Tree, walk


def tree_changes(pair: GuidePair) -> tuple[TreeChange, ...]:
    """Return all trees with differences other than their own id."""
    found = (
        _tree_change(pair, name, old, new)
        for name, old, new in pair.records(pair.before.trees, pair.after.trees)
    )
    return tuple(each for each in found if each is not None)


def _tree_change(
    pair: GuidePair, name: str, old: Tree | None, new: Tree | None
) -> TreeChange | None:
    there = new or old
    if there is None:
        return None
    status = pair.status("trees", name, old, new)
    whole, renamed = pair.is_whole(old, new), status == "renamed"
    texts = text_changes(old, new, whole=whole, renamed=renamed) if new else ()
    nodes = tuple(_Nodes(pair, name, old, new).changes())
    orders = tuple(order_change("nodes", _titles(old), _titles(new)))
    says_otherwise = bool(texts or nodes or orders or not (old and new))
    if old and new and not says_otherwise and _makes_known(old) == _makes_known(new):
        return None
    counted = routes_change(pair, old, new, nodes) if pair.trees_are_whole else None
    if not says_otherwise and not (counted and counted.effects):
        return None
    return TreeChange(status, name, str(there.title), there.span, texts, orders, nodes, counted)


def _makes_known(tree: Tree) -> list[object]:
    """Return what answers and actions make known, and what holds where, without positions."""
    parts = (part for part in walk(tree) if isinstance(part, Question | Answer | FieldState))
    return [
        (part.field, part.options, part.upto, part.over)
        if isinstance(part, FieldState)
        else (part.asks,)
        if isinstance(part, Question)
        else (part.option, part.upto, part.over)
        for part in parts
    ]


def _titles(tree: Tree | None) -> Iterator[tuple[str, str]]:
    for name, node in (tree.nodes if tree else {}).items():
        yield str(name), str(node.title)


@dataclass(frozen=True, slots=True)
class _Nodes:
    """The nodes of a tree in both versions."""

    pair: GuidePair
    tree: str
    old: Tree | None
    new: Tree | None

    def changes(self) -> Iterator[NodeChange]:
        before = self.old.nodes if self.old else {}
        after = self.new.nodes if self.new else {}
        whole = self.pair.is_whole(self.old, self.new)
        for name, node in after.items():
            if name in before:
                yield from self._compared(before[name], node, whole=whole)
            elif whole:
                yield self._change(node, None, node)
        for name, node in before.items():
            if whole and name not in after:
                yield self._change(node, node, None)

    def _compared(self, old: Node, new: Node, *, whole: bool) -> Iterator[NodeChange]:
        found = self._change(new, old, new, whole=whole)
        if found.says_otherwise or found.status == "renamed":
            yield found

    def _change(
        self, there: Node, old: Node | None, new: Node | None, *, whole: bool = True
    ) -> NodeChange:
        earlier = (
            self.pair.renames.former_nodes.get((self.tree, str(there.id))) if old and new else None
        )
        status = "renamed" if earlier else self.pair.status("", "", old, new)
        change = NodeChange(
            status,
            self.tree,
            earlier[1] if earlier else str(old.id) if old else None,
            str(new.id) if new else None,
            type(old) if old else None,
            type(new) if new else None,
            str(old.title) if old else "",
            str(new.title) if new else "",
            there.span,
        )
        if not (new and self.new):
            return change
        before = exits_of(self.pair.before, self.old, old) if old and self.old else []
        after = exits_of(self.pair.after, self.new, new)
        return replace(
            change,
            texts=text_changes(old, new, whole=whole, renamed=status == "renamed"),
            answers=tuple(answer_changes(before, after)),
            orders=tuple(answers_order(before, after)),
        )
