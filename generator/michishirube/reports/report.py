"""The data of a report, and the texts that all formats share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from michishirube.checks import letter_lint
from michishirube.checks.fixes import Fix, fix_of
from michishirube.checks.repeats import places
from michishirube.diagnostics import Diagnostic, Severity, flat
from michishirube.i18n.messages import Messages
from michishirube.reading.source_file import SourceFile

MOST_FOLLOWING = 30
"""Limit for consequences listed below a diagnostic for people; programs get all."""


@dataclass(frozen=True, kw_only=True)
class CheckReport:
    """The result of a check.

    Attributes:
        findings: Diagnostics that are asked for.
        apart: Others, for example those older than a change.
        files: Source files by path.
        prefix: Path from the reader's working directory to the project: "" or "guide/".
    """

    findings: tuple[Diagnostic, ...]
    apart: tuple[Diagnostic, ...] = ()
    files: Mapping[str, SourceFile] = field(default_factory=dict)
    prefix: str = ""
    _lines: dict[str, list[str]] = field(default_factory=dict, init=False, repr=False)

    def count(self, severity: Severity) -> int:
        """Return the number of diagnostics of a severity."""
        return sum(item.severity is severity for item in self.findings)

    def line(self, item: Diagnostic) -> str | None:
        """Return the source line of a diagnostic, None if there is none or it is blank."""
        lines = self._lines_of(item.span.path)
        if not 1 <= item.span.line <= len(lines) or not lines[item.span.line - 1].strip():
            return None
        return lines[item.span.line - 1]

    def _lines_of(self, path: str) -> list[str]:
        if path not in self._lines:  # Taken apart once: a file may have thousands of findings.
            source = self.files.get(path)
            self._lines[path] = source.lines if source else []
        return self._lines[path]

    def fix(self, item: Diagnostic) -> Fix | None:
        """Return the fix for a diagnostic, if there is one."""
        source = self.files.get(item.span.path)
        return fix_of(item, self._lines_of(item.span.path)) if source else None

    def corrected(self, item: Diagnostic) -> str | None:
        """Return the text of the fix."""
        fix = self.fix(item)
        return fix.text if fix else None


def following(item: Diagnostic) -> list[Diagnostic]:
    """Return all diagnostics folded under one, in order of files."""
    return sorted(flat(item.related), key=lambda each: each.sort_key)


def message(item: Diagnostic, words: Messages) -> str:
    """Return the message of a diagnostic: what is wrong, and how often."""
    said, count = words(f"{item.code}.message", **item.params), places(item)
    return said if count == 1 else said + words("report.all-places", count=count)


def remedy(item: Diagnostic, words: Messages) -> str:
    """Return the remedy for a diagnostic: what to write instead."""
    return words(f"{item.code}.fix", **item.params)


def hint(item: Diagnostic, words: Messages) -> str:
    """Return the suggestion as a question ("did you mean …?"), "" if there is none."""
    if not item.suggestion:
        return ""
    key = "report.instead" if item.code in letter_lint.CODES else "report.suggestion"
    return words(key, suggestion=item.suggestion)


def summary(report: CheckReport, words: Messages) -> str:
    """Return a line with the numbers of diagnostics and files."""
    seen = len(report.files)
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    if not report.findings:
        return words("report.clean", files=seen)
    return words("report.summary", errors=errors, warnings=warnings, files=seen)
