"""Rules for letters in every language: length, links, addresses, brackets, spaces, own words."""

from __future__ import annotations

from generator.lint.common import brackets, forbidden, length, links, spaces
from generator.lint.rule import Rule

LONGEST = length.LONGEST
LENGTH: Rule = length.RULE

RULES: tuple[Rule, ...] = (length.RULE, links.RULE, forbidden.RULE, brackets.RULE, spaces.RULE)
