"""Detects Markdown that would take superlinear time to convert.

For each line of a block, each level of nesting and each column of a table row, python-markdown
processes the whole rest. Within these limits, all far above what people write, the time grows
linearly with the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

MOST_LINES = 1000
"""Lines per block; in a text of maximum length, each would have less than twenty characters."""

MOST_NESTED = 8
"""Levels of nested lists and quotes opened in one line."""

MOST_COLUMNS = 20
"""Columns of a table; phones show four."""

_NESTED = re.compile(rf"^(?: *+(?:> ?+|[-*+] |\d{{1,9}}+\. )){{{MOST_NESTED + 1},}}+")
_RULER = re.compile(r"^ *+(?:(?:- *+)++|(?:\* *+)++)$")
_DELIMITERS = re.compile(r"^[ |:-]*+$")


@dataclass(frozen=True, slots=True)
class Excess:
    """A limit that was exceeded.

    Attributes:
        code: Code of the diagnostic.
        start: Offset at which it starts.
        found: The actual number.
        limit: The maximum.
    """

    code: Literal["long-block", "deep-markup", "wide-table"]
    start: int
    found: int
    limit: int


def excess(text: str) -> Excess | None:
    """Return the first violation of a limit, or None."""
    lines = begin = at = 0
    for line in text.split("\n"):
        if not line.strip():
            lines, begin = 0, at + len(line) + 1
        else:
            lines += 1
            if lines > MOST_LINES:
                return Excess("long-block", begin, lines, MOST_LINES)
            if found := _in_line(line, at):
                return found
        at += len(line) + 1
    return None


def _in_line(line: str, at: int) -> Excess | None:
    if (nested := _NESTED.match(line)) and not _RULER.match(line):
        marks = len(re.findall(r"[>*+-]|\d+\.", nested[0]))
        return Excess("deep-markup", at, marks, MOST_NESTED)
    columns = line.strip().strip("|").count("|") + 1
    if columns > MOST_COLUMNS and _DELIMITERS.match(line):
        return Excess("wide-table", at, columns, MOST_COLUMNS)
    return None
