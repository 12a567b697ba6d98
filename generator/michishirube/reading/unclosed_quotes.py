"""Recovers multi-line texts with an unclosed quotation mark, or with unescaped ones inside.

    text: "Water it, and         text: "Water it, and
      not too much          →      not too much"
    next: rest                   next: rest

The parser reads on to the end of the file, or to the next quotation mark. Where such a text ends is
known if none of its lines is a key of the format. Marks within, as in `"a "b" c"`, are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from michishirube.reading.indentation import Guess
from michishirube.reading.typos import Typo
from michishirube.reading.unmarked_blocks import is_key

_FAR = 60
"""How many lines above an error the mark is searched for."""

_OPENED = re.compile(
    r"(?P<lead> *(?:- +)*)(?:[A-Za-z_][\w-]*: +|(?<=- ))(?P<mark>[\"'])(?P<rest>.+)"
)
_ESCAPED = {'"': '\\"', "'": "''"}
_NEXT = re.compile(r" *(?:- |[A-Za-z_][\w-]*:(?: |$)|#)")


def guesses(lines: Sequence[str], number: int) -> Iterator[Guess]:
    """Yield fixes for a syntax error at a line (from 1), the nearest mark first."""
    for first in range(min(number, len(lines)), max(0, number - _FAR), -1):
        found = _closed(lines, first)
        if found is not None:
            yield found


def _closed(lines: Sequence[str], first: int) -> Guess | None:
    """Return the fix for the text that a line (from 1) opens, None if it isn't certain."""
    opened = _OPENED.fullmatch(lines[first - 1])
    if opened is None:
        return None
    last = _end(lines, first, len(opened["lead"]))
    below = [each.rstrip() for each in lines[first:last]]
    if not below or any(map(is_key, below)):
        return None
    mark, escaped = opened["mark"], _ESCAPED[opened["mark"]]
    is_closed = below[-1].endswith(mark)
    inner = [opened["rest"], *below[:-1], below[-1].removesuffix(mark)]
    within = sum(line.count(mark) for line in inner)
    is_certain = within > 0 if is_closed else within % 2 == 0
    if not is_certain or any(escaped in line for line in inner):
        return None
    fixed = [line.replace(mark, escaped) for line in inner]
    fixed = [lines[first - 1][: opened.start("rest")] + fixed[0], *fixed[1:-1], fixed[-1] + mark]
    code, name = ("needs-quotes", "what") if is_closed else ("unclosed-quote", "mark")
    params, whole = {name: mark}, (last, "\n".join(fixed))
    typo = Typo(code, opened.start("mark") + 1, 1, fixed[0], params, whole)
    rows = enumerate(fixed[1:], start=first + 1)
    return [(first, typo), *((row, Typo("", len(line) + 1, 0, line)) for row, line in rows)]


def _end(lines: Sequence[str], first: int, column: int) -> int:
    """Return the number of the last line before the next key, item or comment of this depth."""
    last = first
    for number in range(first + 1, len(lines) + 1):
        line = lines[number - 1]
        is_deeper = len(line) - len(line.lstrip(" ")) > column
        if line.strip() and not is_deeper and _NEXT.match(line):
            break
        if line.strip():
            last = number
    return last
