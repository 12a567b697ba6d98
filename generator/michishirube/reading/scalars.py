"""Reads scalars by their declared types and checks the constraints of values.

The lower half of `structure`: texts, choices, numbers and dates, without records and lists.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from typing import Any

from michishirube.diagnostics import Diagnostics, Edit, Loss, Span
from michishirube.model import AddressPattern, AtLeast, AtMost, Number, Past, Pattern, Record, Text
from michishirube.reading import address_typos, guesses, unmarked_blocks, yaml_nodes
from michishirube.reading.declarations import DeclaredKey, kinds_in, loss_of
from michishirube.reading.typos import Typo, edits_of_run
from michishirube.support import today, unicode_checks, web_addresses


class ScalarReader:
    """Reads scalars, with one method per type; knows where in the records it is."""

    def __init__(self, diagnostics: Diagnostics) -> None:
        self._diagnostics = diagnostics
        self._inside: list[tuple[Span, type[Record], DeclaredKey]] = []
        """The path to the current value: start, class and current key of each enclosing record."""

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

    # --- Scalars ---

    def _text(self, kind: type[Text], node: yaml_nodes.YamlNode) -> Text:
        if not isinstance(node, yaml_nodes.ScalarNode):
            if text := unmarked_blocks.misread(node.file_lines, node.span):
                self._diagnostics.add(text.finding(node.span.path))
                return text.as_text(kind, node.span.path)
            self._wrong_type("text", node, self._loss_of(kind))
            return kind("", node.span)
        if not node.value.strip():
            self._diagnostics.error("empty-text", node.span, loss=self._loss_of(kind))
        return kind(node.value, node.span, node.indent, node.first, node.in_flow)

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
        return Number(int(text or 1), node.span)

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
        return type(name)(right, name.span, name.indent, name.first, name.in_flow)

    # --- Constraints ---

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

    # --- What is reported ---

    def _refuse(self, code: str, at: Span, guess: str | None, text: str) -> None:
        """Report a value that can't be converted to its type."""
        self._diagnostics.error(code, at, suggestion=guess, loss=self._loss_of(Text), value=text)

    def _wrong_type(self, expected: str, node: yaml_nodes.YamlNode, loss: Loss | None) -> None:
        if isinstance(node, yaml_nodes.ScalarNode) and node.typo is not None:
            edits = edits_of_run(node.span.path, node.span.line, node.typos)
            self._report_typo(node.typo, node.span, loss, *(edits if len(edits) > 1 else ()))
        else:
            self._diagnostics.error(f"expected-{expected}", node.span, loss=loss)

    def _report_typo(self, typo: Typo, at: Span, loss: Loss | None, *edits: Edit) -> None:
        item = typo.at(at.path, at.line)
        self._diagnostics.add(dataclasses.replace(item, loss=loss, edits=edits))
