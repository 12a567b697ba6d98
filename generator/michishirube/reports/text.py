"""Plain text for the terminal.

For example:

    content/stages/dry.yml:24:13: error[unknown-node]: There is no node "savedx".
      24 |         to: savedx
         |             ^^^^^^ did you mean "saved"?
      write:
      24 +         to: saved
      fix: Name a node of the same tree, or tree/node.
"""

from __future__ import annotations

from michishirube.diagnostics import Diagnostic
from michishirube.i18n.messages import Messages
from michishirube.reports.report import (
    MOST_FOLLOWING,
    CheckReport,
    following,
    hint,
    message,
    remedy,
    summary,
)
from michishirube.support.terminal import columns, printable

_WINDOW = 160
"""Maximum characters shown of a line; of longer lines, the part around the diagnostic is shown."""


def render(report: CheckReport, words: Messages) -> str:
    """Render all diagnostics, then other ones in a line each, then the numbers."""
    parts = [_block(report, item, words) for item in report.findings]
    if report.apart:
        lines = [words("report.apart", count=len(report.apart))]
        lines += [f"  {head(item, words)}" for item in report.apart]
        parts.append("\n".join(map(printable, lines)))
    return "\n\n".join([*parts, summary(report, words)]) + "\n"


def head(item: Diagnostic, words: Messages) -> str:
    """Return position, severity, code and message on one line."""
    weight = words(f"report.{item.severity}")
    return f"{item.span}: {weight}[{item.code}]: {message(item, words)}"


def _block(report: CheckReport, item: Diagnostic, words: Messages) -> str:
    lines = [head(item, words), *_excerpt(report, item, words)]
    lines.append(f"  {words('report.fix')}: {remedy(item, words)}")
    lines += _following(report, item, words)
    return "\n".join(printable(line) for line in lines)


def _following(report: CheckReport, item: Diagnostic, words: Messages) -> list[str]:
    """Return the consequences of a diagnostic: a line each, with the corrected line."""
    found = following(item)
    if not found:
        return []
    lines = [f"  {words('report.follows', count=len(found))}"]
    for each in found[:MOST_FOLLOWING]:
        lines.append(f"    {each.span}: {message(each, words)}")
        corrected = report.corrected(each)
        if corrected is not None and len(corrected) <= 2 * _WINDOW:
            lines.append(f"      {each.span.line} + {corrected}")
    if len(found) > MOST_FOLLOWING:
        lines.append(f"    {words('report.follows-more', count=len(found) - MOST_FOLLOWING)}")
    return lines


def _excerpt(report: CheckReport, item: Diagnostic, words: Messages) -> list[str]:
    """Return the source line, a caret below it, and the fix."""
    line, asked = report.line(item), hint(item, words)
    if line is None:
        return ([f"  {asked}"] if asked else []) + _fix(report, item, words)
    number, start = str(item.span.line), item.span.column - 1
    last = len(line) if item.span.end_line > item.span.line else item.span.end_column - 1
    first = max(0, start - _WINDOW // 2) if len(line) > _WINDOW else 0
    shown = line[first : first + _WINDOW]
    marked = shown[start - first : max(last, start + 1) - first].rstrip() or " "
    pad = " " * columns(printable(shown[: start - first]))
    caret = "^" * max(1, columns(printable(marked)))
    gutter = " " * len(number)
    lines = [f"  {number} | {shown}", f"  {gutter} | {pad}{caret} {asked}".rstrip()]
    return lines + _fix(report, item, words)


def _fix(report: CheckReport, item: Diagnostic, words: Messages) -> list[str]:
    """Return the replacement lines with their numbers."""
    fix = report.fix(item)
    if fix is None or any(len(line) > 2 * _WINDOW for line in fix.lines):
        return []
    width = len(str(fix.first + len(fix.lines) - 1))
    numbered = enumerate(fix.lines, start=fix.first)
    key = "report.rewrite_lines" if fix.is_block else "report.rewrite"
    return [
        f"  {words(key, first=fix.first, last=fix.last)}:",
        *(f"  {number:>{width}} + {line}".rstrip() for number, line in numbered),
    ]
