"""Warns about text that YAML silently drops or changes: ` #` comments, folded lines, curly quotes.

Works on one scalar event and the lines around it.
"""

from __future__ import annotations

import dataclasses
import re
import textwrap
from typing import Any

from michishirube.diagnostics import Diagnostic, Diagnostics, Severity, Span
from michishirube.reading import unmarked_blocks
from michishirube.reading.syntax_recovery import PatchedLines
from michishirube.reading.text_keys import LETTER
from michishirube.reading.typos import (
    NUMBERED,
    Typo,
    edits_of_run,
    in_structure,
    in_value,
    quoted,
    run_of_typos,
)
from michishirube.reading.unmarked_blocks import UnmarkedText
from michishirube.support.unicode_checks import codepoint, forbidden

_WIDE = "\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60"
_FOLDED = re.compile(f"[{_WIDE}] [{_WIDE}]")
_WIDE_END = re.compile(f"[{_WIDE}] *$")
_WIDE_START = re.compile(f" *[{_WIDE}]")
_CURLY = tuple("“”„‟＂")
_BARS = ("｜", "￨", "│", "┃")
_COMMENT = re.compile(r"\s+(#.*)")
_PROPER_COMMENT = re.compile(r" {2,}#(?: .*|#*)?|\s+#")


def note(patched: PatchedLines, scalar: Any, plain: bool, diagnostics: Diagnostics) -> str:
    """Check a PyYAML scalar event, and what follows it on its last line.

    Returns:
        The text of the scalar, as it was probably meant.
    """
    if scalar.style == '"':
        _escapes(patched, scalar, diagnostics)
    text = str(scalar.value)
    if scalar.style == "|":
        return text
    if scalar.end_mark.line > scalar.start_mark.line:
        find = _wide_bar if text[:1] in _BARS else _list if plain else _folded_letter
        text = find(patched, scalar, diagnostics) or text
    if text != scalar.value:
        return text
    is_folded = scalar.end_mark.line > scalar.start_mark.line
    is_reported = is_folded and _folds(patched, scalar, plain, diagnostics)
    if scalar.style != ">" and not is_reported:
        _comment(patched, scalar, diagnostics)
    if plain:
        _quotes(patched, scalar, diagnostics)
    return text


def _wide_bar(patched: PatchedLines, scalar: Any, diagnostics: Diagnostics) -> str | None:
    """Report `｜` in the place of `|`; return the text of the block."""
    written = _unmarked(patched, scalar)
    if written is None or written.rest not in _BARS or not written.below:
        return None
    text = dataclasses.replace(written, rest="")
    span = _span(patched, scalar.start_mark.line + 1, scalar.start_mark.column + 1, 1)
    edits, wrong = text.edits(patched.path), written.rest
    diagnostics.error("fullwidth-punctuation", span, edits=edits, wrong=wrong, right="|")
    return text.text


def _folded_letter(patched: PatchedLines, scalar: Any, diagnostics: Diagnostics) -> str | None:
    """Report `>` before a letter's text, which would join its lines; return them as they stand."""
    row = scalar.start_mark.line + 1
    line = patched.lines[row - 1]
    match = re.fullmatch(rf"( *(?:- +)*{LETTER}: +)>[-+0-9]* *", line)
    if scalar.style != ">" or match is None:
        return None
    span = _span(patched, row, match.end(1) + 1, 1)
    diagnostics.warning("folded-text", span, edits=((span, "|"),))
    below = patched.lines[row : scalar.end_mark.line]
    return textwrap.dedent("\n".join(below)).strip("\n") + "\n"


def _list(patched: PatchedLines, scalar: Any, diagnostics: Diagnostics) -> str | None:
    """Report a list that is folded into one line, with all of its marks; return its text."""
    written = _unmarked(patched, scalar)
    text = written.as_list if written else None
    if text is None:
        return None
    rows = range(scalar.start_mark.line + 2, scalar.end_mark.line + 2)
    row = next(row for row in rows if patched.lines[row - 1].strip())
    line = patched.lines[row - 1]
    span = _span(patched, row, len(line) - len(line.lstrip(" ")) + 1, 1)
    diagnostics.warning("folded-text", span, edits=text.edits(patched.path))
    return text.text


def _comment(patched: PatchedLines, scalar: Any, diagnostics: Diagnostics) -> None:
    """Report a comment that isn't clearly set off, and may be meant as text: `title: Rule #1`."""
    row, end = scalar.end_mark.line, scalar.end_mark.column
    line = patched.lines[row] if row < len(patched.lines) else ""
    match = _COMMENT.fullmatch(line, end) if end < len(line) else None
    if match is None or _PROPER_COMMENT.fullmatch(line, end):
        return
    # `quoted` leaves comments out of the quotes, so " #" is hidden from it behind a NUL.
    hidden = line[: match.start(1)].rstrip() + "\0" + match[1]
    typo = quoted(hidden)
    rewrite = typo.fixed.replace("\0", line[end : match.start(1)]) if typo else None
    span = _span(patched, row + 1, match.start(1) + 1, len(match[1]))
    text = _unmarked(patched, scalar) if row > scalar.start_mark.line else None
    edits = text.edits(patched.path) if text else ()
    diagnostics.warning("text-after-hash", span, rewrite=rewrite, edits=edits, what=match[1])


