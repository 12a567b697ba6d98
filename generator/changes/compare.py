"""Two versions of a guide → all that differs for readers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.changes.evidence import checked_changes, fact_changes
from generator.changes.findings import Changes, RecordChange, Side
from generator.changes.sides import Pair, status
from generator.changes.stories import story_changes
from generator.changes.trees import tree_changes
from generator.changes.values import text_changes
from generator.model import Guide, Point, Record


def compare(before: Side, after: Side) -> Changes:
    """All that differs; nothing but the sides when one of them can't be read at all."""
    if before.guide is None or after.guide is None:
        return Changes(before, after)
    pair = Pair(before.guide, after.guide)
    trees = tree_changes(pair)
    return Changes(
        before,
        after,
        stories=story_changes(pair, trees),
        trees=trees,
        records=tuple(_records(pair)),
        facts=fact_changes(pair),
        checked=checked_changes(pair),
        unread=tuple(sorted(pair.broken)),
    )


def _records(pair: Pair) -> Iterator[RecordChange]:
    for kind, old, new in _collections(pair.before, pair.after):
        for name, before, after in pair.records(old, new):
            there = after or before
            if there is None:
                continue
            whole = pair.is_whole(before, after)
            texts = text_changes(before, after, whole=whole) if after else ()
            if texts or not (before and after):
                title = title_of(there)
                path = there.span.path
                yield RecordChange(status(before, after), kind, name, title, path, texts)


def _collections(
    before: Guide, after: Guide
) -> Iterator[tuple[str, Mapping[str, Record], Mapping[str, Record]]]:
    """The records that aren't trees or scenarios, by kind, in the order of reports."""
    yield "letters", before.letters, after.letters
    yield "fields", before.fields, after.fields
    yield "checklists", before.checklists, after.checklists
    yield "points", _points(before), _points(after)
    yield "glossary", before.terms, after.terms
    yield "documents", before.documents, after.documents
    yield "figures", before.figures, after.figures
    yield "facts", before.facts, after.facts
    yield "sources", before.sources, after.sources
    yield "site_config", {"site_config.yml": before.site}, {"site_config.yml": after.site}


def _points(guide: Guide) -> dict[str, Point]:
    return {
        f"{name}/{point.id}": point
        for name, checklist in guide.checklists.items()
        for point in checklist.points
    }


def title_of(record: Record) -> str:
    """What a record is called where it is listed."""
    for key in ("title", "term", "label", "statement"):
        if text := getattr(record, key, ""):
            return str(text)
    return ""
