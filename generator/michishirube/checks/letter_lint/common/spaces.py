"""No spaces that nobody sees: at the ends of lines, tabs, several empty lines at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from michishirube.checks.letter_lint.rendered_letter import RenderedLetter
from michishirube.checks.letter_lint.rule import WARNING, Hit, Rule

_UNSEEN = re.compile(r"(?<![ \u3000\t\u00a0])[ \u3000\t\u00a0]+$|\t", re.MULTILINE)
_EMPTY_LINES = re.compile(r"(?:\n[ \u3000\t]*){3,}(?=\n|\S)")


def check(sent: RenderedLetter) -> Iterator[Hit]:
    """Look at the ends of lines and between paragraphs."""
    for match in _UNSEEN.finditer(sent.text):
        yield Hit("letter-space", *match.span())
    for match in _EMPTY_LINES.finditer(sent.text):
        yield Hit("letter-empty-lines", match.start() + 1, match.start() + 2)


RULE = Rule({"letter-space": WARNING, "letter-empty-lines": WARNING}, check)
