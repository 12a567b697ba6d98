"""Texts as YAML scalars on one line: bare, as people write them, where that reads the same."""

from __future__ import annotations

from michishirube.diagnostics import Diagnostics
from michishirube.reading import yaml_nodes
from michishirube.reading.typos import in_quotes


def scalar(text: str, *, in_brackets: bool = False) -> str:
    """The text as it is written behind a key, or with `in_brackets` in an item of `[…]` as well."""
    places = (False, True) if in_brackets else (False,)
    is_bare = all(_reads_as(text, in_brackets=each) for each in places)
    return text if is_bare else in_quotes(text)


def _reads_as(text: str, *, in_brackets: bool) -> bool:
    """Whether it needs no quotes; findings about it, such as a comment in it, count as well."""
    found = Diagnostics()
    line = f"key: [{text}]\n" if in_brackets else f"key: {text}\n"
    node = yaml_nodes.parse(yaml_nodes.SourceFile("", line), found)
    value = node.get("key") if isinstance(node, yaml_nodes.MappingNode) else None
    if in_brackets and isinstance(value, yaml_nodes.SequenceNode) and len(value.items) == 1:
        value = value.items[0]
    return isinstance(value, yaml_nodes.ScalarNode) and value.value == text and not len(found)
