"""Inserts lines into YAML files without changing others.

Positions come from the parsed nodes. If a file is written in a way that leaves no safe position,
`InsertError` is raised and the author has to do it by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from michishirube.diagnostics import Diagnostics
from michishirube.editing.yaml_text import as_yaml, indented
from michishirube.reading import yaml_nodes
from michishirube.reading.source_file import SourceFile


class InsertError(Exception):
    """A file has no safe position for the new lines."""


def parsed(text: str) -> yaml_nodes.YamlNode:
    """Parse a file.

    Raises:
        InsertError: It has syntax errors.
    """
    found = Diagnostics()
    node = yaml_nodes.parse(SourceFile("", text), found)
    if node is None or found.has_errors:
        raise InsertError
    return node


def into_list(text: str, path: Sequence[str | int], value: str) -> str:
    """Add an item to a list, which is created if it doesn't exist.

    For example, `into_list(text, ["nodes", "end", "letters"], "remind")` appends `remind` to the
    letters of the node `end`.

    Args:
        text: Text of the file.
        path: Keys, and indices within lists, that lead to the list.
        value: The item as YAML.

    Raises:
        InsertError: There is no safe position.
    """
    *above, key = path
    holder = _at(parsed(text), above)
    if not isinstance(holder, yaml_nodes.MappingNode) or not holder.entries:
        raise InsertError
    found = holder.get(str(key))
    lines = text.split("\n")
    if found is None and _is_flow(holder, lines):
        return _into_flow(text, holder, f"{key}: [{value}]")
    if found is None:
        at, indent = _end(holder, lines), holder.entries[0][0].span.column - 1
        return _joined(lines, at, [f"{' ' * indent}{key}: [{value}]"])
    if not isinstance(found, yaml_nodes.SequenceNode):
        raise InsertError
    if _is_flow(found, lines):
        return _into_flow(text, found, value)
    return _joined(lines, _end(found, lines), [f"{' ' * (found.span.column - 1)}- {value}"])


def item_into_list(text: str, key: str, item: object) -> str:
    """Append an item to a list under a top-level key.

    Args:
        text: Text of the file.
        key: The key.
        item: The item as plain data.

    Raises:
        InsertError: There is no such list, or no safe position.
    """
    holder = parsed(text)
    found = holder.get(key) if isinstance(holder, yaml_nodes.MappingNode) else None
    lines = text.split("\n")
    if not isinstance(found, yaml_nodes.SequenceNode) or not found.items or _is_flow(found, lines):
        raise InsertError
    return _joined(lines, _end(found, lines), indented(as_yaml([item]), found.span.column - 1))


def position(text: str, key: str, name: str) -> int:
    """Return the index of the item with an id in the list under a top-level key.

    Raises:
        InsertError: There is none.
    """
    holder = parsed(text)
    items = holder.get(key) if isinstance(holder, yaml_nodes.MappingNode) else None
    for place, item in enumerate(items.items if isinstance(items, yaml_nodes.SequenceNode) else ()):
        found = item.get("id") if isinstance(item, yaml_nodes.MappingNode) else None
        if isinstance(found, yaml_nodes.ScalarNode) and found.value == name:
            return place
    raise InsertError


def at_end(text: str, entries: object) -> str:
    """Append entries to the top-level mapping of a file.

    Raises:
        InsertError: The file has no block mapping at the top level.
    """
    holder = parsed(text)
    if not isinstance(holder, yaml_nodes.MappingNode) or holder.span.column != 1:
        raise InsertError
    if holder.entries and _line_of(text, holder).lstrip().startswith("{"):
        raise InsertError
    return text.rstrip("\n") + "\n" + as_yaml(entries)


def _at(node: yaml_nodes.YamlNode, path: Sequence[str | int]) -> yaml_nodes.YamlNode:
    for step in path:
        inner: yaml_nodes.YamlNode | None = None
        if isinstance(node, yaml_nodes.MappingNode):
            inner = node.get(str(step))
        elif isinstance(node, yaml_nodes.SequenceNode) and isinstance(step, int):
            inner = node.items[step] if 0 <= step < len(node.items) else None
        if inner is None:
            raise InsertError
        node = inner
    return node


def _joined(lines: list[str], at: int, new: list[str]) -> str:
    return "\n".join([*lines[:at], *new, *lines[at:]])


def _scalars(node: yaml_nodes.YamlNode) -> Iterator[yaml_nodes.ScalarNode]:
    if isinstance(node, yaml_nodes.ScalarNode):
        yield node
    elif isinstance(node, yaml_nodes.SequenceNode):
        for item in node.items:
            yield from _scalars(item)
    else:
        for key, value in node.entries:
            yield key
            yield from _scalars(value)


def _end(node: yaml_nodes.YamlNode, lines: list[str]) -> int:
    """Return the number of the last line of a node in block style."""
    last = 0
    for scalar in _scalars(node):
        end = scalar.span.end_line
        # A `|` block ends where the next line begins.
        if scalar.span.end_column == 1 and end > scalar.span.line:
            end -= 1
        last = max(last, end)
    if not last:
        raise InsertError
    while not lines[last - 1].strip():
        last -= 1
    return last


def _is_flow(node: yaml_nodes.YamlNode, lines: list[str]) -> bool:
    return lines[node.span.line - 1][node.span.column - 1] in "[{"


def _line_of(text: str, node: yaml_nodes.YamlNode) -> str:
    return text.split("\n")[node.span.line - 1]


def _into_flow(
    text: str, node: yaml_nodes.SequenceNode | yaml_nodes.MappingNode, value: str
) -> str:
    """Insert before the closing bracket, if nothing but white space and a comma precedes it."""
    mark = "]" if isinstance(node, yaml_nodes.SequenceNode) else "}"
    lines = text.split("\n")
    last = list(_scalars(node))[-1:] or None
    line, column = (
        (last[0].span.end_line, last[0].span.end_column - 1)
        if last
        else (node.span.line, node.span.column)
    )
    row = lines[line - 1]
    close = row.find(mark, column)
    if close < 0 or row[column:close].strip(" ,"):
        raise InsertError
    comma = ", " if last else ""
    lines[line - 1] = f"{row[:column]}{comma}{value}{row[close:]}"
    return "\n".join(lines)
