"""Compares two versions of a guide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from michishirube.analysis.letter_lines import LetterLine, new_lines
from michishirube.changes.citing import places_of
from michishirube.changes.evidence import checked_changes, fact_changes
from michishirube.changes.findings import Changes, OrderChange, OutsideChange, RecordChange, Side
from michishirube.changes.orders import Named, order_change
from michishirube.changes.pair import GuidePair
from michishirube.changes.renames import address_changes
from michishirube.changes.scenarios import old_words, scenario_changes
from michishirube.changes.trees import tree_changes
from michishirube.changes.values import text_changes, title_of
from michishirube.model import Checklist, Guide, Letter, Point, Record
from michishirube.model.kinds import SETTINGS

CITED = ("facts", "sources", "fields", "figures")
"""Kinds whose occurrences are reported with a change."""

ORDERED = ("letters", "scenarios", "facts", "sources")
"""Kinds that pages list in order of the files; the order of others is in the settings."""


def compare(before: Side, after: Side, outside: tuple[OutsideChange, ...] = ()) -> Changes:
    """Compare two versions; if one can't be read, the result has nothing but the sides.

    Args:
        before: The old version.
        after: The new version.
        outside: Changed files outside the content.
    """
    if before.guide is None or after.guide is None:
        return Changes(before, after, outside=outside)
    pair = GuidePair.of(before.guide, after.guide)
    trees = tree_changes(pair)
    return Changes(
        before,
        after,
        scenarios=scenario_changes(pair, trees),
        trees=old_words(pair, trees),
        records=tuple(_records(pair)),
        facts=fact_changes(pair),
        checked=checked_changes(pair),
        addresses=tuple(address_changes(after.guide, pair.renames)),
        orders=tuple(_orders(pair)),
        lines=_new_lines(pair),
        outside=outside,
        unread=tuple(sorted(pair.broken)),
    )


def _new_lines(pair: GuidePair) -> tuple[LetterLine, ...]:
    """Return the lines of letters that somebody has to read; none if a letter couldn't be read."""
    letters = (*pair.before.letters.values(), *pair.after.letters.values())
    return new_lines(pair.before, pair.after) if pair.is_whole(*letters) else ()


def _records(pair: GuidePair) -> Iterator[RecordChange]:
    everywhere = places_of(pair.after)
    for kind, old, new in _collections(pair.before, pair.after):
        for name, before, after in pair.records(old, new):
            there = after or before
            if there is None:
                continue
            status = pair.status("terms" if kind == "glossary" else kind, name, before, after)
            whole, renamed = pair.is_whole(before, after), status == "renamed"
            texts = text_changes(before, after, whole=whole, renamed=renamed) if after else ()
            orders = tuple(_inner_orders(before, after)) if before and after else ()
            if texts or orders or not (before and after):
                cited = kind in CITED and before and after
                places = everywhere.get((kind, name), ()) if cited else ()
                title = title_of(there)
                yield RecordChange(status, kind, name, title, there.span, texts, orders, places)


def _inner_orders(before: Record, after: Record) -> Iterator[OrderChange]:
    """Yield changed orders of tones and checklist points."""
    if isinstance(before, Letter) and isinstance(after, Letter):
        sides = (
            [(str(tone.id), str(tone.label)) for tone in each.tones] for each in (before, after)
        )
        yield from order_change("tones", *sides)
    if isinstance(before, Checklist) and isinstance(after, Checklist):
        sides = (
            [(str(point.id), str(point.title)) for point in each.points] for each in (before, after)
        )
        yield from order_change("points", *sides)


def _orders(pair: GuidePair) -> Iterator[OrderChange]:
    for kind in ORDERED:
        before, after = (_titles(getattr(guide, kind)) for guide in (pair.before, pair.after))
        yield from order_change(kind, before, after)


def _titles(records: Mapping[str, Record]) -> list[Named]:
    return [(name, title_of(record)) for name, record in records.items()]


def _collections(
    before: Guide, after: Guide
) -> Iterator[tuple[str, Mapping[str, Record], Mapping[str, Record]]]:
    """Yield kind, old records and new records, for all kinds but trees and scenarios."""
    yield "letters", before.letters, after.letters
    yield "fields", before.fields, after.fields
    yield "checklists", before.checklists, after.checklists
    yield "points", _points(before), _points(after)
    yield "glossary", before.terms, after.terms
    yield "documents", before.documents, after.documents
    yield "figures", before.figures, after.figures
    yield "facts", before.facts, after.facts
    yield "sources", before.sources, after.sources
    yield "site_config", {SETTINGS: before.site}, {SETTINGS: after.site}


def _points(guide: Guide) -> dict[str, Point]:
    return {
        f"{name}/{point.id}": point
        for name, checklist in guide.checklists.items()
        for point in checklist.points
    }
