"""How a change inside of a text is written into its YAML file, so that it reads as meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from michishirube.diagnostics import Edit
from michishirube.model import Text
from michishirube.reading.typos import in_quotes

Change = tuple[int, int, str]
"""A stretch of a text (offset and length in characters), and what to write in its place."""

_NEEDS_QUOTES = re.compile(r"^[\[\]{}>|*&!%#`@'\"]|^[-?:](?: |$)|: |:$| #|^$")


def edits_of(text: Text, changes: Sequence[Change]) -> tuple[Edit, ...]:
    """The changes as edits of the file; () where a character's place isn't known.

    A value without quotes gets them where the change brings in what YAML reads otherwise.
    """
    if text.indent < 0 and not text.first:
        return ()
    if text.first and text.first == text.span.column:
        mended = str(text)
        for offset, length, new in sorted(changes, reverse=True):
            mended = mended[:offset] + new + mended[offset + length :]
        brackets = any(set(new) & set("[]{},") for _, _, new in changes)
        if brackets or _NEEDS_QUOTES.search(mended):
            return ((text.at(0, len(text)), in_quotes(mended)),)
    return tuple((text.at(offset, length), new) for offset, length, new in changes)
