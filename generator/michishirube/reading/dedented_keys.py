"""Detects keys that are dedented by one level, beside the record that they belong to.

    paid:                        paid:
      question: …                  question: …
    answers:              →        answers:
      - label: …                     - label: …

YAML reads a record of that name. It isn't one if its value is no mapping, and its name a key that
the record before it lacks.
"""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Sequence
from typing import Any

from michishirube.diagnostics import Diagnostic, Diagnostics, Severity, whole_line
from michishirube.reading.declarations import keys_of
from michishirube.reading.yaml_nodes import MappingNode, ScalarNode, YamlNode

Entry = tuple[ScalarNode, YamlNode]


def adopted(kind: Any, table: MappingNode, diagnostics: Diagnostics) -> list[Entry]:
    """Return the records of a table, with keys put into them that stand beside.

    Args:
        kind: Class of the records, or a union of classes.
        table: The records by their names.
        diagnostics: Collects an error for each such key, with its lines moved in.
    """
    kinds = typing.get_args(kind) or (kind,)
    names = {key.name for each in kinds for key in keys_of(each) if not key.from_key}
    found: list[Entry] = []
    for key, value in table.entries:
        before = found[-1] if found else None
        if before is None or not _belongs_to(before[1], key, value, names):
            found.append((key, value))
            continue
        record = typing.cast(MappingNode, before[1])
        shift = record.entries[0][0].span.column - key.span.column
        diagnostics.add(_finding(table.file_lines, key, shift))
        entries = (*record.entries, (key, value))
        found[-1] = before[0], dataclasses.replace(record, entries=entries)
    return found


def _belongs_to(record: YamlNode, key: ScalarNode, value: YamlNode, names: set[str]) -> bool:
    return (
        key.value in names
        and not isinstance(value, MappingNode)
        and isinstance(record, MappingNode)
        and bool(record.entries)
        and record.get(key.value) is None
        and record.entries[0][0].span.column > key.span.column
    )


def _finding(lines: Sequence[str], key: ScalarNode, shift: int) -> Diagnostic:
    """Return the error for a key, with the edits that move it and its value in."""
    path, first, column = key.span.path, key.span.line, key.span.column
    last = first
    while last < len(lines) and _is_inside(lines[last], column - 1):
        last += 1
    edits = tuple(
        whole_line(path, number, " " * shift + lines[number - 1])
        for number in range(first, last + 1)
        if lines[number - 1].strip()
    )
    code, severity = "bad-indent", Severity.ERROR
    return Diagnostic(code, severity, key.span, is_recovered=True, edits=edits)


def _is_inside(line: str, depth: int) -> bool:
    """Return whether a line belongs to the value of a key of this depth."""
    indent = len(line) - len(line.lstrip(" "))
    return not line.strip() or indent > depth or line.startswith(f"{' ' * depth}- ")
