"""Finds invisible, confusable and non-canonical characters by code point.

Pure functions of text; callers decide how a result is reported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_UNSEEN = (
    # C0 and C1 controls but tab, LF, CR; NEL, at which PyYAML breaks lines and editors don't.
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    # Soft hyphen, Arabic letter mark, fillers that are letters without a shape.
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u3164\uffa0"
    # Zero-width space; direction marks, which can show a text in another order than it has.
    "\u200b\u200e\u200f"
    # Line separators, embeddings, overrides, isolates, invisible operators.
    "\u2028-\u202e\u2060-\u206f"
    # Surrogates, byte order marks, interlinear annotations, tags (invisible text).
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
)
# Joiners are needed for emoji and some scripts; between Latin and Japanese letters they are only
# invisible.
_JOINER = "(?<![^\x00-\u024f\u3000-\u9fff\uff00-\uffef])[\u200c\u200d]"

_FORBIDDEN = re.compile(f"[{_UNSEEN}]|{_JOINER}")
_RUNS = re.compile(
    # Terminal escape sequences such as ESC[31m, as a whole: "[31m" alone means nothing.
    r"\x1b\[[0-?]*+[ -/]*+[@-~]"
    # A whole run at once: removing one invisible character can turn the joiner behind it, which
    # was legitimate, into an invisible one.
    f"|(?:[{_UNSEEN}]|{_JOINER})[{_UNSEEN}\u200c\u200d]*+"
)

_MARKS = re.compile("[^\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]+")

_COMPATIBLE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
"""CJK radicals, Kangxi radicals, and the blocks of compatibility ideographs."""

_RADICALS = dict(
    zip(
        "⻁⻄⻆⻑⻘⻝⻣⻤⻨⻩⻫⻭⻯⻲⺒⺓⺠⺩⺬⻗⻟",
        "虎西角長青食骨鬼麦黄斉歯竜亀巳幺民王示雨飠",
        strict=True,
    )
)
"""CJK radicals that PDFs contain instead of ideographs and that NFKC doesn't map (a subset of
Unicode's EquivalentUnifiedIdeograph.txt)."""

_CONFUSABLE = dict(
    zip(
        "аеорсухіјѕһԁԛԝьгкмтпνοραικυχγωτηεβ" + "АВЕКМНОРСТХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aeopcyxijshdqwbrkmtnvopaikuxywtneb" + "ABEKMHOPCTXIJSABEZHIKMNOPTYX",
        strict=True,
    )
)
"""Cyrillic and Greek letters that look like Latin ones (a subset of Unicode's confusables.txt)."""

_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u30fc\uff0d\uff70", "-")
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SPACE = re.compile(f"[{_SPACES}\u200c\u200d]")


def forbidden(line: str) -> Iterator[tuple[int, str]]:
    """Yield the offset and text of each invisible or misleading character in a line."""
    for match in _FORBIDDEN.finditer(line):
        yield match.start(), match.group()


def without_forbidden(line: str) -> str:
    """Remove the characters found by `forbidden`, and terminal escape sequences."""
    return _RUNS.sub("", line)


def decomposed(line: str) -> Iterator[tuple[int, str, str]]:
    """Yield decomposed letters (as in macOS file names): offset, written form, NFC form."""
    for match in _MARKS.finditer(line):
        whole = unicodedata.normalize("NFC", match.group())
        if len(whole) < len(match.group()):
            yield match.start(), match.group(), whole


def compatible(line: str) -> Iterator[tuple[int, str, str]]:
    """Yield radicals and compatibility ideographs (as in PDFs): offset, character, usual form."""
    for match in _COMPATIBLE.finditer(line):
        right = _usual(match.group())
        if right != match.group():
            yield match.start(), match.group(), right


def usual(line: str) -> str:
    """Replace the characters found by `compatible` by their usual form."""
    return _COMPATIBLE.sub(lambda match: _usual(match.group()), line)


def _usual(letter: str) -> str:
    return _RADICALS.get(letter) or unicodedata.normalize("NFKC", letter)


def is_clean(text: str) -> bool:
    """Return whether a text contains nothing that this module looks for. Used as a fast path."""
    return not (_FORBIDDEN.search(text) or _MARKS.search(text) or _COMPATIBLE.search(text))


def composed(line: str) -> str:
    """Replace the letters found by `decomposed` by their NFC form."""
    return _MARKS.sub(lambda match: unicodedata.normalize("NFC", match.group()), line)


def lookalike(name: str) -> tuple[int, str] | None:
    """Find the first confusable character of a name, which must be ASCII.

    Covers Cyrillic and Greek letters, full-width letters, and non-ASCII dashes and spaces.

    Returns:
        The character's index and the corrected name; None if there is none, or if the name isn't
        ASCII even when corrected.
    """
    if name.isascii():
        return None
    plain = "".join(map(_plain, name))
    if not plain.isascii():
        return None
    first = next(index for index, char in enumerate(name) if _plain(char) != char)
    return first, plain.strip()


def codepoint(char: str) -> str:
    """Format a character's code point: `U+200B`."""
    return f"U+{ord(char):04X}"


def _plain(char: str) -> str:
    if char.isascii():
        return char
    if _SPACE.fullmatch(char):
        return ""
    return _CONFUSABLE.get(char) or _DASHES.get(char) or unicodedata.normalize("NFKC", char)
