"""Builds records from YAML nodes, according to the types of the record classes.

The format is declared once, in `model`: a field's name is the key, its type describes the value,
its default makes it optional. This module interprets those declarations. It never raises for
invalid content: an error is reported with its span, a placeholder is used and reading continues, so
that one run reports everything.
"""

from __future__ import annotations

import datetime as dt
import re
import types
import typing
from collections.abc import Mapping as MappingType
from typing import Any, Literal, TypeVar

from michishirube.diagnostics import Diagnostics, Loss, Span
from michishirube.model import (
    NODE_KINDS,
    AddressPattern,
    OneOrMore,
    Pattern,
    Record,
    Ref,
    Text,
)
from michishirube.reading import key_names, single_values, yaml_nodes
from michishirube.reading.declarations import (
    is_record,
    keys_of,
    kinds_in,
    loss_of,
    neutral,
    unwrap,
)
from michishirube.reading.dedented_keys import adopted
from michishirube.reading.scalars import ScalarReader
from michishirube.support import unicode_checks

R = TypeVar("R", bound=Record)


def structure(
    record: type[R], node: yaml_nodes.YamlNode, name: Text | None, diagnostics: Diagnostics
) -> R:
    """Build a record from a node.

    Args:
        record: The record class.
        node: The node to read.
        name: The key or file name of the record, the value of its field marked `FromKey`.
        diagnostics: Collects the errors.
    """
    return _Reader(diagnostics).record(record, node, name)


