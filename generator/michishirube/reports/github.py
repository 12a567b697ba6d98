"""GitHub Actions: annotations, and the job summary in Markdown.

GitHub shows ten annotations of each level per step, so the most severe diagnostics come first.
Texts from the content are escaped as data in commands and as code spans in Markdown.
"""

from __future__ import annotations

import re

from michishirube.checks.fixes import Fix
from michishirube.diagnostics import Diagnostic, Severity
from michishirube.i18n.messages import Messages
from michishirube.markup.code_spans import code as code_span
from michishirube.reports.report import CheckReport, following, hint, message, remedy, summary
from michishirube.support.terminal import printable

MOST = 10
"""Maximum number of annotations."""


def render(report: CheckReport, words: Messages) -> str:
    """Return the workflow commands for annotations, and a summary."""
    ranked = sorted(report.findings, key=lambda item: item.severity is not Severity.ERROR)
    kinds = [(item, str(item.severity)) for item in ranked]
    kinds += [(item, "notice") for item in report.apart]
    lines = [_command(report, item, kind, words) for item, kind in kinds[:MOST]]
    if len(kinds) > MOST:
        lines.append(words("report.more", count=len(kinds) - MOST))
    return "\n".join([*lines, printable(summary(report, words))]) + "\n"


def step_summary(report: CheckReport, words: Messages) -> str:
    """Return all diagnostics as Markdown for the job summary."""
    lines = [f"### {plain(summary(report, words))}", ""]
    lines += [_item(report, item, words) for item in report.findings]
    if report.apart:
        lines += ["", f"#### {plain(words('report.apart', count=len(report.apart)))}", ""]
        lines += [_item(report, item, words) for item in report.apart]
    return "\n".join(lines) + "\n\n"


def data(text: str) -> str:
    """Escape a text for the message of a workflow command."""
    shown = "\n".join(printable(line) for line in text.replace("\r", "\n").split("\n"))
    return shown.replace("%", "%25").replace("\n", "%0A")


def value(text: str) -> str:
    """Escape a text for a property of a workflow command."""
    return data(text).replace(":", "%3A").replace(",", "%2C")


def code(text: str) -> str:
    """Return a text as a code span, where Markdown, HTML, @names and #numbers mean nothing."""
    return code_span(printable(re.sub(r"\s+", " ", text)).strip())


def plain(text: str) -> str:
    """Escape the program's own words for Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>#|~!@&])", r"\\\1", text)


def _command(report: CheckReport, item: Diagnostic, kind: str, words: Messages) -> str:
    span = item.span
    parts = [message(item, words), hint(item, words)]
    fix = report.fix(item)
    if fix is not None:
        # On lines of their own, as they have to be typed: GitHub keeps spaces there. What it
        # may cut off at an end of the message can be counted.
        parts += [f"{_intro(fix, words)}:", *fix.lines]
    parts.append(f"{words('report.fix')}: {remedy(item, words)}")
    parts += _following(report, item, words)
    properties = {
        "file": report.prefix + span.path,
        "line": str(span.line),
        "endLine": str(span.end_line),
        "title": item.code,
    }
    if span.end_line == span.line:  # Columns are refused for several lines.
        properties["col"] = str(span.column)
        properties["endColumn"] = str(max(span.end_column, span.column))
    said = ",".join(f"{name}={value(text)}" for name, text in properties.items())
    return f"::{kind} {said}::" + data("\n".join(filter(None, parts)))


def _following(report: CheckReport, item: Diagnostic, words: Messages) -> list[str]:
    """Return the consequences of a diagnostic for its annotation: positions and corrected lines."""
    found = following(item)
    lines = [words("report.follows", count=len(found))] if found else []
    for each in found[:MOST]:
        corrected = report.corrected(each)
        lines.append(f"{report.prefix}{each.span}" + (f": {corrected}" if corrected else ""))
    if len(found) > MOST:
        lines.append(words("report.follows-more", count=len(found) - MOST))
    return lines


def _item(report: CheckReport, item: Diagnostic, words: Messages) -> str:
    weight = plain(words(f"report.{item.severity}"))
    said = _sentence(f"{item.code}.message", item, words)
    place = code(report.prefix + str(item.span))
    lines = [f"- {place} {weight} {code(item.code)}: {said}"]
    lines.append(f"  {plain(words('report.fix'))}: {_sentence(f'{item.code}.fix', item, words)}")
    fix = report.fix(item)
    found = following(item)
    if found:
        lines.append(f"  {plain(words('report.follows', count=len(found)))}")
    said = "  \n".join(lines)
    if fix is not None and not found:
        said += f"  \n  {plain(_intro(fix, words))}:\n\n{_fenced(fix)}"
    return "\n".join([said, *(_place(report, each, words) for each in found)])


def _place(report: CheckReport, item: Diagnostic, words: Messages) -> str:
    """Return a consequence as an item of a nested list."""
    said = _sentence(f"{item.code}.message", item, words)
    corrected = report.corrected(item)
    instead = f" {plain(words('report.rewrite'))}: {code(corrected)}" if corrected else ""
    return f"  - {code(report.prefix + str(item.span))} {said}{instead}"


def _intro(fix: Fix, words: Messages) -> str:
    """What to do with the lines, and how far the first of them is indented."""
    key = "report.rewrite_lines" if fix.is_block else "report.rewrite"
    said = words(key, first=fix.first, last=fix.last)
    indent = len(fix.lines[0]) - len(fix.lines[0].lstrip(" "))
    return said + words("report.indented", count=indent) if indent else said


def _fenced(fix: Fix) -> str:
    """Return the fix as a fenced code block in a list item; its indentation is kept."""
    lines = [printable(line) for line in fix.lines]
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join(f"  {line}".rstrip() for line in (fence, *lines, fence)) + "\n"


def _sentence(key: str, item: Diagnostic, words: Messages) -> str:
    """Return a message as Markdown: its words escaped, its parameters as code spans."""
    names = "|".join(map(re.escape, item.params)) or "(?!)"
    said = ""
    for index, part in enumerate(re.split(rf"\{{({names})\}}", words[key])):
        shown = code(item.params[part]) if index % 2 else plain(part)
        # Fences that touch would be one longer fence, and end elsewhere.
        said += f" {shown}" if said.endswith("`") and shown.startswith("`") else shown
    return said
