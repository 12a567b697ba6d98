"""The words that the guide's own settings keep out of letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from michishirube.checks.letter_lint.rendered_letter import RenderedLetter
from michishirube.checks.letter_lint.rule import ERROR, Hit, Rule


def check(sent: RenderedLetter) -> Iterator[Hit]:
    """Look for each word, with the reason that the settings give."""
    for each in sent.rules.forbidden if sent.rules else ():
        if not each.word:
            continue
        for match in re.finditer(re.escape(each.word), sent.text, re.IGNORECASE):
            params = {"found": match[0], "reason": str(each.reason)}
            yield Hit("letter-forbidden-word", *match.span(), params=params)


RULE = Rule({"letter-forbidden-word": ERROR}, check)
