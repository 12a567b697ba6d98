"""For a terminal: place, cause, the line with a caret, the line mended, the remedy."""

from __future__ import annotations

import unicodedata

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

_WINDOW = 160
"""Most characters of a line that are shown; of longer ones the part around the finding."""


def render(report: CheckReport, words: Messages) -> str:
    """All findings, then those apart in one line each, then how many they are."""
    parts = [_block(report, item, words) for item in report.findings]
    if report.apart:
        lines = [words("report.apart", count=len(report.apart))]
        lines += [f"  {head(item, words)}" for item in report.apart]
        parts.append("\n".join(map(printable, lines)))
    return "\n\n".join([*parts, summary(report, words)]) + "\n"


def head(item: Diagnostic, words: Messages) -> str:
    """Place, weight, code and cause on one line."""
    weight = words(f"report.{item.severity}")
    return f"{item.span}: {weight}[{item.code}]: {message(item, words)}"


def columns(text: str) -> int:
    """The width of a text in a terminal's columns: wide characters take two, marks none.

    Ambiguous characters (○, …) count as one, as terminals show them by default.
    """
    return sum(
        1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
        if unicodedata.category(char) not in ("Mn", "Me", "Cf")
    )


def printable(text: str) -> str:
    """A line that can't steer a terminal, nor a runner that takes commands from its output.

    Controls and invisible marks (bidi among them) show as U+FFFD; `##[` begins a
    command anywhere in a line of GitHub's runner.
    """
    shown = "".join("\ufffd" if _is_hidden(char) else char for char in text.replace("\t", "    "))
    return shown.replace("##[", "#\ufffd[")


def _is_hidden(char: str) -> bool:
    # The joiners belong to emoji and to some scripts.
    category = unicodedata.category(char)
    return category in ("Cc", "Cs", "Zl", "Zp") or (category == "Cf" and char not in "\u200c\u200d")


def _block(report: CheckReport, item: Diagnostic, words: Messages) -> str:
    lines = [head(item, words), *_excerpt(report, item, words)]
    lines.append(f"  {words('report.fix')}: {remedy(item, words)}")
    lines += _following(report, item, words)
    return "\n".join(printable(line) for line in lines)


def _following(report: CheckReport, item: Diagnostic, words: Messages) -> list[str]:
    """The places that follow from a finding: a line each, with what to write there."""
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
    """The line of the finding, a caret below it, and the line as it should be."""
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
    """The lines to paste, each with its number."""
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
