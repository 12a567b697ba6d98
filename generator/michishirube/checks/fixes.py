"""Turns the suggestion of a diagnostic into replacement lines.

Reports show them, and `--fix` applies them. A test applies the fix of every test case: the
diagnostic must disappear, and no other may appear.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from michishirube.diagnostics import Diagnostic, Edit
from michishirube.reading.quoting import quoted_as

LONGEST = 400
"""Length limit of a line in characters; longer ones aren't shown."""

MOST_LINES = 60
"""Limit for the lines of a fix."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A replacement of whole lines.

    Attributes:
        first: Number of the first line replaced, 1-based.
        last: Number of the last line replaced.
        lines: The new lines.
    """

    first: int
    last: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The new lines as text."""
        return "\n".join(self.lines)

    @property
    def is_block(self) -> bool:
        """Whether more than one line is replaced, or by more than one."""
        return len(self.lines) > 1 or self.last > self.first

    def applied(self, lines: Sequence[str]) -> list[str]:
        """Return a file's lines with this fix."""
        return [*lines[: self.first - 1], *self.lines, *lines[self.last :]]


def applied(lines: Sequence[str], fixes: Iterable[Fix]) -> list[str]:
    """Return a file's lines with several fixes, whose line numbers all refer to `lines`.

    Of fixes that touch the same line, only the first is applied.
    """
    kept: list[Fix] = []
    for fix in sorted(fixes, key=lambda each: (each.first, each.last)):
        if not kept or fix.first > kept[-1].last:
            kept.append(fix)
    fixed = list(lines)
    for fix in reversed(kept):  # From the last line to the first, so that numbers stay.
        fixed = fix.applied(fixed)
    return fixed


def fix_of(item: Diagnostic, lines: Sequence[str]) -> Fix | None:
    """Return the fix for a diagnostic, or None if there is none or it is too long to be shown.

    Sources of a fix, in this order: `edits` (exact replacements), `rewrite` (a new line),
    `suggestion` (a new value, if the old one is found at the span).

    Args:
        item: The diagnostic.
        lines: Lines of the file it refers to.
    """
    span = item.span
    if not 1 <= span.line <= len(lines):
        return None
    if item.edits:
        return _bounded(_edited(item.edits, lines), lines)
    line = lines[span.line - 1]
    if item.rewrite is not None:
        return _bounded(Fix(span.line, span.line, tuple(item.rewrite.split("\n"))), lines)
    if not line.strip() or item.suggestion is None or span.end_line != span.line:
        return None
    written = line[span.column - 1 : span.end_column - 1]
    if written.strip("\"'") not in item.params.values():
        return None
    new = quoted_as(written, item.suggestion)
    return _bounded(_edited([(each, new) for each in (span, *item.also)], lines), lines)


def _edited(edits: Sequence[Edit], lines: Sequence[str]) -> Fix:
    """Apply edits to the lines they touch.

    The edits are applied from the last to the first, so that offsets stay valid.
    """
    first = min(span.line for span, _ in edits)
    last = min(max(span.end_line for span, _ in edits), len(lines))
    text = "\n".join(lines[first - 1 : last])
    starts = [0]
    for line in lines[first - 1 : last]:
        starts.append(starts[-1] + len(line) + 1)
    for span, new in sorted(edits, key=lambda edit: edit[0], reverse=True):
        begin = min(starts[span.line - first] + span.column, starts[span.line - first + 1]) - 1
        row = min(span.end_line, last) - first
        end = min(starts[row] + span.end_column, starts[row + 1]) - 1
        text = text[:begin] + new + text[end:]
    return Fix(first, last, tuple(text.split("\n")))


def _bounded(fix: Fix, lines: Sequence[str]) -> Fix | None:
    """Return the fix if it is short enough to be shown."""
    shown = [*fix.lines, *lines[fix.first - 1 : fix.last]]
    if len(fix.lines) > MOST_LINES or any(len(line) > LONGEST for line in shown):
        return None
    return fix
