"""`guide.json`: the whole guide as a JSON document for other programs.

The schema is `guide.schema.json`, published beside it; `docs/machines.md` describes it. Keys are
those of the content files; references are resolved: a node is always `tree/node`, a link is a path
relative to the root of the site. Unset values are omitted.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import json
from collections.abc import Callable, Iterator, Mapping

from michishirube.analysis import addresses
from michishirube.analysis.case.effects import Case
from michishirube.analysis.scenarios import play
from michishirube.flowchart.comb import kind_of
from michishirube.markup import letter_template
from michishirube.model import (
    Action,
    Document,
    Edge,
    FieldState,
    Guide,
    Node,
    NodeRef,
    Offset,
    Outcome,
    PlaceRef,
    Prose,
    Question,
    Record,
    Scenario,
    Tone,
    Tree,
    Wait,
    edges,
    published_scenarios,
)
from michishirube.website.machine.urls import markdown, node_id
from michishirube.website.pages import Page, pages_of

PATH = "guide.json"
SCHEMA_PATH = "guide.schema.json"

FORMAT = 1
"""Format version, incremented when a key is removed or redefined, not when one is added."""

_SHOWN_OTHERWISE = {"span", "id", "answers", "next", "return_to", "withheld", "nodes", "allow"}
_SHOWN_OTHERWISE |= {"search"}  # With the pages.
"""Fields of records that are written under another key, or not at all."""
_OF_SITE = {"title", "short_title", "description", "language", "address", "author"}
_OF_SITE |= {
    "repository",
    "licence",
    "triage",
    "stages",
    "topics",
    "situations",
    "time_zone",
    "holidays",
    "closed",
}
"""Settings that describe the guide, rather than its appearance or checks."""
_TELLS = ("option", "upto", "over", "sets")
"""What an answer tells of fields."""

_LENGTHS = ("hours", "days", "business_days", "until")


def as_json(guide: Guide) -> str:
    """Return the document as compact JSON; the output is deterministic."""
    text = json.dumps(as_data(guide), ensure_ascii=False, separators=(",", ":"))
    return text + "\n"


def as_data(guide: Guide) -> dict[str, object]:
    """Return the document as plain values."""
    write = _RecordWriter(guide)
    site = guide.site
    told = {name: fact for name, fact in guide.facts.items() if not fact.withheld}
    return {
        "$schema": SCHEMA_PATH,
        "format": FORMAT,
        **{name: text for name, text in write.record(site, None).items() if name in _OF_SITE},
        "trees": {name: write.tree(tree) for name, tree in guide.trees.items()},
        "letters": write.table(guide.letters, addresses.letter_page),
        "fields": write.table(guide.fields),
        "checklists": write.table(guide.checklists, addresses.checklist_page),
        "terms": write.table(guide.terms, lambda name: f"{addresses.GLOSSARY}#{name}"),
        "clocks": write.table(guide.clocks, lambda name: f"{addresses.DEADLINES}#{name}"),
        "doors": write.table(guide.doors, lambda name: f"{addresses.PLACES}#{name}"),
        "referrals": write.table(guide.referrals, lambda name: f"{addresses.REFERRALS}#{name}"),
        "figures": write.table(guide.figures),
        "scenarios": write.table(
            published_scenarios(guide), lambda name: f"{addresses.SCENARIOS}#{name}"
        ),
        "documents": write.table(guide.documents, addresses.document_page),
        "facts": write.table(told),
        "sources": write.table(guide.sources, lambda name: f"{addresses.SOURCES}#{name}"),
        "pages": [_page(page) for page in pages_of(guide)],
    }


class _RecordWriter:
    """Converts records to plain values, resolving references relative to their tree."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self._case = Case(guide)

    def table(
        self, records: Mapping[str, Record], path: Callable[[str], str] | None = None
    ) -> dict[str, object]:
        """Convert records by id; `path` returns the address of a record."""
        return {
            name: ({"path": path(name)} if path else {}) | self.record(record, None)
            for name, record in records.items()
        }

    def tree(self, tree: Tree) -> dict[str, object]:
        """Convert a tree with its nodes and their edges."""
        head = self.record(tree, tree)
        own = {"path": addresses.tree_page(tree.id), "chart": addresses.chart_file(tree.id)}
        nodes = {name: self._node(node, tree) for name, node in tree.nodes.items()}
        return own | head | {"nodes": nodes}

    def record(self, record: Record, tree: Tree | None) -> dict[str, object]:
        """Convert a record's fields, omitting empty and default values."""
        if isinstance(record, Tone):
            return self._tone(record)
        if isinstance(record, Scenario):
            return self._scenario(record)
        shown = dict(self._fields(record, tree))
        if isinstance(record, Document):
            shown["text"] = shown.pop("body")
        # An offset without any fields means today.
        return {"days": 0} if isinstance(record, Offset) and not shown else shown

    def value(self, value: object, tree: Tree | None) -> object:
        """Convert any value of a record."""
        if isinstance(value, Record):
            own = {"id": str(value.id)} if hasattr(value, "id") else {}
            return own | self.record(value, tree)
        if isinstance(value, tuple) and value and isinstance(value[0], FieldState):
            return {str(state.field): self._state(state) for state in value}
        if isinstance(value, tuple):
            return [self.value(item, tree) for item in value]
        if isinstance(value, Mapping):
            return {str(name): self.value(item, tree) for name, item in value.items()}
        if isinstance(value, dt.date):
            return value.isoformat()
        return self._text(value, tree) if isinstance(value, str) else value

    def _state(self, state: FieldState) -> list[str] | dict[str, int]:
        if state.options:
            return [str(option) for option in state.options]
        bounds = {"upto": state.upto, "over": state.over}
        return {name: bound for name, bound in bounds.items() if bound is not None}

    def _text(self, value: str, tree: Tree | None) -> str:
        if isinstance(value, Prose):
            return markdown(self._guide, value, tree)
        if isinstance(value, NodeRef):
            return node_id(self._guide, value, tree)
        if isinstance(value, PlaceRef):
            place = addresses.find(self._guide, value, tree)
            return place.path if place else str(value)
        return str(value)

    def _fields(self, record: Record, tree: Tree | None) -> Iterator[tuple[str, object]]:
        for name, usual in _fields_of(type(record)):  # type: ignore[arg-type]  # it is hashable
            value = getattr(record, name)
            if value is not None and value != () and value != {} and value != usual:
                yield name, self.value(value, tree)

    def _node(self, node: Node, tree: Tree) -> dict[str, object]:
        kind = kind_of(node)
        head = {"path": f"{addresses.tree_page(tree.id)}#{node.id}", "kind": kind}
        shown = self.record(node, tree)
        title = {"title": shown.pop(kind)}
        if isinstance(node, Wait):
            lengths = {name: shown.pop(name) for name in _LENGTHS if name in shown}
            title["length"] = lengths
        if isinstance(node, Outcome):
            shown["result"] = node.result
        shown.pop("otherwise", None)
        ways = [self._edge(edge, tree) for edge in edges(node)]
        named = isinstance(node, Question | Action | Wait)
        return head | title | shown | ({"ways": ways} if named else {})

    def _edge(self, edge: Edge, tree: Tree) -> dict[str, object]:
        said = {"answer": str(edge.label)} if edge.label is not None else {}
        whole = {"to": node_id(self._guide, edge.target, tree)}
        told = self.record(edge.answer, tree) if edge.answer is not None else {}
        tells = {name: told[name] for name in _TELLS if name in told}
        return said | whole | ({"back": True} if edge.returns else {}) | tells

    def _tone(self, tone: Tone) -> dict[str, object]:
        segments = letter_template.parse(tone.body.rstrip("\n")).segments
        return {"label": str(tone.label), "text": [_segment(segment) for segment in segments]}

    def _scenario(self, scenario: Scenario) -> dict[str, object]:
        walk = play(self._guide, scenario, case=self._case)
        return {
            "title": str(scenario.title),
            "story": markdown(self._guide, scenario.story, None),
            "answers": [
                {"node": f"{tree}/{node}", "answer": answer}
                for (tree, node), answer in walk.answers
            ],
            "nodes": [f"{tree}/{node}" for tree, node in walk.path],
            "letters": list(walk.letters),
        }


