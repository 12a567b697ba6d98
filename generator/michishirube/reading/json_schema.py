"""JSON Schemas (draft 7) of the content files, for completion and validation in editors.

Generated from the same declarations that `reading.structure` uses, with descriptions from the
locales. Schemas help while writing; `guide check` decides. Editors parse `007` as a number and
`true` as a boolean, where our reader keeps text, so a schema accepts both. Rules that involve
several keys or files aren't expressed.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import types
import typing
from collections.abc import Mapping
from typing import Any, Literal

from michishirube.i18n.messages import Messages, languages, load
from michishirube.model import NODE_KINDS, AtLeast, OneOrMore, Pattern, Record, Text
from michishirube.model.kinds import WITH_SCHEMA, FileKind
from michishirube.reading.declarations import DeclaredKey, keys_of, word

Schema = dict[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"


def schemas(words: Messages) -> dict[str, str]:
    """Return the schema files: contents by path relative to the project root."""
    return {kind.schema: as_file(schema_of(kind, words)) for kind in WITH_SCHEMA}


def as_file(schema: Schema) -> str:
    """Serialise a schema."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def is_schema(content: bytes, name: str) -> bool:
    """Return whether a file is our schema for this path, in any language and of any version."""
    kind = next(kind for kind in WITH_SCHEMA if kind.schema == name)
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return False
    titles = [load(each, "format")[f"file.{kind.name}.label"] for each in languages()]
    return (
        isinstance(found, dict)
        and found.get("$schema") == DIALECT
        and _title(found, kind) in titles
    )


def _title(schema: Mapping[str, Any], kind: FileKind) -> object:
    """Return the title of a schema; for lists it is in the schema of the list."""
    found: object = schema
    if kind.shape == "list":
        listed = schema.get("properties")
        found = listed.get(kind.key) if isinstance(listed, dict) else None
    return found.get("title") if isinstance(found, dict) else None


def schema_of(kind: FileKind, words: Messages) -> Schema:
    """Return the schema of a kind of file."""
    writer = _SchemaWriter(words)
    named: Schema = {
        "title": words[f"file.{kind.name}.label"],
        "description": words[f"file.{kind.name}.doc"],
    }
    record = writer.record(kind.record)
    whole: Schema
    if kind.shape == "table":
        whole = {"type": "object", "additionalProperties": record, **_names(kind.record)}
    elif kind.shape == "list":
        items = {"type": "array", "items": record, **named}
        whole = {
            "type": "object",
            "properties": {kind.key: items},
            "required": [kind.key],
            "additionalProperties": False,
        }
    else:
        whole = record
    return {"$schema": DIALECT, "$id": f"urn:michishirube:{kind.name}", **whole, **named}


