"""Fields make sense: choices have options, some letter asks for each, and what is filled in fits.

Examples and defaults are read as what a reader types (`i18n.entries`): one that would be
refused, changed or warned about there is no example.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from michishirube.analysis.case.domains import domains_of
from michishirube.checks import other_names, remembered
from michishirube.diagnostics import Diagnostics, nearest
from michishirube.i18n import messages, notation
from michishirube.i18n.entries import read
from michishirube.model import Field, FieldRef, Guide, Offset, Text
from michishirube.reading import gaps
from michishirube.support.memo import Memory

CODES = (
    "field-options",
    "unknown-option",
    "field-default",
    "field-entry",
    "field-record",
    "offset-too-long",
    "unused-field",
)

MOST_DAYS = 3_660
"""Ten years; who counts further from now has slipped, and the script would count for long."""

ANY_DAY = dt.date(2024, 1, 1)
"""Of examples without a year only the month and the day are judged: the same on every day."""


def check(guide: Guide, diagnostics: Diagnostics, memory: Memory | None = None) -> None:
    """Look at each field and at who uses it."""
    letters = tuple(guide.letters.values())
    used = {str(ref) for ref in remembered.references(letters, memory) if isinstance(ref, FieldRef)}
    used.update(domains_of(guide))
    used.update(*(other_names.fields(guide, letter) for letter in letters))
    whole = not gaps.may_hide(guide, FieldRef, inside=letters)
    for name, field in guide.fields.items():
        if not gaps.lacks(guide, field, "type"):
            _check_field(field, diagnostics)
            if messages.bundled(guide.site.language) is not None:
                _check_entries(field, str(guide.site.language), diagnostics)
        _check_offsets(field, diagnostics)
        if whole and name not in used:
            diagnostics.error("unused-field", field.span, name=name)


def _check_field(field: Field, diagnostics: Diagnostics) -> None:
    is_choice = field.type == "choice"
    if is_choice != bool(field.options):
        diagnostics.error("field-options", field.span, name=field.id, type=field.type)
    if field.record and field.type != "lines":
        diagnostics.error("field-record", field.span, name=field.id, type=field.type)
    default = field.default
    if isinstance(default, Offset):
        if field.type not in ("date", "datetime"):
            diagnostics.error("field-default", default.span, name=field.id, type=field.type)
    elif default and is_choice and default not in field.options:
        diagnostics.error(
            "unknown-option",
            default.span,
            suggestion=nearest(default, field.options),
            value=default,
            options=" / ".join(field.options),
        )
    elif default and field.type in ("date", "datetime"):
        diagnostics.error("field-default", default.span, name=field.id, type=field.type)


def _check_offsets(field: Field, diagnostics: Diagnostics) -> None:
    for key, offset in (("default", field.default), ("minimum", field.minimum)):
        if not isinstance(offset, Offset):
            continue
        days = (offset.hours // 24, offset.days, offset.business_days)
        if any(abs(count) > MOST_DAYS for count in days):
            diagnostics.error("offset-too-long", offset.span, name=field.id, key=key)


def _check_entries(field: Field, language: str, diagnostics: Diagnostics) -> None:
    said = messages.load(language, "script")
    for key, text in _entries(field):
        reading = read(field, text, notation.load(language), today=ANY_DAY)
        # A weekday is right in one year only: the rules for letters look at all dates together.
        warning = "" if reading.warning == "weekday" else reading.warning
        is_changed = field.honorific and reading.shown != text.strip()
        if warning or is_changed:
            shown = reading.shown
            told = (
                said(f"warning.{warning}", **reading.params)
                if warning
                else said("entry.shown", shown=shown)
            )
            suggestion = shown if not warning else None
            diagnostics.error(
                "field-entry", text.span, suggestion=suggestion, name=field.id, key=key, told=told
            )


def _entries(field: Field) -> Iterator[tuple[str, Text]]:
    """Yield the values written for readers: the example, and a default that is a text."""
    if field.type == "choice":
        return
    if field.example:
        yield "example", field.example
    if isinstance(field.default, Text) and field.type not in ("date", "datetime"):
        yield "default", field.default
