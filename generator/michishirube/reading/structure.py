"""Builds records from YAML nodes, according to the types of the record classes.

The format is declared once, in `model`: a field's name is the key, its type describes the value,
its default makes it optional. This module interprets those declarations. It never raises for
invalid content: an error is reported with its span, a placeholder is used and reading continues, so
that one run reports everything.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import types
import typing
from collections.abc import Mapping as MappingType
from typing import Any, Literal, TypeVar

from michishirube.diagnostics import Diagnostics, Edit, Loss, Span
from michishirube.model import (
    NODE_KINDS,
    AddressPattern,
    AtLeast,
    AtMost,
    Past,
    Pattern,
    Record,
    Ref,
    Text,
)
from michishirube.reading import (
    address_typos,
    guesses,
    key_names,
    single_values,
    unmarked_blocks,
    yaml_nodes,
)
from michishirube.reading.declarations import (
    DeclaredKey,
    is_record,
    keys_of,
    kinds_in,
    loss_of,
    neutral,
    unwrap,
)
from michishirube.reading.typos import Typo, edits_of_run
from michishirube.support import today, unicode_checks, web_addresses

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


class _Reader:
    """Reads values according to their declared types, with one method per kind of type."""

    def __init__(self, diagnostics: Diagnostics) -> None:
        self._diagnostics = diagnostics
        self._inside: list[tuple[Span, type[Record], DeclaredKey]] = []
        """The path to the current value: start, class and current key of each enclosing record."""

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

    def _loss(self) -> Loss:
        """Return the loss of the whole current value; losing `id` loses the record."""
        at, kind, key = self._inside[-1]
        loss = loss_of(at, [key])
        if key.name != "id":
            return loss
        return dataclasses.replace(loss, kinds=frozenset({kind.__name__}))

    def _loss_of(self, kind: Any) -> Loss | None:
        """Return the loss of a part of the current value that has this type."""
        if not self._inside:
            return None
        at, _, key = self._inside[-1]
        return Loss(at, frozenset({key.name}), kinds_in(kind))

    # --- Values ---

    def _value(self, kind: Any, rules: tuple[object, ...], node: yaml_nodes.YamlNode) -> Any:
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

    def _address(self, value: Text) -> Text:
        """Report a typo in a URL and return it corrected, "" if the correction isn't certain."""
        typo = address_typos.find(value)
        if typo is None:
            return value
        self._diagnostics.error(
            typo.code,
            value.span,
            suggestion=typo.suggestion,
            is_recovered=typo.suggestion is not None,
            loss=None if typo.suggestion else Loss(value.span),
            value=value,
            what=typo.what,
        )
        return type(value)(typo.suggestion or "", value.span)

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
        if not isinstance(node, yaml_nodes.SequenceNode):
            is_name = isinstance(kind, type) and issubclass(kind, Ref)
            is_name = is_name or any(isinstance(rule, Pattern) for rule in rules)
            is_text = isinstance(kind, type) and issubclass(kind, Text)
            alone = single_values.as_list(node, are_names=is_name) if is_text else None
            if alone is None:
                self._wrong_type("list", node, self._loss_of(item))
                return ()
            edits = ((node.span, alone.written),)
            self._diagnostics.error("expected-list", node.span, is_recovered=True, edits=edits)
            node = yaml_nodes.SequenceNode(node.span, alone.items)
        return tuple(self._value(kind, rules, each) for each in node.items)

    def _mapping(self, item: Any, node: yaml_nodes.YamlNode) -> dict[str, Any]:
        if not isinstance(node, yaml_nodes.MappingNode):
            self._wrong_type("mapping", node, self._loss_of(item))
            return {}
        kind, rules = unwrap(item)
        values = {}
        for key, value in node.entries:
            name = self._in_ascii(Text(key.value, key.span, first=key.first))
            if is_record(kind):
                values[str(name)] = self._named_record(kind, value, name)
            else:
                values[str(name)] = self._value(kind, rules, value)
        return values

    def _in_ascii(self, name: Text) -> Text:
        """Report confusable characters in a name and return it corrected."""
        found = unicode_checks.lookalike(name)
        if found is None:
            return name
        offset, right = found
        self._diagnostics.error(
            "lookalike-letter",
            name.at(0, len(name)),
            suggestion=right,
            is_recovered=True,
            name=name,
            position=offset + 1,
            letter=name[offset],
            codepoint=unicode_checks.codepoint(name[offset]),
        )
        return type(name)(right, name.span, name.indent, name.first)

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

    def _text(self, kind: type[Text], node: yaml_nodes.YamlNode) -> Text:
        if not isinstance(node, yaml_nodes.ScalarNode):
            if text := unmarked_blocks.misread(node.file_lines, node.span):
                self._diagnostics.add(text.finding(node.span.path))
                return text.as_text(kind, node.span.path)
            self._wrong_type("text", node, self._loss_of(kind))
            return kind("", node.span)
        if not node.value.strip():
            self._diagnostics.error("empty-text", node.span, loss=self._loss_of(kind))
        return kind(node.value, node.span, node.indent, node.first)

    def _choice(self, options: tuple[str, ...], node: yaml_nodes.YamlNode) -> str:
        text = self._text(Text, node)
        if text and text not in options:
            self._diagnostics.error(
                "unknown-choice",
                node.span,
                suggestion=guesses.option(text, options),
                loss=self._loss_of(Text),
                value=text,
                options=" / ".join(options),
            )
            return options[0]
        return str(text) or options[0]

    def _bool(self, node: yaml_nodes.YamlNode) -> bool:
        return self._choice(("true", "false"), node) == "true"

    def _int(self, node: yaml_nodes.YamlNode) -> int:
        text = self._text(Text, node)
        if text and not guesses.INTEGER.fullmatch(text):
            guess = guesses.number(text)
            self._refuse("expected-number", node.span, guess, text)
            return 1
        return int(text or 1)

    def _date(self, node: yaml_nodes.YamlNode) -> dt.date | None:
        text = self._text(Text, node)
        day = guesses.date(text)
        if text and day is None:
            guess = guesses.day(text)
            past = next((rule for rule in self._rules() if isinstance(rule, Past)), None)
            latest = today.latest_day()
            if guess and past and (typo := today.implausible(guess, past.since, latest)):
                guess = typo.guess if typo.code == "day-in-future" else None
            self._refuse("expected-date", node.span, guess, text)
        return day

    def _rules(self) -> tuple[object, ...]:
        """Return the constraints of the current value."""
        return self._inside[-1][2].rules if self._inside else ()

    def _refuse(self, code: str, at: Span, guess: str | None, text: str) -> None:
        """Report a value that can't be converted to its type."""
        self._diagnostics.error(code, at, suggestion=guess, loss=self._loss_of(Text), value=text)

    # --- Rules ---

    def _apply_rules(
        self, rules: tuple[object, ...], value: Any, written: object, at: Span
    ) -> None:
        for rule in rules:
            if isinstance(rule, AddressPattern) and value and (odd := web_addresses.oddity(value)):
                found = web_addresses.parse(value)
                host = (found and found.host) or "-"
                self._break("bad-address", at, Loss(at), value=value, what=odd, host=host)
            elif isinstance(rule, Pattern) and value and not re.fullmatch(rule.regex, value):
                is_name = bool(self._inside) and self._inside[-1][2].name == "id"
                loss = self._loss() if is_name else Loss(at)
                self._break("bad-form", at, loss, value=value, example=rule.example)
            elif isinstance(rule, Past) and value:
                typo = today.implausible(str(value), rule.since, today.latest_day())
                if typo is not None:
                    self._break(typo.code, at, Loss(at), suggestion=typo.guess, value=value)
            elif isinstance(rule, AtLeast):
                self._check_size(rule, value, written, at)
            elif isinstance(rule, AtMost) and len(value) > rule.count:
                self._break("too-many", at, Loss(at), found=len(value), most=rule.count)

    def _check_size(self, rule: AtLeast, value: Any, written: object, at: Span) -> None:
        if isinstance(value, int):
            if value < rule.count:
                self._break("too-small", at, Loss(at), value=value, least=rule.count)
        elif (
            isinstance(written, yaml_nodes.SequenceNode | yaml_nodes.MappingNode)
            and len(value) < rule.count
        ):
            self._break("too-few", at, self._loss(), found=len(value), least=rule.count)

    def _break(self, code: str, at: Span, loss: Loss, **params: Any) -> None:
        self._diagnostics.error(code, at, loss=loss, **params)

    def _wrong_type(self, expected: str, node: yaml_nodes.YamlNode, loss: Loss | None) -> None:
        if isinstance(node, yaml_nodes.ScalarNode) and node.typo is not None:
            edits = edits_of_run(node.span.path, node.span.line, node.typos)
            self._report_typo(node.typo, node.span, loss, *(edits if len(edits) > 1 else ()))
        else:
            self._diagnostics.error(f"expected-{expected}", node.span, loss=loss)

    def _report_typo(self, typo: Typo, at: Span, loss: Loss | None, *edits: Edit) -> None:
        item = typo.at(at.path, at.line)
        self._diagnostics.add(dataclasses.replace(item, loss=loss, edits=edits))
