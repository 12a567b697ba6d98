"""The summary of a check on GitHub: content stands in it as code, whichever finding tells of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from michishirube.diagnostics import Diagnostic, Severity, Span
from michishirube.i18n import messages
from michishirube.reports import CheckReport, github
from tests.change_reports import ALPHABET, ATTACKS, CANARY, Seen

CODES = [
    key.removesuffix(".message") for key in messages.load("en", "diagnostics") if ".message" in key
]
OURS = {"h3", "h4", "ul", "li", "p", "code", "br", "strong", "em"}


def finding(code: str, text: str, said: messages.Messages) -> Diagnostic:
    """A finding of a code, all of whose parameters are the text."""
    templates = said[f"{code}.message"] + said[f"{code}.fix"]
    params = dict.fromkeys(re.findall(r"\{(\w+)\}", templates), text)
    span = Span("content/" + text.replace("\n", " ") + ".yml", 1, 1, 1, 3)
    return Diagnostic(code, Severity.ERROR, span, params, text, f"  x: {text}")


def check(markdown: str) -> None:
    seen = Seen(markdown)
    assert CANARY not in seen.outside, markdown
    assert seen.tags <= OURS
    assert not seen.attributes


@pytest.mark.parametrize("text", ATTACKS, ids=range(len(ATTACKS)))
def test_no_parameter_of_any_finding_gets_out_of_its_code(text: str) -> None:
    for language in messages.languages():
        said = messages.load(language, "diagnostics")
        items = [
            finding(code, f"{CANARY}{text}{CANARY}", said)
            for code in CODES
            if f"{code}.fix" in said
        ]
        assert len(items) > 100
        check(github.step_summary(CheckReport(findings=tuple(items), apart=tuple(items[:1])), said))


TOUCHING = [code for code in CODES if "}{" in messages.load("en", "diagnostics")[f"{code}.message"]]


@settings(suppress_health_check=list(HealthCheck), deadline=None)
@example("[x](https://evil.example) `` y")
@example("`")
@given(st.text(st.sampled_from(ALPHABET), max_size=25))
def test_parameters_side_by_side_stay_code(text: str) -> None:
    assert TOUCHING
    code, span = TOUCHING[0], Span("content/a.yml")
    said = messages.load("en", "diagnostics")
    names = re.findall(r"\{(\w+)\}", said[f"{code}.message"])
    texts = dict(zip(names, (CANARY + text, CANARY + text[::-1], "x"), strict=False))
    item = Diagnostic(code, Severity.ERROR, span, texts | {"note": CANARY + "n"})
    check(github.step_summary(CheckReport(findings=(item,)), said))
