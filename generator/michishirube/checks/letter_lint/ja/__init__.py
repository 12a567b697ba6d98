"""Rules for Japanese letters, as a careful business writer keeps them.

What can be told by words and characters alone, without taking sentences apart:
the tables of words lie beside the modules (`*.toml`). Why no library does it:
docs/decisions/.
"""

from __future__ import annotations

from pathlib import Path

from michishirube.checks.letter_lint import phrases
from michishirube.checks.letter_lint.ja import (
    address,
    blanks,
    characters,
    dates,
    frame,
    private,
    signs,
    style,
)
from michishirube.checks.letter_lint.rule import ERROR, WARNING, Rule, by_line

_HERE = Path(__file__).parent

HONORIFICS = phrases.load_table(_HERE / "honorifics.toml")
THREATS = phrases.load_table(_HERE / "threats.toml")
WORDING = phrases.load_table(_HERE / "wording.toml")

RULES: tuple[Rule, ...] = (
    address.RULE,
    frame.RULE,
    style.RULE,
    Rule(dict.fromkeys(HONORIFICS, WARNING), by_line(phrases.finder(HONORIFICS))),
    Rule(dict.fromkeys(THREATS, ERROR), by_line(phrases.finder(THREATS))),
    Rule(dict.fromkeys(WORDING, WARNING), by_line(phrases.finder(WORDING))),
    blanks.RULE,
    characters.RULE,
    signs.RULE,
    private.RULE,
    dates.RULE,
)
