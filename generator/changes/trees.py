"""What differs in the trees: their texts, their nodes, and the ways through them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.changes.answers import answer_changes, ways_out
from generator.changes.findings import NodeChange, TreeChange
from generator.changes.sides import Pair, status
from generator.changes.values import text_changes
from generator.changes.ways import routes_change
from generator.graph import Key
from generator.model import Node, Tree


def tree_changes(pair: Pair) -> tuple[TreeChange, ...]:
    """Every tree in which anything differs."""
    moved = _moved(pair)
    found = (
        _tree_change(pair, moved, old, new)
        for _, old, new in pair.records(pair.before.trees, pair.after.trees)
    )
    return tuple(each for each in found if each is not None)


def _moved(pair: Pair) -> dict[Key, Key]:
    """Nodes that kept kind and title under another name: the key before, and the one now."""
    found: dict[Key, Key] = {}
    for name, new in pair.after.trees.items():
        old = pair.before.trees.get(name)
        lost = [node for id_, node in old.nodes.items() if id_ not in new.nodes] if old else []
        for id_, node in new.nodes.items():
            if old is None or id_ in old.nodes:
                continue
            for earlier in lost:
                if type(earlier) is type(node) and earlier.title == node.title:
                    found[name, str(earlier.id)] = (name, str(id_))
                    lost.remove(earlier)
                    break
    return found


def _tree_change(
    pair: Pair, moved: Mapping[Key, Key], old: Tree | None, new: Tree | None
) -> TreeChange | None:
    there = new or old
    if there is None:
        return None
    texts = text_changes(old, new, whole=pair.is_whole(old, new)) if new else ()
    nodes = tuple(_Nodes(pair, moved, old, new).changes())
    if old and new and not texts and not nodes:
        return None
    counted = routes_change(pair, moved, old, new, nodes) if pair.trees_are_whole else None
    title, path = str(there.title), there.span.path
    return TreeChange(status(old, new), str(there.id), title, path, texts, nodes, counted)


@dataclass(frozen=True, slots=True)
class _Nodes:
    """The nodes of one tree on both sides."""

    pair: Pair
    moved: Mapping[Key, Key]
    old: Tree | None
    new: Tree | None

    def changes(self) -> Iterator[NodeChange]:
        before = self.old.nodes if self.old else {}
        after = self.new.nodes if self.new else {}
        whole = self.pair.is_whole(self.old, self.new)
        earlier = {key[1]: name[1] for name, key in self.moved.items() if key[0] == self._tree}
        for name, node in after.items():
            former = before.get(earlier.get(name, name))
            if former is not None:
                yield from self._compared(former, node, whole=whole)
            elif whole:
                yield self._change(None, node)
        for name, node in before.items():
            if whole and name not in after and name not in earlier.values():
                yield self._change(node, None)

    @property
    def _tree(self) -> str:
        there = self.new or self.old
        return str(there.id) if there else ""

    def _compared(self, old: Node, new: Node, *, whole: bool) -> Iterator[NodeChange]:
        found = self._change(old, new, whole=whole)
        if found.texts or found.answers or found.status == "renamed":
            yield found

    def _change(self, old: Node | None, new: Node | None, *, whole: bool = True) -> NodeChange:
        change = NodeChange(
            "renamed" if old and new and old.id != new.id else status(old, new),
            self._tree,
            str(old.id) if old else None,
            str(new.id) if new else None,
            type(old) if old else None,
            type(new) if new else None,
            str(old.title) if old else "",
            str(new.title) if new else "",
        )
        if not (new and self.new):
            return change
        before = ways_out(self.pair.before, self.old, old, self.moved) if old and self.old else []
        after = ways_out(self.pair.after, self.new, new)
        return replace(
            change,
            texts=text_changes(old, new, whole=whole),
            answers=tuple(answer_changes(before, after)),
        )
