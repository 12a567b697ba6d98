"""Characters that look like something else or like nothing: found by their code points.

Pure functions on text; what a finding is called and where it is shown is decided by
those who ask.
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
    # Surrogates, byte order marks, marks for annotations, tags (text that nobody sees).
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
)
# The joiners shape emoji and some scripts; between Latin and Japanese they only hide.
_JOINER = "(?<![^\x00-\u024f\u3000-\u9fff\uff00-\uffef])[\u200c\u200d]"

_FORBIDDEN = re.compile(f"[{_UNSEEN}]|{_JOINER}")
_RUNS = re.compile(
    # What a terminal takes for a command, such as ESC[31m: its letters mean nothing by themselves.
    r"\x1b\[[0-?]*+[ -/]*+[@-~]"
    # In one go, for each joiner is one beside what stands there once others are gone.
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
"""Radicals of the supplement that PDFs hold in place of ideographs, and that NFKC leaves alone
(a part of Unicode's EquivalentUnifiedIdeograph.txt)."""

_CONFUSABLE = dict(
    zip(
        "аеорсухіјѕһԁԛԝьгкмтпνοραικυχγωτηεβ" + "АВЕКМНОРСТХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aeopcyxijshdqwbrkmtnvopaikuxywtneb" + "ABEKMHOPCTXIJSABEZHIKMNOPTYX",
        strict=True,
    )
)
"""Cyrillic and Greek letters that look like Latin ones (a part of Unicode's confusables.txt)."""

_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u30fc\uff0d\uff70", "-")
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SPACE = re.compile(f"[{_SPACES}\u200c\u200d]")


def forbidden(line: str) -> Iterator[tuple[int, str]]:
    """Invisible and misleading characters of a line, each with its offset."""
    for match in _FORBIDDEN.finditer(line):
        yield match.start(), match.group()


def without_forbidden(line: str) -> str:
    """A line without the characters that `forbidden` finds, and the commands to terminals."""
    return _RUNS.sub("", line)


def decomposed(line: str) -> Iterator[tuple[int, str, str]]:
    """Letters written in two parts that exist in one (as macOS names files): offset, parts, one."""
    for match in _MARKS.finditer(line):
        whole = unicodedata.normalize("NFC", match.group())
        if len(whole) < len(match.group()):
            yield match.start(), match.group(), whole


def compatible(line: str) -> Iterator[tuple[int, str, str]]:
    """Radicals and doubles of ideographs, as PDFs hold them: offset, letter, the usual one."""
    for match in _COMPATIBLE.finditer(line):
        right = _usual(match.group())
        if right != match.group():
            yield match.start(), match.group(), right


def usual(line: str) -> str:
    """A line with the letters that `compatible` finds made usual, and nothing else changed."""
    return _COMPATIBLE.sub(lambda match: _usual(match.group()), line)


def _usual(letter: str) -> str:
    return _RADICALS.get(letter) or unicodedata.normalize("NFKC", letter)


def is_clean(text: str) -> bool:
    """Whether no line of a text can hold anything that is looked for here."""
    return not (_FORBIDDEN.search(text) or _MARKS.search(text) or _COMPATIBLE.search(text))


def composed(line: str) -> str:
    """A line with the letters that `decomposed` finds made whole, and nothing else changed."""
    return _MARKS.sub(lambda match: unicodedata.normalize("NFC", match.group()), line)


def lookalike(name: str) -> tuple[int, str] | None:
    """The first character of a name that only looks right, with the name as it should be.

    Names are plain ASCII, so that is any character with an ASCII double: Cyrillic
    and Greek letters, full-width ones, dashes and spaces of other kinds.
    """
    if name.isascii():
        return None
    plain = "".join(map(_plain, name))
    if not plain.isascii():
        return None
    first = next(index for index, char in enumerate(name) if _plain(char) != char)
    return first, plain.strip()


def codepoint(char: str) -> str:
    """A character's number as Unicode writes it."""
    return f"U+{ord(char):04X}"


def _plain(char: str) -> str:
    if char.isascii():
        return char
    if _SPACE.fullmatch(char):
        return ""
    return _CONFUSABLE.get(char) or _DASHES.get(char) or unicodedata.normalize("NFKC", char)
