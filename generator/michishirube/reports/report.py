"""What all formats show: the findings, those apart, and the words and lines for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from michishirube.checks import letter_lint
from michishirube.checks.fixes import Fix, fix_of
from michishirube.diagnostics import Diagnostic, Severity, flat
from michishirube.i18n.messages import Messages
from michishirube.reading.yaml_nodes import SourceFile

MOST_FOLLOWING = 30
"""Places below a finding that are listed for people; programs get all of them."""


@dataclass(frozen=True, kw_only=True)
class CheckReport:
    """The outcome of a check.

    `findings` are what was asked about; `apart` is what else is wrong, such as
    breakage that is older than a change. `prefix` leads from the folder in which
    the reader stands to the project ("" or "guide/").
    """

    findings: tuple[Diagnostic, ...]
    apart: tuple[Diagnostic, ...] = ()
    files: Mapping[str, SourceFile] = field(default_factory=dict)
    prefix: str = ""
    _lines: dict[str, list[str]] = field(default_factory=dict, init=False, repr=False)

    def count(self, severity: Severity) -> int:
        """How many of the findings weigh so much."""
        return sum(item.severity is severity for item in self.findings)

    def line(self, item: Diagnostic) -> str | None:
        """The line of a finding, None where there is none or it is blank."""
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
        """The lines to paste, where they are known."""
        source = self.files.get(item.span.path)
        return fix_of(item, self._lines_of(item.span.path)) if source else None

    def corrected(self, item: Diagnostic) -> str | None:
        """The same as one text, exactly as it has to stand in the file."""
        fix = self.fix(item)
        return fix.text if fix else None


def following(item: Diagnostic) -> list[Diagnostic]:
    """What is folded under a finding, in the order of files."""
    return sorted(flat(item.related), key=lambda each: each.sort_key)


def message(item: Diagnostic, words: Messages) -> str:
    """What is wrong, in one sentence."""
    return words(f"{item.code}.message", **item.params)


def remedy(item: Diagnostic, words: Messages) -> str:
    """How to mend it, in one sentence."""
    return words(f"{item.code}.fix", **item.params)


def hint(item: Diagnostic, words: Messages) -> str:
    """The near name, as a question, or what a letter should say; "" if there is none."""
    if not item.suggestion:
        return ""
    key = "report.instead" if item.code in letter_lint.CODES else "report.suggestion"
    return words(key, suggestion=item.suggestion)


def summary(report: CheckReport, words: Messages) -> str:
    """One line that counts what was found in how many files."""
    seen = len(report.files)
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    if not report.findings:
        return words("report.clean", files=seen)
    return words("report.summary", errors=errors, warnings=warnings, files=seen)
