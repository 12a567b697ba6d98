"""Finds git's conflict markers.

Works on lines. A complete conflict is read as its first side, with blank lines in place of the
other, so that line numbers don't change.
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
    """Find the conflicts of a file and remove them.

    Args:
        lines: The file's lines.
        in_yaml: Whether a lone `=======` is a marker; in Markdown it underlines a heading.

    Returns:
        First and last line number (from 1) of each conflict, and the lines with markers and the
        second side replaced by blank lines.
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
    """Report the conflicts of a file; return its text with one side of each, None if none."""
    found, side = find(lines, in_yaml=path.endswith(".yml"))
    for first, last in found:
        line = lines[first - 1]
        begin = len(line) - len(line.lstrip())
        span = Span(path, first, begin + 1, first, len(line) + 1)
        diagnostics.error("conflict-mark", span, last=last)
    return "\n".join(side) if found else None
