"""What makes Markdown slow, found before a converter sees it.

python-markdown takes one turn for each line of a block, for each mark that nests a block
into another, and for each column of each row; and each turn goes through what is left.
Within these limits, all far above what people write, its time grows as the text does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

MOST_LINES = 1000
"""Lines of a block: a text of the greatest length would have less than twenty letters in each."""

MOST_NESTED = 8
"""Lists and quotes that one line begins within each other."""

MOST_COLUMNS = 20
"""Columns of a table; a phone shows four."""

_NESTED = re.compile(rf"^(?: *+(?:> ?+|[-*+] |\d{{1,9}}+\. )){{{MOST_NESTED + 1},}}+")
_RULER = re.compile(r"^ *+(?:(?:- *+)++|(?:\* *+)++)$")
_DELIMITERS = re.compile(r"^[ |:-]*+$")


@dataclass(frozen=True, slots=True)
class Excess:
    """What there is too much of, where it begins, and how much there may be."""

    code: Literal["long-block", "deep-markup", "wide-table"]
    start: int
    found: int
    limit: int


def excess(text: str) -> Excess | None:
    """The first place at which a text goes beyond a limit, None for all that people write."""
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
