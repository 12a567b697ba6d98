"""The rules that a guide must keep, one module a rule, and their registry.

A rule is a function `check(guide, diagnostics)`; its module's docstring is its
page in the manual and `CODES` names what it can report. Rules never raise and
draw no conclusions from what couldn't be read (`reading.gaps`). They know
nothing of each other: those of a large guide are applied on all cores.
"""

from __future__ import annotations

from types import ModuleType

from michishirube.checks.rules import (
    addresses,
    answers,
    cases,
    colour,
    confidence,
    coverage,
    cycles,
    dates,
    dead_ends,
    duplicates,
    exits,
    facts,
    field_states,
    fields,
    figures,
    former_names,
    letter_rules,
    letters_used,
    markdown_typos,
    markup,
    placeholders,
    promised_scenarios,
    promised_waits,
    promises,
    reachability,
    references,
    referrals,
    scenarios,
    settings,
    snippets,
    unfinished_texts,
    unsourced_claims,
    words,
)

RULES: tuple[ModuleType, ...] = (
    letter_rules,  # First, since it takes as long as all others together.
    settings,
    words,
    colour,
    addresses,
    references,
    referrals,
    former_names,
    duplicates,
    exits,
    answers,
    reachability,
    dead_ends,
    cycles,
    letters_used,
    placeholders,
    field_states,
    fields,
    figures,
    snippets,
    unsourced_claims,
    dates,
    facts,
    confidence,
    unfinished_texts,
    markup,
    markdown_typos,
    scenarios,
    coverage,
    promised_waits,
    promised_scenarios,
    promises,
    cases,
)

REMEMBERING = frozenset(
    {
        cases,
        confidence,
        coverage,
        cycles,
        dates,
        dead_ends,
        facts,
        fields,
        letter_rules,
        letters_used,
        promises,
        reachability,
        references,
        scenarios,
        unsourced_claims,
    }
)
"""Rules that are handed a memory, since others ask the same, or each record by itself says it."""
