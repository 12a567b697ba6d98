"""Fields make sense: choices have options, defaults fit their type, and some letter asks for it."""

from __future__ import annotations

from generator import gaps
from generator.diagnostics import Diagnostics, nearest
from generator.model import Field, FieldRef, Guide, Offset, references

CODES = ("field-options", "unknown-option", "field-default", "field-record", "unused-field")


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Look at each field and at who uses it."""
    letters = tuple(guide.letters.values())
    used = {str(ref) for ref in references(letters) if isinstance(ref, FieldRef)}
    whole = not gaps.may_hide(guide, FieldRef, inside=letters)
    for name, field in guide.fields.items():
        if not gaps.lacks(guide, field, "type"):
            _check_field(field, diagnostics)
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
