"""For code scanning and editors: SARIF 2.1.0, in ASCII."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from generator.diagnostics import Diagnostic, Span
from generator.fixes import Fix
from generator.reporters.report import Report, hint, message, remedy
from generator.words import Words

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def render(report: Report, words: Words) -> str:
    """One run with a rule for each code that occurs; what is apart counts as unchanged."""
    items = [*report.findings, *report.apart]
    codes = sorted({item.code for item in items})
    results = [
        _result(report, item, codes, words, "new" if item in report.findings else "unchanged")
        for item in items
    ]
    run = {
        "tool": {"driver": {"name": "guide", "rules": [_rule(code, words) for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str, words: Words) -> dict[str, Any]:
    return {
        "id": code,
        "shortDescription": {"text": words.general(f"{code}.message")},
        "help": {"text": words.general(f"{code}.fix")},
    }


def _result(
    report: Report, item: Diagnostic, codes: list[str], words: Words, state: str
) -> dict[str, Any]:
    said = (message(item, words), hint(item, words), remedy(item, words))
    uri = quote(report.prefix + item.span.path, errors="surrogateescape")
    uri = quote(report.prefix + item.span.path, errors="surrogateescape")
    place = {"artifactLocation": {"uri": uri}, "region": _region(item.span)}
    result: dict[str, Any] = {
        "ruleId": item.code,
        "ruleIndex": codes.index(item.code),
        "level": str(item.severity),
        "baselineState": state,
        "message": {"text": " ".join(filter(None, said))},
        "locations": [{"physicalLocation": place}],
    }
    fix = report.fix(item)
    if fix is not None:
        result["fixes"] = [_fix(place["artifactLocation"], report, item, fix)]
    return result


def _fix(artifact: Any, report: Report, item: Diagnostic, fix: Fix) -> dict[str, Any]:
    last = report.files[item.span.path].lines[fix.last - 1]
    whole = Span("", fix.first, 1, fix.last, len(last) + 1)
    change = {"deletedRegion": _region(whole), "insertedContent": {"text": fix.text}}
    return {"artifactChanges": [{"artifactLocation": artifact, "replacements": [change]}]}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
