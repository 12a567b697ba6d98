"""Converts changes of a text value to edits of its YAML file, quoting where necessary."""

from __future__ import annotations

from collections.abc import Sequence

from michishirube.diagnostics import Edit
from michishirube.model import Text
from michishirube.reading.quoting import in_quotes, needs_quotes

Change = tuple[int, int, str]
"""Offset and length in characters of the part to replace, and the replacement."""


def edits_of(text: Text, changes: Sequence[Change]) -> tuple[Edit, ...]:
    """Convert changes to edits of the file; empty if the position of a character isn't known.

    An unquoted value is quoted if the change introduces syntax: `a` → `a: b` becomes `"a: b"`.
    """
    if text.indent < 0 and not text.first:
        return ()
    if text.first and text.first == text.span.column:
        edited = str(text)
        for offset, length, new in sorted(changes, reverse=True):
            edited = edited[:offset] + new + edited[offset + length :]
        if needs_quotes(edited, in_flow=text.in_flow):
            return ((text.at(0, len(text)), in_quotes(edited)),)
    return tuple((text.at(offset, length), new) for offset, length, new in changes)
