"""Writes plain data as YAML in the style of the content files.

Indentation of two spaces, indented lists, block scalars for texts of several lines.
"""

from __future__ import annotations

import yaml


class FlowList(list[str]):
    """A list that is written on one line: `[a, b]`."""


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _flow(dumper: yaml.SafeDumper, value: FlowList) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(FlowList, _flow)


def as_yaml(value: object) -> str:
    """Dump a value; empty values are omitted."""
    text: str = yaml.dump(
        _without_nothing(value),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=100_000,
        default_flow_style=False,
    )
    return text


def _without_nothing(value: object) -> object:
    if isinstance(value, dict):
        kept = {key: _without_nothing(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in ("", [], {}, None)}
    if isinstance(value, list) and not isinstance(value, FlowList):
        return [_without_nothing(each) for each in value]
    return value


def indented(text: str, columns: int) -> list[str]:
    """Return the lines of a text with additional indentation."""
    return [f"{' ' * columns}{line}" if line else "" for line in text.rstrip("\n").split("\n")]
