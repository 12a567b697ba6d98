"""A letter keeps to the limit of the place where it is sent, with the examples filled in."""

from __future__ import annotations

from collections.abc import Iterator

from michishirube.checks.letter_lint.rendered_letter import RenderedLetter
from michishirube.checks.letter_lint.rule import ERROR, WARNING, Hit, Rule

LONGEST = 10_000
"""No letter is longer, whatever its file says: nobody reads it, and rules take time."""


def check(sent: RenderedLetter) -> Iterator[Hit]:
    """Compare the length with the letter's own limit (error) or that of the settings (warning)."""
    own = sent.letter.max_length
    usual = sent.rules.max_length if sent.rules else None
    size = len(sent.text)
    code, limit = ("letter-too-long", own) if own else ("letter-long", usual or LONGEST)
    if size > LONGEST:
        code, limit = "letter-too-long", min(limit, LONGEST)
    if size > limit:
        yield Hit(code, 0, 0, params={"size": str(size), "limit": str(limit)})


RULE = Rule({"letter-too-long": ERROR, "letter-long": WARNING}, check)
