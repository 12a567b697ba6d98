"""Every bracket and quotation mark that opens is closed by its own kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from michishirube.checks.letter_lint.rendered_letter import RenderedLetter
from michishirube.checks.letter_lint.rule import ERROR, Hit, Rule

_PAIRS = dict(zip("([{（［｛「『【〔〈《“", ")]}）］｝」』】〕〉》”", strict=True))
_CLOSING = frozenset(_PAIRS.values())
_NUMBER = re.compile(r"^\s*(?:[0-9０-９]{1,2}|[a-zA-Zア-ン])[)）]")
"""A point's number, such as `1)`: its bracket opens nowhere."""


def check(sent: RenderedLetter) -> Iterator[Hit]:
    """Look at each paragraph, since no bracket holds an empty line."""
    for lines in sent.paragraphs:
        still_open: list[tuple[str, int]] = []
        for line in lines:
            number = _NUMBER.match(line.text)
            begin = number.end() if number else 0
            for at, char in enumerate(line.text[begin:], line.start + begin):
                if char in _PAIRS:
                    still_open.append((char, at))
                elif char in _CLOSING:
                    if still_open and _PAIRS[still_open[-1][0]] == char:
                        still_open.pop()
                    else:
                        yield _hit(char, at)
        yield from (_hit(char, at) for char, at in still_open)


def _hit(char: str, at: int) -> Hit:
    return Hit("letter-brackets", at, at + 1, params={"found": char})


RULE = Rule({"letter-brackets": ERROR}, check)
