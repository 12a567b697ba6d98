"""Fixes a single value where a list is expected: `see: decline` → `see: [decline]`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from michishirube.diagnostics import Diagnostic, Edit, Span, whole_line
from michishirube.reading import yaml_nodes
from michishirube.reading.typos import NUMBERED
from michishirube.reading.yaml_scalars import scalar

_PART = re.compile(r"[^,、，\s](?:[^,、，]*[^,、，\s])?")


@dataclass(frozen=True, slots=True)
class ListSuggestion:
    """The items of the list that was meant, and its notation on one line."""

    items: tuple[yaml_nodes.ScalarNode, ...]
    written: str = ""
    lines: tuple[Edit, ...] = ()

    def edits(self, at: Span) -> tuple[Edit, ...]:
        """Return the edits that write the list in the place of the value."""
        return self.lines or ((at, self.written),)


def as_list(node: yaml_nodes.YamlNode, *, are_names: bool) -> ListSuggestion | None:
    """Interpret a scalar as a list; None if it isn't a one-line text.

    Args:
        node: The value as written.
        are_names: Whether the items are names: these contain no commas, so `a, b` is two of them.
    """
    if (
        not isinstance(node, yaml_nodes.ScalarNode)
        or node.typo is not None
        or not node.value.strip()
    ):
        return None
    if node.span.line != node.span.end_line or "\n" in node.value or node.value.startswith("- "):
        return None
    items: tuple[yaml_nodes.ScalarNode, ...] = (node,)
    if are_names and node.first:
        parts = _PART.finditer(node.value)
        items = tuple(_part(node, part.start(), part[0]) for part in parts)
    if not items:
        return None
    written = ", ".join(scalar(each.value, in_brackets=True) for each in items)
    return ListSuggestion(items, f"[{written}]")


def as_points(node: yaml_nodes.YamlNode) -> ListSuggestion | None:
    """Interpret lines that all begin with `1.`, `①` or the like as a list, with the edits."""
    if not isinstance(node, yaml_nodes.ScalarNode) or not node.plain or not node.lines:
        return None
    found = [NUMBERED.match(line) for line in node.lines]
    first, path = node.span.line, node.span.path
    items, edits = [], []
    for number, (match, line) in enumerate(zip(found, node.lines, strict=True), start=first):
        if match is None:
            return None
        text = line[match.end() :].rstrip()
        span = Span(path, number, match.end() + 1, number, len(line.rstrip()) + 1)
        items.append(yaml_nodes.ScalarNode(span, text, True, first=match.end() + 1))
        edits.append(whole_line(path, number, f"{match['indent']}- {scalar(text)}"))
    return ListSuggestion(tuple(items), lines=tuple(edits))


def together(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Merge diagnostics: if a value is both single and misspelt, one edit fixes both."""
    items = list(found)
    alone = {item.span for item in items if item.code == "expected-list" and item.edits}
    right = {
        item.span: f"[{scalar(item.suggestion, in_brackets=True)}]"
        for item in items
        if item.span in alone and item.suggestion is not None
    }
    return [
        replace(item, suggestion=None, edits=((item.span, right[item.span]),))
        if item.span in right and (item.code == "expected-list" or item.suggestion)
        else item
        for item in items
    ]


def _part(node: yaml_nodes.ScalarNode, offset: int, text: str) -> yaml_nodes.ScalarNode:
    path, line, column = node.span.path, node.span.line, node.first + offset
    span = Span(path, line, column, line, column + len(text))
    return yaml_nodes.ScalarNode(span, text, node.plain, first=column)
