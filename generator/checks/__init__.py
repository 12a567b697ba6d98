"""The rules that a guide must keep, one module a rule.

A rule is a function `check(guide, diagnostics)`; its module's docstring is its
page in the manual and `CODES` names what it can report. Rules never raise and
draw no conclusions from files that couldn't be read (`Guide.broken`).
"""

from __future__ import annotations

from types import ModuleType

from generator.checks import (
    answers,
    claims,
    coverage,
    cycles,
    dates,
    endings,
    facts,
    fields,
    figures,
    letter_rules,
    letters_used,
    markup,
    placeholders,
    reachability,
    references,
    settings,
    stories,
    ways,
)
from generator.diagnostics import Diagnostics
from generator.model import Guide

RULES: tuple[ModuleType, ...] = (
    settings,
    references,
    ways,
    answers,
    reachability,
    endings,
    cycles,
    letters_used,
    placeholders,
    letter_rules,
    fields,
    figures,
    claims,
    dates,
    facts,
    markup,
    stories,
    coverage,
)


def check_guide(guide: Guide, diagnostics: Diagnostics) -> None:
    """Apply every rule to a guide."""
    for rule in RULES:
        rule.check(guide, diagnostics)
