"""Error recovery: finds the line that caused a syntax error and parses on as if it were fixed.

YAML parsers often fail lines after the cause. Each guess of `reading.typos` about the lines before
is applied to a copy; it is accepted if the parser then gets further. Thus one run reports all typos
of a file and everything else that is wrong in it. An error that can't be guessed is reported with
the parser's own message, at the start of the construct.

    1  title: 断る
    2  body： |
    3    お世話に…

PyYAML: line 4, "could not find expected ':'". With `body:` in line 2 there is no error any more: a
full-width colon in line 2, column 5 is reported, and the file is read as if it were fixed.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from michishirube.diagnostics import (
    LINE_END,
    Diagnostic,
    Diagnostics,
    Edit,
    Severity,
    Span,
    whole_line,
)
from michishirube.reading import unclosed_quotes, unmarked_blocks
from michishirube.reading.indentation import Guess, beside, misplaced
from michishirube.reading.typos import Typo, in_structure, outside_blocks, typos

_FAR = 12
"""How many lines before the error are searched for its cause."""

_MOST = 40
"""How many guesses are tried for a file of usual size; each costs a parse."""

_USUAL = 16 * 1024
"""Usual size in characters; larger files get fewer tries, so that the time is bounded."""


@dataclass(frozen=True, slots=True)
class ParseFailure:
    """A syntax error of the parser. Lines and columns are 1-based.

    Attributes:
        line: Where the parser failed.
        column: Where the parser failed.
        reason: Its message.
        context: What it was parsing: "while parsing a flow node".
        since_line: Start of that construct, 0 if unknown.
        since_column: Start of that construct, 0 if unknown.
    """

    line: int
    column: int
    reason: str
    context: str = ""
    since_line: int = 0
    since_column: int = 0

    @property
    def place(self) -> tuple[int, int]:
        """Line and column, for comparison."""
        return self.line, self.column


Try = Callable[[str], ParseFailure | None]


@dataclass
class PatchedLines:
    """A file's lines with fixes applied, and the column offsets caused by them."""

    path: str
    lines: list[str]
    moved: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text with the fixes applied."""
        return "\n".join(self.lines)

    def put(self, number: int, typo: Typo) -> None:
        """Apply a fix."""
        growth = len(typo.fixed) - len(self.lines[number - 1])
        self.moved.setdefault(number, []).insert(0, (typo.column, growth))
        self.lines[number - 1] = typo.fixed

    def column(self, line: int, column: int) -> int:
        """Map a column of the fixed line to the column in the original file."""
        for at, growth in self.moved.get(line, ()):
            if column > at:
                column = max(at, column - growth)
        return column


def trace(
    path: str, lines: list[str], failure: ParseFailure, retry: Try, diagnostics: Diagnostics
) -> PatchedLines | None:
    """Report the causes of a syntax error and recover from it.

    Args:
        path: The file, for spans.
        lines: Its lines.
        failure: The syntax error.
        retry: Parses a text; returns its first syntax error, or None.
        diagnostics: Collects the errors.

    Returns:
        The fixed lines, which parse without errors; None if a cause couldn't be found.
    """
    patched = PatchedLines(path, list(lines))
    search = _Search(retry, max(3, _MOST * _USUAL // max(_USUAL, 4 * len(patched.text))))
    open_end: ParseFailure | None = failure
    while open_end is not None:
        found, after = search.causes(patched, open_end)
        if not found:
            _report_reason(patched, open_end, diagnostics)
            return None
        edits = _edits(patched, found)
        for number, typo in found:
            if typo.code:
                _report(patched, number, typo, edits, diagnostics)
        for number, typo in found:
            patched.put(number, typo)
        open_end = after
    return patched


class _Search:
    """Tries guesses, with a limit for their number."""

    def __init__(self, retry: Try, tries: int) -> None:
        self._retry = retry
        self._tries = tries

    def causes(
        self, patched: PatchedLines, failure: ParseFailure
    ) -> tuple[Guess, ParseFailure | None]:
        """Find the fixes with which the parser gets further.

        In this order: a block at the wrong depth; a quote that isn't closed; a text of several
        lines without its `|`; a single line; all typos in the structure of lines together, since
        of several consecutive ones none helps alone; a line at the wrong depth.

        Returns:
            The fixes and the next syntax error (None if there is none); without success, no fixes
            and the same error.
        """
        together = [*_in_structure(patched.lines)]
        for blocks in (misplaced, unclosed_quotes.guesses, unmarked_blocks.guesses):
            found_best = self._best(patched, failure, blocks(patched.lines, failure.line))
            if found_best is not None:
                return found_best
        for found in _guesses(patched.lines, failure):
            if (after := self._try(patched, failure, found)) is not failure:
                return found, after
        if len(together) > 1 and (after := self._try(patched, failure, together)) is not failure:
            return together, after
        at_wrong_depth = beside(patched.lines, failure.line)
        return self._best(patched, failure, at_wrong_depth) or ([], failure)

    def _best(
        self, patched: PatchedLines, failure: ParseFailure, guesses: Iterator[Guess]
    ) -> tuple[Guess, ParseFailure | None] | None:
        """Return the guess with which the parser gets furthest, and the next syntax error."""
        best: tuple[Guess, ParseFailure | None] | None = None
        for found in guesses:
            after = self._try(patched, failure, found)
            if after is None:
                return found, None
            last = found[-1][0]
            if (
                after is not failure
                and after.line > last
                and (best is None or best[1] is None or after.place > best[1].place)
            ):
                best = found, after
        return best

    def _try(
        self, patched: PatchedLines, failure: ParseFailure, found: Guess
    ) -> ParseFailure | None:
        """Return the next syntax error with a guess applied; `failure` if that is no progress."""
        if self._tries <= 0:
            return failure
        self._tries -= 1
        lines = list(patched.lines)
        for number, typo in found:
            lines[number - 1] = typo.fixed
        after = self._retry("\n".join(lines))
        # An insertion before the error moves it to the right, which isn't progress.
        growth = sum(
            max(0, len(typo.fixed) - len(patched.lines[number - 1]))
            for number, typo in found
            if number == failure.line
        )
        is_further = after is None or after.place > (failure.line, failure.column + growth)
        return after if is_further else failure


def _guesses(lines: list[str], failure: ParseFailure) -> Iterator[Guess]:
    """Yield typos near the error: in its line, at the start of the construct, then upwards."""
    structure = set(outside_blocks(lines))
    last = min(failure.line, len(lines))
    near = [last, failure.since_line, *range(last - 1, max(0, last - _FAR), -1)]
    for number in dict.fromkeys(near):
        if number in structure and lines[number - 1].strip():
            for typo in typos(lines[number - 1]):
                yield [(number, typo)]
                if more := in_structure(typo.fixed):
                    yield [(number, typo), (number, more)]
                if typo.code == "odd-space" and not lines[number - 1][: typo.column - 1].strip():
                    yield [(number, _as_above(lines, number, typo))]


def _as_above(lines: list[str], number: int, typo: Typo) -> Typo:
    """Return the same fix, with the line indented like the one above."""
    above = next((line for line in reversed(lines[: number - 1]) if line.strip()), "")
    fixed = " " * (_begin(above) - 1) + typo.fixed.lstrip(" ")
    return dataclasses.replace(typo, fixed=fixed)


def _in_structure(lines: list[str]) -> Iterator[tuple[int, Typo]]:
    for number in outside_blocks(lines):
        line = lines[number - 1]
        for _ in range(3):  # A line may have several typos, e.g. `－　title：`.
            typo = in_structure(line)
            if typo is None or typo.fixed == line:
                break
            yield number, typo
            line = typo.fixed


def _report(
    patched: PatchedLines,
    number: int,
    typo: Typo,
    edits: tuple[Edit, ...],
    diagnostics: Diagnostics,
) -> None:
    item = typo.at(patched.path, number, patched.column(number, typo.column))
    diagnostics.add(dataclasses.replace(item, is_recovered=True, edits=edits))


def _edits(patched: PatchedLines, found: Guess) -> tuple[Edit, ...]:
    """Return the edits for a block that must be fixed as a whole; none for single lines."""
    number, typo = found[0]
    if typo.whole is not None:
        last, text = typo.whole
        return ((Span(patched.path, number, 1, last, LINE_END), text),)
    numbers = [number for number, _ in found]
    if len(set(numbers)) < 2 or numbers[-1] - numbers[0] > len(numbers) + 40:
        return ()
    if not all(typo.code in ("tab-indent", "loose-text", "bad-indent", "") for _, typo in found):
        return ()
    return tuple(whole_line(patched.path, number, typo.fixed) for number, typo in found)


def _report_reason(patched: PatchedLines, failure: ParseFailure, diagnostics: Diagnostics) -> None:
    code, line, column = _by_reason(patched.lines, failure)
    column = patched.column(line, column)
    span = Span(patched.path, line, column, line, column + 1)
    params = {"reason": failure.reason} if code == "yaml-syntax" else {}
    diagnostics.add(Diagnostic(code, Severity.ERROR, span, params))


def _by_reason(lines: list[str], failure: ParseFailure) -> tuple[str, int, int]:
    """Map the messages of libyaml and of PyYAML's own parser to a code, a line and a column."""
    since = failure.since_line, failure.since_column
    if "escape" in failure.reason:
        return "yaml-syntax", failure.line, failure.column
    if "quoted scalar" in failure.context:
        return "unclosed-quote", *since
    if "flow node" in failure.context and not _is_end(lines, failure):
        # A superfluous comma or a mismatched bracket.
        return "yaml-syntax", failure.line, failure.column
    if "flow" in failure.context:
        return "unclosed-bracket", *since
    if "could not find expected ':'" in failure.reason and since[0]:
        before = next((line for line in reversed(lines[: since[0] - 1]) if line.strip()), "")
        if before.rstrip().endswith(("|", ">")):
            return "bad-indent", *since
        return "no-colon", *since
    line = lines[failure.line - 1] if failure.line <= len(lines) else ""
    if "\\t" in failure.reason or line[: failure.column].strip(" ").startswith("\t"):
        return "tab-indent", failure.line, failure.column
    begin = _begin(line)
    above = next((n for n in range(failure.line - 1, 0, -1) if lines[n - 1].strip()), 0)
    if "mapping values" in failure.reason and above and _is_bare(lines[above - 1], begin):
        return "no-colon", above, begin
    at_begin = failure.column <= begin and "block" in failure.context
    if at_begin or "mapping values" in failure.reason:
        return "bad-indent", failure.line, begin
    return "yaml-syntax", failure.line, failure.column


def _is_end(lines: list[str], failure: ParseFailure) -> bool:
    """Return whether only blank text follows the error."""
    return not "\n".join(lines[failure.line - 1 :])[failure.column - 1 :].strip()


def _begin(line: str) -> int:
    return len(line) - len(line.lstrip(" ")) + 1


def _is_bare(line: str, begin: int) -> bool:
    """Return whether a line starts at a column and isn't a key, list item or comment."""
    return _begin(line) == begin and not re.search(r":( |$)|^ *[#-]", line)
