"""Rules for letters in every language: length, links, brackets, spaces, amounts, own words."""

from __future__ import annotations

from michishirube.checks.letter_lint.common import (
    amounts,
    brackets,
    forbidden,
    length,
    links,
    spaces,
)
from michishirube.checks.letter_lint.rule import Rule

LONGEST = length.LONGEST
LENGTH: Rule = length.RULE

RULES: tuple[Rule, ...] = (
    length.RULE,
    links.RULE,
    forbidden.RULE,
    brackets.RULE,
    spaces.RULE,
    amounts.RULE,
)
