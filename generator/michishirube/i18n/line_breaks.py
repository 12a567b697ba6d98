"""Line breaking: between phrases in Japanese, between words elsewhere.

Japanese has no spaces, and browsers break it at any character. BudouX finds phrases; a guide's list
of words (`Site.keep_together`) corrects its model. The kinsoku rules (no line starts with 。 or
ends with 「) hold for all languages.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence

import budoux
from markupsafe import Markup

from michishirube.support.escaping import inert

NO_LINE_START = frozenset(
    "、。,.,.・:;:;?!?!゛゜ヽヾゝゞ々ー〜~…‥)]})]}」』】〉》〕〙〗｣｡､’”»"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ%％"
)
"""Characters that must not start a line."""

NO_LINE_END = frozenset("([{([{「『【〈《〔〘〖｢‘“«¥¥$＄")
"""Characters that must not end a line."""


LONG_PHRASE = 8
"""Length in characters above which a Japanese phrase may be broken inside."""


def phrases(text: str, language: str, keep_together: Iterable[str] = ()) -> tuple[str, ...]:
    """Split a text where lines may break; joined, the pieces are the text.

    Args:
        text: One paragraph.
        language: IETF tag of its language.
        keep_together: Words that must not be broken.
    """
    return _phrases(text, language.partition("-")[0].lower(), tuple(keep_together))


def breakable(text: str, language: str, keep_together: Iterable[str] = ()) -> Markup:
    """Render a text as HTML with `<wbr>` where lines may break.

    Requires the style `word-break: keep-all; overflow-wrap: anywhere`.
    """
    return _breakable(phrases(text, language, keep_together))


@functools.lru_cache(maxsize=8192)
def _breakable(pieces: tuple[str, ...]) -> Markup:
    return Markup("<wbr>").join(inert(piece) for piece in pieces)


def may_break(before: str, after: str) -> bool:
    """Return whether a line may be broken between two characters.

    The last resort for phrases longer than a line: kinsoku rules hold, and grapheme clusters
    (accents, emoji sequences) stay whole.
    """
    if after in NO_LINE_START or before in NO_LINE_END:
        return False
    return not (
        unicodedata.combining(after)
        or unicodedata.category(after) in {"Mn", "Me", "Mc", "Cf"}
        or before == "\u200d"  # zero-width joiner
        or 0x1F3FB <= ord(after) <= 0x1F3FF  # skin tones
        or (0x1F1E6 <= ord(before) <= 0x1F1FF and 0x1F1E6 <= ord(after) <= 0x1F1FF)  # flags
    )


@functools.lru_cache(maxsize=8192)
def _phrases(text: str, language: str, keep_together: tuple[str, ...]) -> tuple[str, ...]:
    if not text:
        return ()
    pieces = _japanese().parse(text) if language == "ja" else re.findall(r"\s*\S+\s*|\s+", text)
    if language == "ja":
        pieces = _joined(pieces)
    cuts = set(itertools.accumulate(len(piece) for piece in pieces))
    if language == "ja":
        cuts.update(_inner_seams(pieces))
    cuts -= {len(text), *_inside(text, keep_together)}
    allowed = [cut for cut in sorted(cuts) if _is_seam(text[cut - 1], text[cut])]
    return _cut(text, allowed)


def _joined(pieces: Sequence[str]) -> list[str]:
    """Join single kana to the phrase before; the model splits even はい."""
    made: list[str] = []
    for piece in pieces:
        if made and (_is_kana(piece) or _is_kana(made[-1])):
            made[-1] += piece
        else:
            made.append(piece)
    return made


def _is_kana(piece: str) -> bool:
    return len(piece) == 1 and "ぁ" <= piece <= "ん"


def _inner_seams(pieces: Sequence[str]) -> Iterable[int]:
    """Yield the boundaries between kanji and katakana in long phrases, where breaks look best."""
    start = 0
    for piece in pieces:
        if len(piece) > LONG_PHRASE:
            for found in re.finditer(r"(?<=[一-鿿])(?=[ァ-ヴ])|(?<=[ァ-ヴー])(?=[一-鿿])", piece):
                yield start + found.start()
        start += len(piece)


@functools.cache
def _japanese() -> budoux.Parser:
    return budoux.load_default_japanese_parser()


def _is_seam(before: str, after: str) -> bool:
    """Return whether phrases may be broken here: not within a Latin word or a number."""
    latin = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    return may_break(before, after) and not latin and not after.isspace()


def _inside(text: str, words: Sequence[str]) -> Iterable[int]:
    """Yield every position within one of the words."""
    for word in words:
        for found in re.finditer(re.escape(word), text):
            yield from range(found.start() + 1, found.end())


def _cut(text: str, cuts: Sequence[int]) -> tuple[str, ...]:
    edges = (0, *cuts, len(text))
    return tuple(text[start:end] for start, end in itertools.pairwise(edges))
