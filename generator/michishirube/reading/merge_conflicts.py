"""The marks that git leaves where it couldn't put two changes together.

Knows lines only. Where a conflict is whole, its first side is read, with empty lines in the
place of the other, so that every line keeps its number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from michishirube.diagnostics import Diagnostics, Span

_BEGIN = re.compile(r"\s*<{7}(?: .*|$)")
_BASE = re.compile(r"\s*\|{7}(?: .*|$)")
_MIDDLE = re.compile(r"\s*={7}$")
_END = re.compile(r"\s*>{7}(?: .*|$)")


def find(lines: Sequence[str], *, in_yaml: bool) -> tuple[list[tuple[int, int]], list[str]]:
    """The conflicts of a file, and its lines without them.

    Args:
        lines: The file's lines.
        in_yaml: Whether a lone `=======` is a mark, and not the line below a heading.

    Returns:
        First and last line (from 1) of each conflict, and as many lines as there were: of a
        conflict those before its `|||||||` or `=======`, all other lines of it empty.
    """
    found: list[tuple[int, int]] = []
    side = list(lines)
    begin, is_theirs = 0, False
    for number, line in enumerate(lines, start=1):
        if _BEGIN.fullmatch(line):
            found.append((number, number))
            begin, is_theirs = number, False
        elif begin and (_BASE.fullmatch(line) or _MIDDLE.fullmatch(line)):
            is_theirs = True
        elif _END.fullmatch(line):
            if begin:
                found[-1] = (begin, number)
            else:
                found.append((number, number))
            begin, is_theirs = 0, False
        elif not begin and (line.startswith("||||||| ") or (in_yaml and line == "=" * 7)):
            found.append((number, number))
        elif not is_theirs:
            continue
        side[number - 1] = ""
    return found, side


def one_side(path: str, lines: Sequence[str], diagnostics: Diagnostics) -> str | None:
    """Report a file's conflicts; its text with one side of them, None if there are none."""
    found, side = find(lines, in_yaml=path.endswith(".yml"))
    for first, last in found:
        line = lines[first - 1]
        begin = len(line) - len(line.lstrip())
        span = Span(path, first, begin + 1, first, len(line) + 1)
        diagnostics.error("conflict-mark", span, last=last)
    return "\n".join(side) if found else None