def _escapes(patched: PatchedLines, scalar: Any, diagnostics: Diagnostics) -> None:
    """Report an escape sequence for a character that is forbidden in files."""
    found = next(forbidden(scalar.value), None)
    if found is not None:
        start, end = scalar.start_mark, scalar.end_mark
        width = end.column - start.column if end.line == start.line else 1
        span = _span(patched, start.line + 1, start.column + 1, width)
        diagnostics.error("bad-character", span, codepoint=codepoint(found[1]))


def _quotes(patched: PatchedLines, scalar: Any, diagnostics: Diagnostics) -> None:
    """Report typographic quotes around a value, which would be displayed."""
    row = scalar.start_mark.line
    typo = in_value(patched.lines[row]) if scalar.value.startswith(_CURLY) else None
    if typo and typo.code == "curly-quotes" and sum(map(scalar.value.count, _CURLY)) == 2:
        item = typo.at(patched.path, row + 1, patched.column(row + 1, typo.column))
        diagnostics.add(dataclasses.replace(item, severity=Severity.WARNING))


def _folds(patched: PatchedLines, scalar: Any, plain: bool, diagnostics: Diagnostics) -> bool:
    """Report folded lines: they may hide a typo, and put a space between Japanese words."""
    text = _unmarked(patched, scalar) if plain else None
    edits = text.edits(patched.path) if text else ()
    if text and text.is_long and (text.is_letter or "\n\n" in text.text):
        first = scalar.start_mark.line + 1
        column = scalar.start_mark.column + 1
        diagnostics.warning("folded-text", _span(patched, first, column, 1), edits=edits)
        return True
    last = min(scalar.end_mark.line + 1, len(patched.lines))
    if text is None and all(map(NUMBERED.match, patched.lines[scalar.start_mark.line : last])):
        return False  # A list, as `structure` says if one is expected.
    for number in range(scalar.start_mark.line + 2, last + 1):
        line, before = patched.lines[number - 1], patched.lines[number - 2]
        typo = in_structure(line) if plain else None
        if typo is not None:
            column = patched.column(number, typo.column)
            item = typo.at(patched.path, number, column)
            diagnostics.add(_as_it_belongs(patched, scalar, number, item, typo))
            return True
        joined = _WIDE_END.search(before) and _WIDE_START.match(line)
        listed = plain and line.lstrip().startswith("- ")
        if listed or (joined and _FOLDED.search(scalar.value)):
            column = len(line) - len(line.lstrip(" ")) + 1
            if listed and text and not text.is_long:
                edits = ()
            diagnostics.warning("folded-text", _span(patched, number, column, 1), edits=edits)
            return True
    return False


def _unmarked(patched: PatchedLines, scalar: Any) -> UnmarkedText | None:
    """Return the text of an unquoted scalar as it is written, with its key."""
    row, end = scalar.start_mark.line + 1, scalar.end_mark.line + 1
    found = next(unmarked_blocks.around(patched.lines, row), None)
    return found if found and found.first <= row and found.last >= end - 1 else None


def _as_it_belongs(
    patched: PatchedLines, scalar: Any, number: int, item: Diagnostic, typo: Typo
) -> Diagnostic:
    """Complete the fix: indent a key like its sibling, or fix all items of a list together."""
    if typo.params.get("right") == ":":
        begin = patched.lines[scalar.start_mark.line]
        lead = re.match(r" *(?:- +)*", begin)
        fixed = " " * (lead.end() if lead else 0) + typo.fixed.lstrip(" ")
        return dataclasses.replace(item, rewrite=fixed)
    first = number
    while first > 1 and run_of_typos(patched.lines[first - 2 : first])[1:]:
        first -= 1
    run = run_of_typos(patched.lines[first - 1 : first + 199])
    if len(run) == 1:
        return item
    # If the list is the whole value, report it at its start, as `structure` does when it expects
    # another type: both diagnostics then count as one.
    if first == scalar.start_mark.line + 1:
        item = run[0].at(patched.path, first, patched.column(first, run[0].column))
    return dataclasses.replace(item, edits=edits_of_run(patched.path, first, run))


def _span(patched: PatchedLines, line: int, column: int, width: int) -> Span:
    column = patched.column(line, column)
    return Span(patched.path, line, column, line, column + width)
