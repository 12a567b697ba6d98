"""A letter begins with a greeting, ends with a closing and is signed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from michishirube.checks.letter_lint.rendered_letter import RenderedLetter, Stretch
from michishirube.checks.letter_lint.rule import WARNING, Hit, Rule

_TABLE = tomllib.loads((Path(__file__).parent / "frame.toml").read_text(encoding="utf-8"))
_GREETING = re.compile("|".join(_TABLE["greetings"]))
_CLOSING = re.compile("|".join(_TABLE["closings"]))
_SENTENCE_END = "。.!?！？」、"
_LONGEST_SIGNATURE = 40


def check(sent: RenderedLetter) -> Iterator[Hit]:
    """Look at the paragraphs behind the address and at those before the end."""
    paragraphs = sent.paragraphs
    if not paragraphs:
        return
    if not any(map(_greets, paragraphs[1:3])):
        yield _at("ja-no-greeting", paragraphs[min(1, len(paragraphs) - 1)][0])
    last = paragraphs[-1]
    signed = _is_signature(last[-1].text)
    if not signed:
        yield _at("ja-no-signature", last[-1])
    closing = paragraphs[-2:-1] if signed and len(last) == 1 else (last,)
    if not any(_CLOSING.search(line.text) for lines in closing for line in lines):
        yield _at("ja-no-closing", closing[0][-1] if closing else last[-1])


def _greets(lines: tuple[Stretch, ...]) -> bool:
    return any(_GREETING.search(line.text) for line in lines)


def _is_signature(line: str) -> bool:
    line = line.strip()
    return len(line) <= _LONGEST_SIGNATURE and not line.endswith(tuple(_SENTENCE_END))


def _at(code: str, line: Stretch) -> Hit:
    return Hit(code, line.start, line.start)


RULE = Rule(dict.fromkeys(("ja-no-greeting", "ja-no-closing", "ja-no-signature"), WARNING), check)
