"""Nodes of a file → records of the model, by the records' own types.

The format is declared once, in `generator.model`: a field's name is the key,
its type says what stands under it, its default whether it may be left out.
This module only reads those declarations. It never raises for content: what is
wrong is noted with its place, a neutral value stands in, and reading goes on,
so that one run tells all.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import re
import types
import typing
from collections.abc import Mapping as MappingType
from typing import Annotated, Any, Literal, TypeVar

from generator import characters, meant, source, web
from generator.diagnostics import Diagnostics, Span, nearest
from generator.model import (
    NODE_KINDS,
    AddressPattern,
    AtLeast,
    AtMost,
    FromKey,
    Pattern,
    Record,
    Ref,
    Text,
)
from generator.slips import Slip

R = TypeVar("R", bound=Record)


@dataclasses.dataclass(frozen=True, slots=True)
class Key:
    """One key of a record as the format declares it."""

    name: str
    type: Any
    rules: tuple[object, ...]
    required: bool
    from_key: bool


def keys_of(record: type[Record]) -> tuple[Key, ...]:
    """The keys of a record in the order of its declaration, without `span`."""
    return _keys_of(record)  # type: ignore[arg-type]  # a type can be hashed


@functools.cache
def _keys_of(record: Any) -> tuple[Key, ...]:
    hints = typing.get_type_hints(record, include_extras=True)
    keys = []
    for each in dataclasses.fields(record):
        if each.name == "span":
            continue
        kind, rules = _unwrap(hints[each.name])
        required = (
            each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING
        )
        from_key = any(isinstance(rule, FromKey) for rule in rules)
        keys.append(Key(each.name, kind, rules, required, from_key))
    return tuple(keys)


def _unwrap(hint: Any) -> tuple[Any, tuple[object, ...]]:
    """A type without `Annotated` and `| None`, and the rules that were attached to it."""
    if typing.get_origin(hint) is Annotated:
        kind, *rules = typing.get_args(hint)
        return kind, tuple(rules)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        parts = [part for part in typing.get_args(hint) if part is not types.NoneType]
        if len(parts) == 1:
            return _unwrap(parts[0])
    return hint, ()


def structure(record: type[R], node: source.Node, name: Text | None, diagnostics: Diagnostics) -> R:
    """Read a record of the given kind from a node.

    `name` is the key or file name under which it stands; it becomes the value
    of the field marked `FromKey`.
    """
    return _Reader(diagnostics).record(record, node, name)


class _Reader:
    """Reads values by their declared types, one method a kind of type."""

    def __init__(self, diagnostics: Diagnostics) -> None:
        self._diagnostics = diagnostics

    # --- Records ---

    def record(self, kind: type[R], node: source.Node, name: Text | None) -> R:
        if pair := getattr(kind, "pair", None):
            return self._pair(kind, node, pair)
        keys = keys_of(kind)
        values: dict[str, Any] = {}
        present: dict[str, tuple[source.Scalar, source.Node]] = {}
        if isinstance(node, source.Mapping):
            known = {key.name for key in keys if not key.from_key}
            present = {self._key(key, known): (key, value) for key, value in node.entries}
        else:
            self._wrong_type("mapping", node)
        misspelt = self._report_unknown(kind, present)
        at = name.span if name is not None else node.span
        for key in keys:
            if key.from_key:
                value = name if name is not None else Text("", at)
                self._apply_rules(key.rules, value, value, value.span)
                values[key.name] = value
            elif key.name in present:
                values[key.name] = self._value(key.type, key.rules, present[key.name][1])
            elif key.required:
                if isinstance(node, source.Mapping) and key.name not in misspelt:
                    self._diagnostics.error("missing-key", at, key=key.name)
                values[key.name] = _neutral(key.type, at)
        return kind(span=at, **values)

    def _report_unknown(
        self, kind: type[Record], present: MappingType[str, tuple[source.Scalar, source.Node]]
    ) -> set[str | None]:
        """Report keys that don't exist; returns those that were probably meant."""
        known = [key.name for key in keys_of(kind) if not key.from_key]
        misspelt = set()
        for written, (key, _) in present.items():
            if written not in known and key.slip and "：" in written:
                self._report_slip(key.slip, key.span)
            elif written not in known:
                misspelt.add(nearest(written, known))
                self._diagnostics.error(
                    "unknown-key",
                    key.span,
                    near=(written, known),
                    key=written,
                    known="・".join(known),
                )
        return misspelt

    def _key(self, key: source.Scalar, known: set[str]) -> str:
        """A key as it is meant: one that only looks like a known key counts as that."""
        found = characters.lookalike(key.value)
        if key.value in known or found is None or found[1] not in known:
            return key.value
        return str(self._in_ascii(Text(key.value, key.span, first=key.first)))

    def _pair(self, kind: type[R], node: source.Node, names: tuple[str, str]) -> R:
        """A record written as a list item with one key: `- question: answer`."""
        if not isinstance(node, source.Mapping) or len(node.entries) != 1:
            self._wrong_type("pair", node)
            key, value = source.Scalar(node.span, "", True), node
        else:
            key, value = node.entries[0]
        types_of = {each.name: each.type for each in keys_of(kind)}
        first = types_of[names[0]](key.value, key.span)
        second = (
            self._text(types_of[names[1]], value)
            if key.value
            else _neutral(types_of[names[1]], node.span)
        )
        return kind(span=node.span, **{names[0]: first, names[1]: second})

    # --- Values ---

    def _value(self, kind: Any, rules: tuple[object, ...], node: source.Node) -> Any:
        value = self._by_type(kind, node)
        if isinstance(value, Ref) or any(isinstance(rule, Pattern) for rule in rules):
            is_list = isinstance(node, source.Scalar) and re.search("[、，・]", node.value)
            slip = node.slip if is_list else None  # type: ignore[union-attr]
            if slip and slip.params.get("right") == ",":
                self._report_slip(slip, node.span)
                return kind("", node.span)
            value = self._in_ascii(value)
        self._apply_rules(rules, value, node, node.span)
        return value

    def _by_type(self, kind: Any, node: source.Node) -> Any:
        origin = typing.get_origin(kind)
        if origin is tuple:
            return self._sequence(typing.get_args(kind)[0], node)
        if origin is MappingType:
            return self._mapping(typing.get_args(kind)[1], node)
        if origin is Literal:
            return self._choice(typing.get_args(kind), node)
        if origin in (typing.Union, types.UnionType):
            return self._one_of(typing.get_args(kind), node)
        if issubclass(kind, Record):
            return self.record(kind, node, None)
        if issubclass(kind, Text):
            return self._text(kind, node)
        return {bool: self._bool, int: self._int, dt.date: self._date}[kind](node)

    def _sequence(self, item: Any, node: source.Node) -> tuple[Any, ...]:
        if not isinstance(node, source.Sequence):
            self._wrong_type("list", node)
            return ()
        kind, rules = _unwrap(item)
        return tuple(self._value(kind, rules, each) for each in node.items)

    def _mapping(self, item: Any, node: source.Node) -> dict[str, Any]:
        if not isinstance(node, source.Mapping):
            self._wrong_type("mapping", node)
            return {}
        kind, rules = _unwrap(item)
        values = {}
        for key, value in node.entries:
            name = self._in_ascii(Text(key.value, key.span, first=key.first))
            if _is_record(kind):
                values[str(name)] = self._named_record(kind, value, name)
            else:
                values[str(name)] = self._value(kind, rules, value)
        return values

    def _in_ascii(self, name: Text) -> Text:
        """A name without letters that only look like those of names; they are reported."""
        found = characters.lookalike(name)
        if found is None:
            return name
        offset, right = found
        self._diagnostics.error(
            "lookalike-letter",
            name.at(0, len(name)),
            suggestion=right,
            is_mended=True,
            name=name,
            position=offset + 1,
            letter=name[offset],
            codepoint=characters.codepoint(name[offset]),
        )
        return type(name)(right, name.span, name.indent, name.first)

    def _named_record(self, kind: Any, node: source.Node, name: Text) -> Record:
        if isinstance(kind, type):
            return self.record(kind, node, name)
        found = self._node_kind(node, name.span)
        # Of a node whose kind isn't known nothing else can be said: a reader of
        # its own, whose findings nobody sees, makes the record that stands in.
        reader = self if found else _Reader(Diagnostics())
        return reader.record(found or NODE_KINDS[0], node, name)

    def _node_kind(self, node: source.Node, at: Span) -> type[Record] | None:
        """Which kind of tree node is written here: the one whose own key is present."""
        names = {kind.__name__.lower(): kind for kind in NODE_KINDS}
        present = [key for key, _ in node.entries] if isinstance(node, source.Mapping) else []
        found = [key for key in present if key.value in names]
        if len(found) > 1:
            self._diagnostics.error(
                "two-kinds", found[1].span, first=found[0].value, second=found[1].value
            )
        if not found:
            self._diagnostics.error("no-kind", at)
        return names[found[0].value] if found else None

    def _one_of(self, kinds: tuple[Any, ...], node: source.Node) -> Any:
        """A text or a record, told apart by what is written."""
        records = [kind for kind in kinds if _is_record(kind)]
        texts = [kind for kind in kinds if kind not in records]
        if isinstance(node, source.Mapping) and records:
            return self.record(records[0], node, None)
        if isinstance(node, source.Scalar) and node.value[:1] == "｛" and node.slip:
            self._report_slip(node.slip, node.span)
            return None
        return self._by_type(texts[0], node)

    def _text(self, kind: type[Text], node: source.Node) -> Text:
        if not isinstance(node, source.Scalar):
            self._wrong_type("text", node)
            return kind("", node.span)
        if not node.value.strip():
            self._diagnostics.error("empty-text", node.span)
        return kind(node.value, node.span, node.indent, node.first)

    def _choice(self, options: tuple[str, ...], node: source.Node) -> str:
        text = self._text(Text, node)
        if text and text not in options:
            self._diagnostics.error(
                "unknown-choice",
                node.span,
                near=(meant.choice(text), options),
                value=text,
                options=" / ".join(options),
            )
            return options[0]
        return str(text) or options[0]

    def _bool(self, node: source.Node) -> bool:
        return self._choice(("true", "false"), node) == "true"

    def _int(self, node: source.Node) -> int:
        text = self._text(Text, node)
        if text and not meant.INTEGER.fullmatch(text):
            guess = meant.number(text)
            self._diagnostics.error("expected-number", node.span, suggestion=guess, value=text)
            return 1
        return int(text or 1)

    def _date(self, node: source.Node) -> dt.date | None:
        text = self._text(Text, node)
        day = meant.date(text)
        if text and day is None:
            guess = meant.day(text)
            self._diagnostics.error("expected-date", node.span, suggestion=guess, value=text)
        return day

    # --- Rules ---

    def _apply_rules(
        self, rules: tuple[object, ...], value: Any, written: object, at: Span
    ) -> None:
        for rule in rules:
            if isinstance(rule, AddressPattern) and value and (odd := web.oddity(value)):
                found = web.parse(value)
                host = (found and found.host) or "-"
                self._diagnostics.error("bad-address", at, value=value, what=odd, host=host)
            elif isinstance(rule, Pattern) and value and not re.fullmatch(rule.regex, value):
                self._diagnostics.error("bad-form", at, value=value, example=rule.example)
            elif isinstance(rule, AtLeast):
                self._check_size(rule, value, written, at)
            elif isinstance(rule, AtMost) and len(value) > rule.count:
                self._diagnostics.error("too-many", at, found=len(value), most=rule.count)

    def _check_size(self, rule: AtLeast, value: Any, written: object, at: Span) -> None:
        if isinstance(value, int):
            if value < rule.count:
                self._diagnostics.error("too-small", at, value=value, least=rule.count)
        elif isinstance(written, source.Sequence | source.Mapping) and len(value) < rule.count:
            self._diagnostics.error("too-few", at, found=len(value), least=rule.count)

    def _wrong_type(self, expected: str, node: source.Node) -> None:
        if isinstance(node, source.Scalar) and node.slip is not None:
            self._report_slip(node.slip, node.span)
        else:
            self._diagnostics.error(f"expected-{expected}", node.span)

    def _report_slip(self, slip: Slip, at: Span) -> None:
        self._diagnostics.add(slip.at(at.path, at.line))


def _is_record(kind: Any) -> bool:
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return all(_is_record(part) for part in typing.get_args(kind))
    return isinstance(kind, type) and issubclass(kind, Record)


def _neutral(kind: Any, at: Span) -> Any:
    """A value that stands in for one that is missing, so that reading can go on."""
    origin = typing.get_origin(kind)
    if origin is tuple:
        return ()
    if origin is MappingType:
        return {}
    if origin is Literal:
        return typing.get_args(kind)[0]
    if issubclass(kind, Record):
        return kind(
            span=at, **{key.name: _neutral(key.type, at) for key in keys_of(kind) if key.required}
        )
    return kind("", at) if issubclass(kind, Text) else kind(1)
