"""Finds renamed records, by `was` or by equal content, and rewrites guides to new ids.

Rewriting the old guide keeps references to renamed records out of the differences: after `dry` is
renamed to `too-dry`, `to: dry` and `to: too-dry` are equal.
"""

from __future__ import annotations

import dataclasses
import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from michishirube.analysis import former_names as former
from michishirube.analysis.graph import Key
from michishirube.changes.findings import AddressChange
from michishirube.changes.values import texts_of, title_of
from michishirube.markup import letter_template, prose
from michishirube.model import (
    Checklist,
    Guide,
    Node,
    NodeRef,
    PlaceRef,
    Point,
    Prose,
    Record,
    Ref,
    Step,
    Text,
    Tone,
    Tree,
)
from michishirube.model.kinds import OF_PREFIX, TABLE_OF_REF

R = TypeVar("R")

KINDS = (
    "trees",
    "letters",
    "fields",
    "checklists",
    "terms",
    "documents",
    "scenarios",
    "facts",
    "sources",
)
"""Kinds of records with ids; nodes and points, which belong to other records, are handled apart."""


@dataclass(frozen=True)
class Renames:
    """Maps old to new ids.

    Attributes:
        records: Old to new id, by kind. Points are `checklist/point`.
        nodes: Old to new pair of tree and node.
        told: Renames declared by `was`, as kind and new id (`tree/node` for nodes).
    """

    records: Mapping[str, Mapping[str, str]]
    nodes: Mapping[Key, Key]
    told: frozenset[tuple[str, str]]

    @property
    def any(self) -> bool:
        """Whether anything was renamed."""
        return bool(self.nodes) or any(self.records.values())

    @functools.cached_property
    def former_nodes(self) -> Mapping[Key, Key]:
        """New to old pair of tree and node."""
        return {new: old for old, new in self.nodes.items()}

    @functools.cached_property
    def new_names(self) -> frozenset[tuple[str, str]]:
        """Kind and new id of each renamed record."""
        return frozenset(
            (kind, name) for kind, names in self.records.items() for name in names.values()
        )


def find_renames(before: Guide, after: Guide, is_whole: Callable[..., bool]) -> Renames:
    """Find all renamed records.

    Args:
        before: The old guide.
        after: The new guide.
        is_whole: Returns whether the files of records could be read completely; otherwise nothing
            is guessed.
    """
    told: set[tuple[str, str]] = set()
    records: dict[str, Mapping[str, str]] = {}
    for kind in KINDS:
        old, new = getattr(before, kind), getattr(after, kind)
        records[kind] = _matched(kind, old, new, is_whole, told)
    records["points"] = _matched_points(before, after, records["checklists"], is_whole, told)
    nodes: dict[Key, Key] = {}
    trees = {now: then for then, now in records["trees"].items()}
    for name, tree in after.trees.items():
        earlier = before.trees.get(trees.get(name, name))
        if earlier is not None:
            was = str(earlier.id)
            known: set[tuple[str, str]] = set()
            found = _matched("nodes", earlier.nodes, tree.nodes, is_whole, known)
            nodes |= {(was, then): (name, now) for then, now in found.items()}
            told |= {("nodes", f"{name}/{now}") for _, now in known}
    return Renames(records, nodes, frozenset(told))


def _matched(
    kind: str,
    before: Mapping[str, Record],
    after: Mapping[str, Record],
    is_whole: Callable[..., bool],
    told: set[tuple[str, str]],
) -> dict[str, str]:
    """Map old to new ids of one kind; those declared by `was` are added to `told`."""
    gone = {name: record for name, record in before.items() if name not in after}
    came = {name: record for name, record in after.items() if name not in before}
    if not gone or not came:
        return {}
    said = former.renamed(after)
    found = {name: said[name] for name in gone if said.get(name) in came}
    told |= {(kind, now) for now in found.values()}
    left: dict[object, list[str]] = defaultdict(list)
    for name, record in gone.items():
        for mark in _marks(record):
            left[mark].append(name)
    taken = set(found.values())
    for name, record in came.items():
        alike = (old for mark in _marks(record) for old in left[mark] if old not in found)
        same = None if name in taken else next(alike, None)
        if same is not None and is_whole(gone[same], record):
            found[same] = name
    return found


