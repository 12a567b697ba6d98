"""Former names of records, kept in `was`.

Addresses, stored answers and links from elsewhere still use a name after it was changed. Everything
that follows old names is built on this module.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from michishirube.analysis import addresses
from michishirube.diagnostics import Name, Span
from michishirube.model import Answer, Guide, Node, Question, Record, Text


def renamed(records: Mapping[str, Record] | Iterable[Record]) -> dict[str, str]:
    """Map former to current names, for records in a common namespace.

    A former name that is in use again refers to the record that has it now, and isn't included.

    Args:
        records: For example all letters, the nodes of a tree, or the answers of a question.
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
    """Return the name of a record: its id, or the label of an answer."""
    name: Text = record.label if isinstance(record, Answer) else record.id  # type: ignore[attr-defined]
    return name


def was(record: Record) -> tuple[Text, ...]:
    """Return the former names of a record; empty for kinds without any."""
    return tuple(getattr(record, "was", ()))


@dataclass(frozen=True, slots=True)
class Namespace:
    """A namespace: records whose names, former ones included, must be unique."""

    kind: str
    records: tuple[Record, ...]


def spaces(guide: Guide) -> Iterator[Namespace]:
    """Yield all namespaces of a guide: kinds, nodes of a tree, answers of a question."""
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
        yield Namespace(kind, tuple(getattr(guide, kind).values()))
    for tree in guide.trees.values():
        yield Namespace("nodes", tuple(tree.nodes.values()))
        for node in tree.nodes.values():
            if isinstance(node, Question):
                yield Namespace("answers", node.answers)
    for checklist in guide.checklists.values():
        yield Namespace("points", checklist.points)


def records_beside(guide: Guide, name: Name) -> Mapping[str, Record]:
    """Return the records in the namespace of a name: the nodes of its tree, or all letters."""
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
    """Return the guide as it would be if the record `now` still had the name `name`.

    References by the old name are valid in it, so they can be found.
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
class MovedPage:
    """A page that was renamed.

    Attributes:
        path: Former path.
        now: Current path.
        title: Its title.
        span: Where the former name is written.
    """

    path: str
    now: str
    title: str
    span: Span


PAGES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("trees", addresses.tree_page),
    ("trees", addresses.steps_page),
    ("letters", addresses.letter_page),
    ("checklists", addresses.checklist_page),
    ("documents", addresses.document_page),
)
"""Kinds of records that have pages, each with a function that returns a page's path."""


def moved_pages(guide: Guide) -> tuple[MovedPage, ...]:
    """Return the former addresses of pages, which need redirects."""
    return tuple(
        MovedPage(page(str(old)), page(name), str(record.title), old.span)
        for kind, page in PAGES
        for name, record in getattr(guide, kind).items()
        for old in was(record)
        if renamed(getattr(guide, kind)).get(old) == name
    )


RenamedKind = Literal["steps", "trees", "letters", "fields", "checklists", "points"]
"""A kind of name that browsers and addresses keep."""


def kept_names(guide: Guide) -> dict[RenamedKind, dict[str, str]]:
    """Map former to current names for data that browsers and addresses keep.

    Returns:
        A mapping by kind, without kinds that have no former names. Nodes are `tree/node` with the
        tree's current name, points likewise `checklist/point`; the others are ids.
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
    found: dict[RenamedKind, dict[str, str]] = {
        "steps": steps,
        "trees": renamed(guide.trees),
        "letters": renamed(guide.letters),
        "fields": renamed(guide.fields),
        "checklists": renamed(guide.checklists),
        "points": points,
    }
    return {kind: names for kind, names in found.items() if names}
