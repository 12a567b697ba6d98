"""What a finding offers to paste: whole lines in the place of others, made in one place.

Reports show it, `--fix` takes it over, and a test applies it for every case: it has to make
its finding go away and bring no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from michishirube.diagnostics import Diagnostic, Edit

LONGEST = 400
"""Characters of a line that is worth showing again."""

MOST_LINES = 60
"""Lines of a block that is worth showing again."""


@dataclass(frozen=True, slots=True)
class Fix:
    """Lines (`first` to `last`, from 1) and what stands in their place when mended."""

    first: int
    last: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines to paste."""
        return "\n".join(self.lines)

    @property
    def is_block(self) -> bool:
        """Whether it is more than one line in the place of one."""
        return len(self.lines) > 1 or self.last > self.first

    def applied(self, lines: Sequence[str]) -> list[str]:
        """A file's lines with the fix in them."""
        return [*lines[: self.first - 1], *self.lines, *lines[self.last :]]


def applied(lines: Sequence[str], fixes: Iterable[Fix]) -> list[str]:
    """A file's lines with several fixes in them, all of which were made for these lines.

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
    """The lines to paste for a finding in a file of these lines; None where none is known.

    Lines that are too long, and blocks of too many, aren't offered.
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
    return _bounded(_edited(((span, item.suggestion),), lines), lines)


def _edited(edits: Sequence[Edit], lines: Sequence[str]) -> Fix:
    """The lines from the first edit to the last, each carried out."""
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
    shown = [*fix.lines, *lines[fix.first - 1 : fix.last]]
    if len(fix.lines) > MOST_LINES or any(len(line) > LONGEST for line in shown):
        return None
    return fix
