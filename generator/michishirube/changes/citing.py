"""Where readers see records that have no page of their own: facts, sources, fields, figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields

from michishirube.changes.findings import Occurrence
from michishirube.changes.values import title_of
from michishirube.diagnostics import Span
from michishirube.markup import letter_template, prose
from michishirube.model import (
    FactRef,
    FieldRef,
    FigureRef,
    Guide,
    Prose,
    Ref,
    SourceRef,
    Tone,
    walk,
)

Named = tuple[str, str]
"""Kind and id of a record."""

KINDS: dict[type[Ref], str] = {
    FactRef: "facts",
    SourceRef: "sources",
    FieldRef: "fields",
    FigureRef: "figures",
}


def places_of(guide: Guide) -> dict[Named, tuple[Occurrence, ...]]:
    """Return the occurrences of each fact, source, field and figure, in order of the guide.

    A source of a fact also occurs wherever the fact is cited.
    """
    found: dict[Named, dict[tuple[str, int], Occurrence]] = defaultdict(dict)
    for page, step, record in _published(guide):
        for name, span in _named(guide, record):
            found[name].setdefault((span.path, span.line), Occurrence(page, step, span))
    for fact in guide.facts.values():
        for source in fact.sources:  # Whoever reads the fact reads where it comes from.
            found["sources", str(source)] |= {
                key: place
                for key, place in found["facts", str(fact.id)].items()
                if key not in found["sources", str(source)]
            }
    return {name: tuple(_by_line(places.values())) for name, places in found.items()}


def _by_line(places: Iterable[Occurrence]) -> list[Occurrence]:
    """Sort occurrences: files in order of the guide, each from top to bottom."""
    listed = list(places)
    files = {path: number for number, path in enumerate(each.span.path for each in listed[::-1])}
    return sorted(listed, key=lambda each: (-files[each.span.path], each.span.line))


def _published(guide: Guide) -> Iterator[tuple[str, str, object]]:
    """Yield everything on pages: title of the page, title of the part or "", and the part."""
    for tree in guide.trees.values():
        for key in fields(tree):
            if key.name != "nodes":
                yield str(tree.title), "", getattr(tree, key.name)
        for node in tree.nodes.values():
            yield str(tree.title), str(node.title), node
    for checklist in guide.checklists.values():
        for key in fields(checklist):
            if key.name != "points":
                yield str(checklist.title), "", getattr(checklist, key.name)
        for point in checklist.points:
            yield str(checklist.title), str(point.title), point
    for records in (guide.letters, guide.documents, guide.terms, guide.figures):
        for record in records.values():
            yield title_of(record), "", record
    yield str(guide.site.title), "", guide.site.home


def _named(guide: Guide, part: object) -> Iterator[tuple[Named, Span]]:
    for each in walk(part):
        if isinstance(each, FactRef | SourceRef | FieldRef | FigureRef):
            yield (KINDS[type(each)], str(each)), each.span
        elif isinstance(each, Prose):
            for name, start in prose.citations(each):
                kind = "facts" if name in guide.facts else "sources"
                yield (kind, name), each.at(start, len(name))
        elif isinstance(each, Tone):
            for name, start in letter_template.fields_in(letter_template.parse(each.body).segments):
                yield ("fields", name), each.body.at(start, len(name))