class _SchemaWriter:
    """Converts declared types to schemas, with one method per kind of type."""

    def __init__(self, words: Messages) -> None:
        self._words = words

    def record(self, kind: type[Record]) -> Schema:
        """Convert a record class to an object without additional properties."""
        if getattr(kind, "pair", None):
            return self._pair(kind)
        keys = [key for key in keys_of(kind) if not key.from_key]
        return {
            "title": word(self._words, kind, "about", "label"),
            "description": word(self._words, kind, "about", "doc"),
            "type": "object",
            "properties": {key.name: self._key(kind, key) for key in keys},
            "required": [key.name for key in keys if key.required],
            "additionalProperties": False,
        }

    def _short(self, kind: Any) -> Schema:
        """Convert a record that may be written as the value of its key `shorthand`."""
        key = next(key for key in keys_of(kind) if key.name == kind.shorthand)
        return {"anyOf": [self._type(key.type, key.rules), self.record(kind)]}

    def _pair(self, kind: type[Record]) -> Schema:
        """Convert a record that is written as a single pair, `- question: answer`."""
        return {
            "title": word(self._words, kind, "about", "label"),
            "description": word(self._words, kind, "about", "doc"),
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": self._text(()),
        }

    def _key(self, kind: type[Record], key: DeclaredKey) -> Schema:
        schema = {
            **self._type(key.type, key.rules),
            "title": word(self._words, kind, key.name, "label"),
            "description": word(self._words, kind, key.name, "doc"),
        }
        default = _default(kind, key.name)
        return schema if default is None else {**schema, "default": default}

    def _type(self, kind: Any, rules: tuple[object, ...]) -> Schema:
        origin = typing.get_origin(kind)
        if origin is Literal:
            return {"enum": list(typing.get_args(kind))}
        if origin is tuple:
            item, item_rules = _plain(typing.get_args(kind)[0])
            if getattr(item, "keyed", None):
                return {"type": "object", "additionalProperties": self._short(item)}
            least = _least(rules)
            schema = {"type": "array", "items": self._type(item, item_rules)}
            if any(isinstance(rule, OneOrMore) for rule in rules):
                return {"anyOf": [schema["items"], schema]}
            return schema if least is None else {**schema, "minItems": least}
        if origin is Mapping:
            return self._mapping(typing.get_args(kind)[1], rules)
        if origin in (typing.Union, types.UnionType):
            parts = [each for each in typing.get_args(kind) if each is not types.NoneType]
            return {"anyOf": [self._type(each, ()) for each in parts]}
        if issubclass(kind, Record):
            return self.record(kind)
        if issubclass(kind, Text):
            return self._text(rules)
        return _PLAIN[kind](rules)

    def _mapping(self, value: Any, rules: tuple[object, ...]) -> Schema:
        kinds = typing.get_args(value) or (value,)
        least = _least(rules)
        schema: Schema = {"type": "object", "additionalProperties": self._type(value, ())}
        if kinds[0] in NODE_KINDS:
            schema |= _names(kinds[0])
        return schema if least is None else {**schema, "minProperties": least}

    def _text(self, rules: tuple[object, ...]) -> Schema:
        form = next((rule for rule in rules if isinstance(rule, Pattern)), None)
        schema: Schema = {"type": ["string", "number", "boolean"]}
        if form is None:
            return {**schema, "pattern": r"\S"}
        return {**schema, "pattern": f"^({form.regex})$", "examples": [form.example]}


def _number(rules: tuple[object, ...]) -> Schema:
    """An integer; quoted ones are accepted as well."""
    schema: Schema = {"type": ["integer", "string"], "pattern": "^-?[0-9]{1,9}$"}
    least = _least(rules)
    return schema if least is None else {**schema, "minimum": least}


def _truth(rules: tuple[object, ...]) -> Schema:  # noqa: ARG001 - as the others
    return {"type": ["boolean", "string"], "pattern": "^(true|false)$"}


def _date(rules: tuple[object, ...]) -> Schema:  # noqa: ARG001 - as the others
    return {"type": "string", "format": "date", "examples": ["2026-11-24"]}


_PLAIN = {bool: _truth, int: _number, dt.date: _date}


def _names(record: type[Record]) -> Schema:
    """Return the pattern of the keys of a table."""
    rules = next((key.rules for key in keys_of(record) if key.from_key), ())
    form = next((rule for rule in rules if isinstance(rule, Pattern)), None)
    return {} if form is None else {"propertyNames": {"pattern": f"^({form.regex})$"}}


def _plain(hint: Any) -> tuple[Any, tuple[object, ...]]:
    if typing.get_origin(hint) is typing.Annotated:
        kind, *rules = typing.get_args(hint)
        return kind, tuple(rules)
    return hint, ()


def _least(rules: tuple[object, ...]) -> int | None:
    return next((rule.count for rule in rules if isinstance(rule, AtLeast)), None)


def _default(kind: type[Record], name: str) -> object:
    """Return the default of a key if it can be written in JSON."""
    value = next(each.default for each in dataclasses.fields(kind) if each.name == name)
    return value if isinstance(value, bool | int | str) else None