def _matched_points(
    before: Guide,
    after: Guide,
    checklists: Mapping[str, str],
    is_whole: Callable[..., bool],
    told: set[tuple[str, str]],
) -> dict[str, str]:
    """Map old to new ids of points, as `checklist/point` with the checklist's new id."""
    former_names = {now: then for then, now in checklists.items()}
    found: dict[str, str] = {}
    for name, checklist in after.checklists.items():
        earlier = before.checklists.get(former_names.get(name, name))
        if earlier is None:
            continue
        old, new = (
            {str(point.id): point for point in each.points} for each in (earlier, checklist)
        )
        known: set[tuple[str, str]] = set()
        matched = _matched("points", old, new, is_whole, known)
        found |= {f"{name}/{then}": f"{name}/{now}" for then, now in matched.items()}
        told |= {("points", f"{name}/{now}") for _, now in known}
    return found


def _marks(record: Record) -> Iterator[object]:
    """Yield what identifies a record whose id changed: its title, and the set of its texts."""
    title, texts = title_of(record), texts_of(record)
    if title:
        yield type(record), title
    if texts:
        yield type(record), frozenset(texts.items())


def address_changes(after: Guide, renames: Renames) -> Iterator[AddressChange]:
    """Yield all renamed records, in order of the guide."""
    for kind, names in renames.records.items():
        for then, now in names.items():
            record = _point(after, now) if kind == "points" else getattr(after, kind)[now]
            shown = "glossary" if kind == "terms" else kind
            leads_on = (kind, now) in renames.told
            yield AddressChange(shown, title_of(record), then, now, leads_on, record.span)
    for (then_tree, then_node), (tree, node) in renames.nodes.items():
        found = after.trees[tree].nodes[node]
        then, now = f"{then_tree}/{then_node}", f"{tree}/{node}"
        leads_on = ("nodes", now) in renames.told
        yield AddressChange("nodes", title_of(found), then, now, leads_on, found.span)


def _point(guide: Guide, name: str) -> Point:
    checklist, _, point = name.partition("/")
    return next(each for each in guide.checklists[checklist].points if each.id == point)


# --- Telling a guide in other names -------------------------------------------------


def with_new_names(guide: Guide, renames: Renames) -> Guide:
    """Return the guide with new ids, or the guide itself if nothing was renamed."""
    return _Renamer(guide, renames).guide() if renames.any else guide


