"""Serialises a letter's fields for the script, which builds the form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Literal, NotRequired, TypedDict

from michishirube.model import Field, Offset
from michishirube.model.letter import FieldType, Tense

_OFFSET_UNITS = ("hours", "days", "business_days", "at")


class OffsetForScript(TypedDict, total=False):
    """A time relative to now; {"days": 0} is now."""

    hours: int
    days: int
    business_days: int
    at: str


class FieldForScript(TypedDict):
    """A field of a letter (`Field`), without what is unset."""

    id: str
    label: str
    type: FieldType
    options: NotRequired[Mapping[str, str]]
    default: NotRequired[str | OffsetForScript]
    optional: NotRequired[Literal[True]]
    shared: NotRequired[Literal[True]]
    honorific: NotRequired[Literal[True]]
    record: NotRequired[Literal[True]]
    when: NotRequired[Tense]
    minimum: NotRequired[OffsetForScript]
    max_length: NotRequired[int]


def fields_as_json(fields: Iterable[Field]) -> str:
    """Return fields in order, as JSON with the keys of content files.

    Unset values are omitted: a choice that nobody has made is a blank.
    """
    return json.dumps([_field(each) for each in fields], ensure_ascii=False, separators=(",", ":"))


def _field(field: Field) -> dict[str, object]:
    told: dict[str, object] = {
        "id": field.id,
        "label": field.label,
        "type": field.type,
        "options": dict(field.options),
        "default": _default(field),
        "optional": not field.required,
        "shared": field.shared,
        "honorific": field.honorific,
        "record": field.record,
        "when": field.when,
        "minimum": field.minimum and _offset(field.minimum),
        "max_length": field.max_length,
    }
    return {key: value for key, value in told.items() if value not in (None, False, {}, "")}


def _default(field: Field) -> object:
    if isinstance(field.default, Offset):
        return _offset(field.default)
    return field.default


def _offset(offset: Offset) -> dict[str, object]:
    """Return an offset without zeros; {"days": 0} stands for now."""
    parts = {unit: getattr(offset, unit) for unit in _OFFSET_UNITS}
    return {unit: value for unit, value in parts.items() if value} or {"days": 0}
