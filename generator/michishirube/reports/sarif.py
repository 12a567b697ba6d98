"""SARIF 2.1.0 for code scanning and editors, in ASCII."""

from __future__ import annotations

import json
from urllib.parse import quote

from michishirube.diagnostics import Diagnostic, Span
from michishirube.i18n.messages import Messages
from michishirube.reports.report import CheckReport, following, hint, message, remedy

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def render(report: CheckReport, words: Messages) -> str:
    """Render a run with a rule for each code that occurs.

    `apart` has the baseline state "unchanged".
    """
    states = (("new", report.findings), ("unchanged", report.apart))
    codes = sorted({item.code for _, items in states for item in items})
    results = [
        _result(report, item, codes, words, state) for state, items in states for item in items
    ]
    run = {
        "tool": {"driver": {"name": "guide", "rules": [_rule(code, words) for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str, words: Messages) -> dict[str, object]:
    return {
        "id": code,
        "shortDescription": {"text": words.general(f"{code}.message")},
        "help": {"text": words.general(f"{code}.fix")},
    }


def _result(
    report: CheckReport, item: Diagnostic, codes: list[str], words: Messages, state: str
) -> dict[str, object]:
    said = (message(item, words), hint(item, words), remedy(item, words))
    found = following(item)
    result: dict[str, object] = {
        "ruleId": item.code,
        "ruleIndex": codes.index(item.code),
        "level": str(item.severity),
        "baselineState": state,
        "message": {"text": " ".join(filter(None, said))},
        "locations": [{"physicalLocation": _place(report, item)}],
    }
    if found:
        result["relatedLocations"] = [
            {"physicalLocation": _place(report, each), "message": {"text": message(each, words)}}
            for each in found
        ]
    changes = list(filter(None, (_change(report, each) for each in (item, *found))))
    if changes:
        result["fixes"] = [{"artifactChanges": changes}]
    return result


def _place(report: CheckReport, item: Diagnostic) -> dict[str, object]:
    uri = quote(report.prefix + item.span.path, errors="surrogateescape")
    return {"artifactLocation": {"uri": uri}, "region": _region(item.span)}


def _change(report: CheckReport, item: Diagnostic) -> dict[str, object] | None:
    """Return the replacement for a diagnostic.

    Those of a diagnostic and its consequences form one fix.
    """
    fix = report.fix(item)
    if fix is None:
        return None
    last = report.files[item.span.path].lines[fix.last - 1]
    whole = Span("", fix.first, 1, fix.last, len(last) + 1)
    change = {"deletedRegion": _region(whole), "insertedContent": {"text": fix.text}}
    artifact = _place(report, item)["artifactLocation"]
    return {"artifactLocation": artifact, "replacements": [change]}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