class _Renamer:
    """Rewrites all ids and references of a guide."""

    def __init__(self, guide: Guide, renames: Renames) -> None:
        self._guide, self._renames = guide, renames
        self._by_name: dict[str, set[str]] = defaultdict(set)
        for old, new in renames.nodes.items():
            self._by_name[old[1]].add(new[1])

    def guide(self) -> Guide:
        parts: dict[str, Any] = {}
        for each in dataclasses.fields(self._guide):
            value = getattr(self._guide, each.name)
            if isinstance(value, Mapping):
                names = self._renames.records.get(each.name, {})
                parts[each.name] = self._table(value, names)
            elif isinstance(value, Record):
                parts[each.name] = self._record(value, None)
        return replace(self._guide, **parts)

    def _table(self, records: Mapping[str, R], names: Mapping[str, str]) -> dict[str, R]:
        return {
            names.get(name, name): self._named(record, names.get(name, name))
            for name, record in records.items()
        }

    def _named(self, record: Any, name: str) -> Any:
        tree = record if isinstance(record, Tree) else None
        told = self._record(record, tree)
        if isinstance(told, Checklist):
            told = replace(told, points=tuple(self._point(name, each) for each in told.points))
        return told if str(told.id) == name else replace(told, id=_text(told.id, name))

    def _value(self, value: Any, tree: Tree | None) -> Any:
        if isinstance(value, Ref):
            return _text(value, self._reference(value, tree))
        if isinstance(value, Prose):
            return _text(value, self._prose(value, tree))
        if isinstance(value, Record):
            return self._record(value, tree)
        if isinstance(value, tuple):
            return tuple(self._value(each, tree) for each in value)
        if isinstance(value, Mapping):
            return {name: self._value(each, tree) for name, each in value.items()}
        return value

    def _record(self, record: Any, tree: Tree | None) -> Any:
        if isinstance(record, Tone):
            return replace(record, body=_text(record.body, self._body(record.body)))
        if isinstance(record, Step):
            return replace(record, at=_text(record.at, self._step(record.at)))
        parts = {}
        for each in dataclasses.fields(record):
            value = getattr(record, each.name)
            if isinstance(record, Tree) and each.name == "nodes":
                told = {name: self._node(record, node) for name, node in value.items()}
                parts[each.name] = {str(node.id): node for node in told.values()}
            elif each.name not in ("id", "was", "span"):
                parts[each.name] = self._value(value, tree)
        return replace(record, **parts)

    def _point(self, checklist: str, point: Point) -> Point:
        now = self._name("points", f"{checklist}/{point.id}").rpartition("/")[2]
        return replace(point, id=_text(point.id, now))

    def _node(self, tree: Tree, node: Node) -> Node:
        name = self._node_name(str(tree.id), str(node.id))
        told: Node = self._record(node, tree)
        return replace(told, id=_text(told.id, name))

    # --- Names ---

    def _name(self, kind: str, name: str) -> str:
        return self._renames.records.get(kind, {}).get(name, name)

    def _node_name(self, tree: str, node: str) -> str:
        return self._renames.nodes.get((tree, node), (tree, node))[1]

    def _reference(self, ref: Ref, tree: Tree | None) -> str:
        if isinstance(ref, NodeRef | PlaceRef):
            return self._place(ref, tree, prefixed=isinstance(ref, PlaceRef))
        kind = TABLE_OF_REF.get(type(ref))
        return self._name(kind, ref) if kind else str(ref)

    def _place(self, ref: str, tree: Tree | None, *, prefixed: bool) -> str:
        first, slash, rest = ref.partition("/")
        if prefixed and first in OF_PREFIX and slash:
            return f"{first}/{self._name(OF_PREFIX[first].table, rest)}"
        if tree is not None and ref in tree.nodes:
            return self._node_name(str(tree.id), ref)
        if first not in self._guide.trees:
            return str(ref)
        name = self._name("trees", first)
        return f"{name}/{self._node_name(first, rest)}" if slash else name

    def _step(self, at: str) -> str:
        """Rewrite a scenario's step, which names a node of whichever tree the scenario is in."""
        if "/" in at:
            return self._place(at, None, prefixed=False)
        names = self._by_name.get(at, set())
        return next(iter(names)) if len(names) == 1 else str(at)

    def _prose(self, text: Prose, tree: Tree | None) -> str:
        found = [
            (start, name, self._place(name, tree, prefixed=True))
            for name, start in prose.links(text)
        ]
        for name, start in prose.citations(text):
            kind = "facts" if name in self._guide.facts else "sources"
            found.append((start, name, self._name(kind, name)))
        return _replaced(text, found)

    def _body(self, text: Text) -> str:
        fields = letter_template.fields_in(letter_template.parse(text).segments)
        # The place of a field is where its brackets open; `[[if name` has a word before it.
        found = ((text.index(name, start + len("[[if")), name) if text[start] == "[" else
                 (text.index(name, start), name) for name, start in fields)  # fmt: skip
        return _replaced(text, [(start, name, self._name("fields", name)) for start, name in found])


def _replaced(text: str, found: Iterable[tuple[int, str, str]]) -> str:
    for start, name, now in sorted(found, reverse=True):
        if text[start : start + len(name)] == name:
            text = text[:start] + now + text[start + len(name) :]
    return text


def _text(old: Text, value: str) -> Any:
    return old if old == value else type(old)(value, old.span, old.indent, old.first, old.in_flow)
