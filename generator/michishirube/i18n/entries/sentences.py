"""Checks how entries fit into the letter's sentences, and warns about duplicated words."""

from __future__ import annotations

import functools
import re

from michishirube.i18n.entries import plain
from michishirube.i18n.entries.reading import ParsedEntry
from michishirube.i18n.notation import Notation, load

LONGEST = 20
"""How many characters are compared with the text around a field."""

_SEEN = 8
"""How many characters on each side a warning shows."""

_LINK = re.compile("[A-Za-z]{2,10}://[!-~]+")


def fit(reading: ParsedEntry, notation: Notation, before: str, after: str) -> ParsedEntry:
    """Fit an entry between `before` and `after`, the letter's text on the same line.

    Brackets are stripped if the letter has them around the field; other duplication only causes a
    warning.
    """
    if not reading.shown or reading.warning:
        return reading
    bare = _without_brackets(reading.shown, notation, before, after)
    fitting = private(ParsedEntry(bare, bare), notation)
    if _clashes(bare, notation, after):
        return fitting.with_warning("doubled", part=f"{bare[-_SEEN:]}{after[:_SEEN]}")
    if _repeats(bare, notation, before):
        return fitting.with_warning("doubled", part=f"{before[-_SEEN:]}{bare[:_SEEN]}")
    return fitting


def private(reading: ParsedEntry, notation: Notation) -> ParsedEntry:
    """Warn about contact details in an entry, such as phone numbers; URLs are exempt."""
    text = _LINK.sub(" ", plain.narrow(reading.shown))
    for pattern in _patterns(notation.language):
        if found := pattern.search(text):
            return reading.with_warning("private", found=found[1])
    return reading


def _without_brackets(text: str, notation: Notation, before: str, after: str) -> str:
    for first, last in notation.sentences.brackets:
        inner = text[1:-1].strip(" ")
        is_around = before.endswith(first) and after.startswith(last)
        is_pair = text.startswith(first) and text.endswith(last) and len(text) > 1
        if is_around and is_pair and inner and first not in inner and last not in inner:
            return inner
    return text


def _clashes(text: str, notation: Notation, after: str) -> bool:
    """Return whether the end of an entry doesn't fit the text that follows."""
    said = notation.sentences
    longest = range(2, min(LONGEST, len(text), len(after)) + 1)
    if any(text.endswith(after[:length]) for length in longest):
        return True
    if any(text.endswith(word) and after.startswith(word) for word in said.joints):
        return True
    if any(
        after.startswith(last) and text.endswith(last) and text.count(first) < text.count(last)
        for first, last in said.brackets
        if first != last
    ):
        return True
    return any(
        text.endswith(clash.ends) and after.startswith(clash.followers) for clash in said.clashes
    )


def _repeats(text: str, notation: Notation, before: str) -> bool:
    """Return whether an entry starts with the text before it."""
    longest = range(2, min(LONGEST, len(text), len(before)) + 1)
    return any(text.startswith(before[-length:]) for length in longest) or any(
        before.endswith(first) and text.startswith(first)
        for first, _ in notation.sentences.brackets
    )


@functools.cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, load(language).sentences.private))
