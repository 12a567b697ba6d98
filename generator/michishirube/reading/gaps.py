"""Content that couldn't be read. Rules draw no conclusion from its absence.

A diagnostic of the reader says what was lost (`diagnostics.Loss`): keys of a record, and the types
of what they may have contained. If a letter's `title` can't be read, an unused letter is still
reported; if a tree's `nodes` can't, it isn't, since the letter may have been used there.
"""

from __future__ import annotations

from collections.abc import Iterable

from michishirube.diagnostics import Diagnostic, Loss, Severity, Span
from michishirube.model import Guide, Record, walk

ANYTHING = "*"

STATES = "states"
"""Stands for the states of fields that something names, in place of a key."""


def losses(findings: Iterable[Diagnostic]) -> tuple[Loss, ...]:
    """Collect the losses from diagnostics; an error without one lost its whole file."""
    found = []
    for item in findings:
        if item.severity is not Severity.ERROR or item.is_recovered:
            continue
        loss = item.loss or of_file(item.span.path)
        if loss.keys:
            found.append(loss)
    return tuple(dict.fromkeys(found))


def of_file(path: str, kinds: frozenset[str] = frozenset({ANYTHING})) -> Loss:
    """Return the loss of a whole file that may have contained these kinds."""
    return Loss(Span.of_file(path), frozenset({ANYTHING}), kinds)


def is_readable(guide: Guide, path: str) -> bool:
    """Return whether a file could be parsed, even if records in it are incomplete."""
    return not any(
        loss.record == Span.of_file(path) and ANYTHING in loss.keys for loss in guide.gaps
    )


def may_hide(guide: Guide, *kinds: type, inside: Iterable[Record] | None = None) -> bool:
    """Return whether objects of these kinds may be among what was lost.

    Args:
        guide: The guide.
        kinds: Classes of records, references or texts.
        inside: Consider only the files of these records.
    """
    if not guide.gaps:
        return False
    names = {kind.__name__ for kind in kinds} | {ANYTHING}
    files = None if inside is None else {record.span.path for record in inside}
    return any(
        loss.kinds & names and (files is None or loss.record.path in files) for loss in guide.gaps
    )


def lacks(guide: Guide, record: Record, *keys: str) -> bool:
    """Return whether values may be missing under these keys of a record; under any by default.

    Values missing in a nested record count as well.
    """
    here = [loss for loss in guide.gaps if loss.record.path == record.span.path]
    if not here:
        return False
    if not is_readable(guide, record.span.path):
        return True
    if any(_touches(loss, record.span, keys) for loss in here):
        return True
    parts = [part for name in keys for part in walk(getattr(record, name, None))]
    spans = {part.span for part in (parts if keys else walk(record)) if isinstance(part, Record)}
    return any(loss.record in spans for loss in here)


def is_from_a_gap(guide: Guide, item: Diagnostic, keys: frozenset[str]) -> bool:
    """Return whether a diagnostic about a record may be due to the loss of one of these keys."""
    return not is_readable(guide, item.span.path) or any(
        _touches(loss, item.span, keys) for loss in guide.gaps
    )


def _touches(loss: Loss, record: Span, keys: Iterable[str]) -> bool:
    wanted = {*keys, ANYTHING}
    return loss.record == record and (wanted == {ANYTHING} or bool(loss.keys & wanted))
