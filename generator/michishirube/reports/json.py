"""JSON for programs, in ASCII, which is safe in any terminal and log."""

from __future__ import annotations

import json

from michishirube.diagnostics import Diagnostic, Severity
from michishirube.i18n.messages import Messages
from michishirube.reports.report import CheckReport, following, message, remedy


def render(report: CheckReport, words: Messages) -> str:
    """Render an object with `version`, `files`, `errors`, `warnings`, `findings` and `apart`."""
    whole = {
        "version": 1,
        "files": len(report.files),
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "findings": [_finding(report, item, words) for item in report.findings],
        "apart": [_finding(report, item, words) for item in report.apart],
    }
    return json.dumps(whole, indent=2) + "\n"


def _finding(report: CheckReport, item: Diagnostic, words: Messages) -> dict[str, object]:
    span, fix = item.span, report.fix(item)
    return {
        "code": item.code,
        "severity": str(item.severity),
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
        "message": message(item, words),
        "remedy": remedy(item, words),
        "suggestion": item.suggestion,
        "correctedLine": fix.text if fix else None,
        "correctedFrom": fix.first if fix else None,
        "correctedTo": fix.last if fix else None,
        "related": [_finding(report, each, words) for each in following(item)],
    }