@functools.cache
def _fields_of(kind: type[object]) -> tuple[tuple[str, object], ...]:
    """Return the name and default of each field that is written as it is."""
    fields = dataclasses.fields(kind)  # type: ignore[arg-type]  # it is a record class
    return tuple((each.name, each.default) for each in fields if each.name not in _SHOWN_OTHERWISE)


def _segment(segment: letter_template.Segment) -> object:
    """Convert a segment of a letter: a string, `{"field"}`, or `{"if", "is", "then", "else"}`."""
    if isinstance(segment, letter_template.LiteralText):
        return segment.text
    if isinstance(segment, letter_template.Placeholder):
        return {"field": segment.field}
    return {
        "if": segment.field,
        **({"is": segment.option} if segment.option else {}),
        "then": [_segment(piece) for piece in segment.then],
        "else": [_segment(piece) for piece in segment.otherwise],
    }


def _page(page: Page) -> dict[str, object]:
    shown = {"path": page.path, "kind": page.kind, "title": page.title}
    about = {"name": page.name, "description": page.description}
    snippet = {
        key: str(text)
        for key in ("title", "description")
        if (text := getattr(page.snippet, key, None))
    }
    subject = {"subject": page.subject} if page.subject else {}
    return shown | subject | about | ({"search": snippet} if snippet else {})
