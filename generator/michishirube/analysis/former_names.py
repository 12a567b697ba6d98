"""Former names: what something was called before, and what it is called now.

Addresses, kept places and other people's links go on using a name that was changed; the
key `was` keeps it. All that follows old names asks here, whatever the kind.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from michishirube.analysis import addresses
from michishirube.diagnostics import Name, Span
from michishirube.model import Answer, Guide, Node, Question, Record, Text


def renamed(records: Mapping[str, Record] | Iterable[Record]) -> dict[str, str]:
    """Former name → present name, of records that share one space of names.

    A former name that is in use again leads nowhere else: it means what has it now.

    Args:
        records: The letters of a guide, the nodes of a tree, the answers of a question …
    """
    each = list(records.values() if isinstance(records, Mapping) else records)
    live = {str(name_of(record)) for record in each}
    found: dict[str, str] = {}
    for record in each:
        for name in was(record):
            if name not in live:
                found.setdefault(str(name), str(name_of(record)))
    return found


def name_of(record: Record) -> Text:
    """What a record is called by others: its id, or an answer's words."""
    name: Text = record.label if isinstance(record, Answer) else record.id  # type: ignore[attr-defined]
    return name


def was(record: Record) -> tuple[Text, ...]:
    """The former names of a record; none for kinds that have none."""
    return tuple(getattr(record, "was", ()))


@dataclass(frozen=True, slots=True)
class Names:
    """Records whose names must differ from each other, former ones too."""

    kind: str
    records: tuple[Record, ...]


def spaces(guide: Guide) -> Iterator[Names]:
    """All spaces of names of a guide: each kind, each tree's nodes, each question's answers."""
    for kind in (
        "trees",
        "letters",
        "fields",
        "checklists",
        "terms",
        "scenarios",
        "documents",
        "facts",
        "sources",
    ):
        yield Names(kind, tuple(getattr(guide, kind).values()))
    for tree in guide.trees.values():
        yield Names("nodes", tuple(tree.nodes.values()))
        for node in tree.nodes.values():
            if isinstance(node, Question):
                yield Names("answers", node.answers)
    for checklist in guide.checklists.values():
        yield Names("points", checklist.points)


def records_beside(guide: Guide, name: Name) -> Mapping[str, Record]:
    """The records among which something is named: the nodes of its tree, all letters."""
    kind, *path = name
    if kind == "nodes":
        tree = guide.trees.get(path[0])
        return tree.nodes if tree else {}
    if kind == "points":
        checklist = guide.checklists.get(path[0])
        return {str(each.id): each for each in checklist.points} if checklist else {}
    found: Mapping[str, Record] = getattr(guide, kind)
    return found


def as_before(guide: Guide, name: Name, now: str) -> Guide:
    """The guide as if what is called `now` were still called `name`.

    Places that use the old name then mean it again, and can be found.
    """
    kind, *path = name
    if kind == "answers":
        question = guide.trees[path[0]].nodes[path[1]]
        assert isinstance(question, Question)  # noqa: S101 - answers are a question's
        answers = tuple(
            dataclasses.replace(answer, label=Text(path[2], answer.label.span))
            if answer.label == now
            else answer
            for answer in question.answers
        )
        nodes = {**guide.trees[path[0]].nodes}
        nodes[path[1]] = dataclasses.replace(question, answers=answers)
        return _with_nodes(guide, path[0], nodes)
    if kind == "nodes":
        return _with_nodes(guide, path[0], _called(guide.trees[path[0]].nodes, now, path[1]))
    changed: dict[str, Any] = {kind: _called(getattr(guide, kind), now, path[0])}
    return dataclasses.replace(guide, **changed)


def _with_nodes(guide: Guide, tree: str, nodes: Mapping[str, Node]) -> Guide:
    other = dataclasses.replace(guide.trees[tree], nodes=nodes)
    return dataclasses.replace(guide, trees={**guide.trees, tree: other})


def _called(records: Mapping[str, Any], now: str, before: str) -> dict[str, Any]:
    record = records[now]
    old = dataclasses.replace(record, id=Text(before, record.id.span))
    pairs = ((before, old) if name == now else (name, each) for name, each in records.items())
    return dict(pairs)


@dataclass(frozen=True, slots=True)
class Moved:
    """A page's former address, its present one, its title, and where the former name is written."""

    path: str
    now: str
    title: str
    span: Span


PAGES: Mapping[str, Callable[[str], str]] = {
    "trees": addresses.tree_page,
    "letters": addresses.letter_page,
    "checklists": addresses.checklist_page,
    "documents": addresses.document_page,
}
"""Kinds of things that have a page each, and what gives its address."""


def moved_pages(guide: Guide) -> tuple[Moved, ...]:
    """The former addresses of pages, from which readers are led on."""
    return tuple(
        Moved(page(str(old)), page(name), str(record.title), old.span)
        for kind, page in PAGES.items()
        for name, record in getattr(guide, kind).items()
        for old in was(record)
        if renamed(getattr(guide, kind)).get(old) == name
    )


def kept_names(guide: Guide) -> dict[str, dict[str, str]]:
    """Former name → present name, for what a reader's device or an address may still hold.

    By kind, without kinds that have no former names: steps as `tree/node`, in which the tree has
    its present name; points as `checklist/point` likewise; the others by their ids.
    """
    steps = {
        f"{name}/{old}": f"{name}/{now}"
        for name, tree in guide.trees.items()
        for old, now in renamed(tree.nodes).items()
    }
    points = {
        f"{name}/{old}": f"{name}/{now}"
        for name, checklist in guide.checklists.items()
        for old, now in renamed(checklist.points).items()
    }
    found = {
        "steps": steps,
        "trees": renamed(guide.trees),
        "letters": renamed(guide.letters),
        "fields": renamed(guide.fields),
        "checklists": renamed(guide.checklists),
        "points": points,
    }
    return {kind: names for kind, names in found.items() if names}
