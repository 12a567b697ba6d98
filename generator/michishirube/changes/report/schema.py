"""Generates the JSON Schema (draft 7) of reports from `data`."""

from __future__ import annotations

import dataclasses
import inspect
import json
import typing
from typing import Literal

from michishirube.changes.report.bounds import Matches, Maximum, MaxLength
from michishirube.changes.report.codec import alternative, bounds_of, hints
from michishirube.changes.report.data import VERSION, ChangeReport

Schema = dict[str, object]


def as_file() -> str:
    """Return the content of docs/changes.schema.json."""
    defined: Schema = {}
    root = _reference(ChangeReport, defined)
    schema: Schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"guide diff --format json, version {VERSION}",
        **root,
        "definitions": dict(sorted(defined.items())),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _reference(record: type, defined: Schema) -> Schema:
    name = record.__name__
    if name not in defined:
        defined[name] = {}  # Its place is taken, should it hold itself.
        named = hints(record)
        defined[name] = {
            "description": inspect.cleandoc(record.__doc__ or ""),
            "type": "object",
            "properties": {key: _schema(hint, defined) for key, hint in named.items()},
            "required": list(named),
            "additionalProperties": False,
        }
    return {"$ref": f"#/definitions/{name}"}


def _schema(hint: object, defined: Schema) -> Schema:
    kind, marks = bounds_of(hint)
    other = alternative(kind)
    if other is not None:
        return {"anyOf": [_schema(other, defined), {"type": "null"}]}
    if typing.get_origin(kind) is Literal:
        return {"enum": list(typing.get_args(kind))}
    if typing.get_origin(kind) is tuple:
        item = _schema(typing.get_args(kind)[0], defined)
        return {"type": "array", "items": item, "maxItems": marks[0].count}
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _reference(kind, defined)
    names = {str: "string", int: "integer", bool: "boolean"}
    schema: Schema = {"type": names[kind]}
    for mark in marks:
        if isinstance(mark, MaxLength):
            schema["maxLength"] = mark.count
        elif isinstance(mark, Matches):
            schema["pattern"] = f"^({mark.regex})$"
        elif isinstance(mark, Maximum):
            schema |= {"minimum": 0, "maximum": mark.limit}
    return schema


if __name__ == "__main__":
    print(as_file(), end="")
