"""Writes text as one-line YAML scalars, unquoted where that is unambiguous."""

from __future__ import annotations

from michishirube.diagnostics import Diagnostics
from michishirube.reading import yaml_nodes
from michishirube.reading.quoting import in_quotes
from michishirube.reading.source_file import SourceFile


def scalar(text: str, *, in_brackets: bool = False) -> str:
    """Write a text as a scalar that follows a key or, with `in_brackets`, also an item of `[…]`."""
    places = (False, True) if in_brackets else (False,)
    is_bare = all(_reads_as(text, in_brackets=each) for each in places)
    return text if is_bare else in_quotes(text)


def _reads_as(text: str, *, in_brackets: bool) -> bool:
    """Return whether the unquoted text is read back unchanged and without diagnostics."""
    found = Diagnostics()
    line = f"key: [{text}]\n" if in_brackets else f"key: {text}\n"
    node = yaml_nodes.parse(SourceFile("", line), found)
    value = node.get("key") if isinstance(node, yaml_nodes.MappingNode) else None
    if in_brackets and isinstance(value, yaml_nodes.SequenceNode) and len(value.items) == 1:
        value = value.items[0]
    return isinstance(value, yaml_nodes.ScalarNode) and value.value == text and not len(found)