class _Reader(ScalarReader):
    """Reads records, lists and mappings, with one method per kind of type."""

    # --- Records ---

    def record(self, kind: type[R], node: yaml_nodes.YamlNode, name: Text | None) -> R:
        at = name.span if name is not None else node.span
        if pair := getattr(kind, "pair", None):
            return self._pair(kind, node, pair)
        keys = keys_of(kind)
        present: dict[str, yaml_nodes.YamlNode] = {}
        if isinstance(node, yaml_nodes.MappingNode):
            present = self._present(kind, node, at)
        else:
            self._wrong_type("mapping", node, loss_of(at, keys))
        values: dict[str, Any] = {}
        for key in keys:
            self._inside.append((at, kind, key))
            if key.from_key:
                value = name if name is not None else Text("", at)
                self._apply_rules(key.rules, value, value, value.span)
                values[key.name] = value
            elif key.name in present:
                values[key.name] = self._value(key.type, key.rules, present[key.name])
            elif key.required:
                if isinstance(node, yaml_nodes.MappingNode):
                    self._diagnostics.error("missing-key", at, loss=self._loss(), key=key.name)
                values[key.name] = neutral(key.type, at)
            self._inside.pop()
        for key in keys:
            if key.otherwise and key.name not in values:
                values[key.name] = _otherwise(key.type, values[key.otherwise], at)
        return kind(span=at, **values)

    def _present(
        self, kind: type[Record], node: yaml_nodes.MappingNode, at: Span
    ) -> dict[str, yaml_nodes.YamlNode]:
        """Return the values by key, with typos in keys corrected; unknown keys are reported."""
        known = {key.name: key for key in keys_of(kind) if not key.from_key}
        entries = [(self._key(key, set(known)), key, value) for key, value in node.entries]
        present = {name: value for name, _, value in entries if name in known}
        for name, key, value in entries:
            if name in known:
                continue
            absent = {each: known[each] for each in known if each not in present}
            if key.typo and "：" in name:
                self._report_typo(key.typo, key.span, loss_of(at, absent.values()))
                continue
            right = key_names.suggest_key(kind, name, absent)
            self._report_key(kind, key, right, loss_of(at, absent.values()))
            if right is not None:
                present[right] = value
        return present

    def _report_key(
        self, kind: type[Record], key: yaml_nodes.ScalarNode, right: str | None, loss: Loss
    ) -> None:
        self._diagnostics.error(
            "unknown-key",
            key.span,
            suggestion=right,
            is_recovered=right is not None,
            loss=None if right else loss,
            key=key.value,
            known="・".join(each.name for each in keys_of(kind) if not each.from_key),
        )

    def _key(self, key: yaml_nodes.ScalarNode, known: set[str]) -> str:
        """Return the name of a key, with confusable characters replaced if it is then known."""
        found = unicode_checks.lookalike(key.value)
        if key.value in known or found is None or found[1] not in known:
            return key.value
        return str(self._in_ascii(Text(key.value, key.span, first=key.first)))

    def _pair(self, kind: type[R], node: yaml_nodes.YamlNode, names: tuple[str, str]) -> R:
        """Read a record that is written as a list item with a single key: `- question: answer`."""
        types_of = {each.name: each.type for each in keys_of(kind)}
        if not isinstance(node, yaml_nodes.MappingNode) or len(node.entries) != 1:
            self._wrong_type("pair", node, self._loss_of(kind))
            key, value = yaml_nodes.ScalarNode(node.span, "", True), node
        else:
            key, value = node.entries[0]
        first = types_of[names[0]](key.value, key.span)
        second = (
            self._text(types_of[names[1]], value)
            if key.value
            else neutral(types_of[names[1]], node.span)
        )
        return kind(span=node.span, **{names[0]: first, names[1]: second})

    # --- Values ---

    def _value(self, kind: Any, rules: tuple[object, ...], node: yaml_nodes.YamlNode) -> Any:
        if isinstance(node, yaml_nodes.ScalarNode) and any(isinstance(r, OneOrMore) for r in rules):
            node = yaml_nodes.SequenceNode(node.span, (node,))
        value = self._by_type(kind, node)
        if isinstance(value, Ref) or any(isinstance(rule, Pattern) for rule in rules):
            is_list = isinstance(node, yaml_nodes.ScalarNode) and re.search("[、，・]", node.value)
            typo = node.typo if is_list else None  # type: ignore[union-attr]
            if typo and typo.params.get("right") == ",":
                self._report_typo(typo, node.span, self._loss_of(kind))
                return kind("", node.span)
            if any(isinstance(rule, AddressPattern) for rule in rules):
                value = self._address(value)
            value = self._in_ascii(value)
        self._apply_rules(rules, value, node, node.span)
        return value

    def _by_type(self, kind: Any, node: yaml_nodes.YamlNode) -> Any:
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

    def _sequence(self, item: Any, node: yaml_nodes.YamlNode) -> tuple[Any, ...]:
        kind, rules = unwrap(item)
        if getattr(kind, "keyed", None):
            return self._keyed(kind, node)
        if not isinstance(node, yaml_nodes.SequenceNode):
            is_name = isinstance(kind, type) and issubclass(kind, Ref)
            is_name = is_name or any(isinstance(rule, Pattern) for rule in rules)
            is_text = isinstance(kind, type) and issubclass(kind, Text)
            meant = single_values.as_points(node) if is_text else None
            if meant is None and is_text:
                meant = single_values.as_list(node, are_names=is_name)
            if meant is None:
                self._wrong_type("list", node, self._loss_of(item))
                return ()
            edits = meant.edits(node.span)
            self._diagnostics.error("expected-list", node.span, is_recovered=True, edits=edits)
            node = yaml_nodes.SequenceNode(node.span, meant.items)
        return tuple(self._value(kind, rules, each) for each in node.items)

    def _keyed(self, kind: Any, node: yaml_nodes.YamlNode) -> tuple[Record, ...]:
        """Read records that are written as a mapping, with one of their keys as its keys."""
        if not isinstance(node, yaml_nodes.MappingNode):
            self._wrong_type("mapping", node, self._loss_of(kind))
            return ()
        types_of = {each.name: each.type for each in keys_of(kind)}
        found = []
        for key, value in node.entries:
            name = self._in_ascii(types_of[kind.keyed](key.value, key.span, first=key.first))
            if not isinstance(value, yaml_nodes.MappingNode):
                short = yaml_nodes.ScalarNode(value.span, kind.shorthand, True)
                value = yaml_nodes.MappingNode(value.span, ((short, value),))  # noqa: PLW2901
            found.append(self.record(kind, value, name))
        return tuple(found)

    def _mapping(self, item: Any, node: yaml_nodes.YamlNode) -> dict[str, Any]:
        if not isinstance(node, yaml_nodes.MappingNode):
            self._wrong_type("mapping", node, self._loss_of(item))
            return {}
        kind, rules = unwrap(item)
        values = {}
        entries = adopted(kind, node, self._diagnostics) if is_record(kind) else node.entries
        for key, value in entries:
            name = self._in_ascii(Text(key.value, key.span, first=key.first))
            if is_record(kind):
                values[str(name)] = self._named_record(kind, value, name)
            else:
                values[str(name)] = self._value(kind, rules, value)
        return values

    def _named_record(self, kind: Any, node: yaml_nodes.YamlNode, name: Text) -> Record:
        if isinstance(kind, type):
            return self.record(kind, node, name)
        found = self._node_kind(node, name)
        if found is not None:
            return self.record(found, node, name)
        right = self._report_no_kind(node, name)
        if right is None:
            # Further errors would be noise: build the placeholder with a collector that is
            # discarded.
            return _Reader(Diagnostics()).record(NODE_KINDS[0], node, name)
        title = yaml_nodes.ScalarNode(name.span, right.__name__.lower(), True)
        stand_in = (title, yaml_nodes.ScalarNode(name.span, str(name), True))
        assert isinstance(node, yaml_nodes.MappingNode)  # noqa: S101 - else no kind is guessed
        return self.record(
            right, yaml_nodes.MappingNode(node.span, (stand_in, *node.entries)), name
        )

    def _node_kind(self, node: yaml_nodes.YamlNode, name: Text) -> type[Record] | None:
        """Return the class of a tree node, named by its key `question`, `action` and so on."""
        names = {kind.__name__.lower(): kind for kind in NODE_KINDS}
        present = (
            [key for key, _ in node.entries] if isinstance(node, yaml_nodes.MappingNode) else []
        )
        found = [key for key in present if key.value in names]
        if len(found) > 1:
            first, second = found[0].value, found[1].value
            loss = Loss(name.span)
            self._diagnostics.error(
                "two-kinds", found[1].span, loss=loss, first=first, second=second
            )
        if found:
            return names[found[0].value]
        right = key_names.suggest_kind([key.value for key in present])
        return names[right] if right else None

    def _report_no_kind(self, node: yaml_nodes.YamlNode, name: Text) -> type[Record] | None:
        """Report a node that doesn't name its kind; return the one that its other keys imply."""
        keys = (
            {key.value for key, _ in node.entries}
            if isinstance(node, yaml_nodes.MappingNode)
            else set()
        )
        right = key_names.kind_by_keys(keys)
        lost = frozenset[str]() if right else frozenset[str]().union(*map(kinds_in, NODE_KINDS))
        loss = Loss(name.span, frozenset() if right else frozenset({"*"}), lost)
        found = "・".join(keys) or "-"
        self._diagnostics.error("no-kind", name.span, loss=loss, name=name, found=found)
        return right

    def _one_of(self, kinds: tuple[Any, ...], node: yaml_nodes.YamlNode) -> Any:
        """Read a union of text and record, decided by the type of the node."""
        records = [kind for kind in kinds if is_record(kind)]
        texts = [kind for kind in kinds if kind not in records]
        if isinstance(node, yaml_nodes.MappingNode) and records:
            return self.record(records[0], node, None)
        if isinstance(node, yaml_nodes.ScalarNode) and node.value[:1] == "｛" and node.typo:
            self._report_typo(node.typo, node.span, self._loss_of(records[0]))
            return None
        return self._by_type(texts[0], node)


def _otherwise(kind: type[Text], value: Any, at: Span) -> Text:
    """Return the text of another key, or the first name in it."""
    if isinstance(value, Text):
        return kind(value, value.span)
    return kind(next(iter(value), ""), at)
