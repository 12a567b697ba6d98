"""What of a guide couldn't be read: rules conclude nothing from its absence, and all else.

A finding of reading says what was lost by it (`diagnostics.Loss`): keys of one record, and
what may have stood there. So one missing key hides no more than what depends on it.
"""

from __future__ import annotations

from collections.abc import Iterable

from michishirube.diagnostics import Diagnostic, Loss, Severity, Span
from michishirube.model import Guide, Record, walk

ANYTHING = "*"


def losses(findings: Iterable[Diagnostic]) -> tuple[Loss, ...]:
    """What the findings of reading have lost; an error that doesn't say lost its whole file."""
    found = []
    for item in findings:
        if item.severity is not Severity.ERROR or item.is_mended:
            continue
        loss = item.loss or of_file(item.span.path)
        if loss.keys:
            found.append(loss)
    return tuple(dict.fromkeys(found))


def of_file(path: str, kinds: frozenset[str] = frozenset({ANYTHING})) -> Loss:
    """The loss of a whole file that may have held these kinds of things."""
    return Loss(Span.of_file(path), frozenset({ANYTHING}), kinds)


def is_readable(guide: Guide, path: str) -> bool:
    """Whether a file could be read as such, whatever is missing in its records."""
    return not any(
        loss.record == Span.of_file(path) and ANYTHING in loss.keys for loss in guide.gaps
    )


def may_hide(guide: Guide, *kinds: type, inside: Iterable[Record] | None = None) -> bool:
    """Whether something of these kinds may have stood in what was lost.

    Args:
        guide: The guide.
        kinds: Types of records, references or texts.
        inside: Look only at the files of these records.
    """
    if not guide.gaps:
        return False
    names = {kind.__name__ for kind in kinds} | {ANYTHING}
    files = None if inside is None else {record.span.path for record in inside}
    return any(
        loss.kinds & names and (files is None or loss.record.path in files) for loss in guide.gaps
    )


def lacks(guide: Guide, record: Record, *keys: str) -> bool:
    """Whether a record may lack something under these keys (any, if none are named).

    What is missing in a part of the record counts as missing in it.
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
    """Whether a finding at a record may only follow from one of these keys that was lost."""
    return not is_readable(guide, item.span.path) or any(
        _touches(loss, item.span, keys) for loss in guide.gaps
    )


def _touches(loss: Loss, record: Span, keys: Iterable[str]) -> bool:
    wanted = {*keys, ANYTHING}
    return loss.record == record and (wanted == {ANYTHING} or bool(loss.keys & wanted))
