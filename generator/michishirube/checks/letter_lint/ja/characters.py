"""Characters that arrive everywhere as they were written, of one width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from michishirube.checks.letter_lint.ja.signs import PICTURE
from michishirube.checks.letter_lint.rendered_letter import RenderedLetter
from michishirube.checks.letter_lint.rule import ERROR, WARNING, Hit, Rule

_HALF_WIDTH = re.compile("[\uff61-\uff9f]+")
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]+(?:[年月日時分秒／：．，＠][０-９Ａ-Ｚａ-ｚ]+)*+")
"""Numbers and letters; a date, a time or an amount is one."""
_WIDE_RUN = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_NARROW_DIGIT = re.compile("[0-9]")
_WIDE_DIGIT = re.compile("[０-９]")
_WIDENED = str.maketrans("0123456789", "０１２３４５６７８９")
_ELSEWHERE = re.compile("[\uff61-\uff9f～－\n\t\u00a0]")
"""Can't be encoded either, but other rules say more about them."""


def check(sent: RenderedLetter) -> Iterator[Hit]:
    """Look at single characters."""
    for match in _HALF_WIDTH.finditer(sent.text):
        yield _hit("ja-half-width-kana", match, unicodedata.normalize("NFKC", match[0]))
    yield from _platform_dependent(sent)
    if _NARROW_DIGIT.search(sent.text):
        for match in _WIDE.finditer(sent.text):
            yield _hit("ja-mixed-width", match, _WIDE_RUN.sub(_narrow, match[0]))


def _narrow(run: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", run[0])


def _platform_dependent(sent: RenderedLetter) -> Iterator[Hit]:
    """Characters outside JIS X 0208, for which ISO-2022-JP has no code: ①, ㈱, №, 髙.

    In names they are right, and must stay: of addressee and signature nothing is said.
    """
    if _encodable(_ELSEWHERE.sub("", sent.text)):
        return
    for at, char in enumerate(sent.text):
        if _encodable(char) or _ELSEWHERE.match(char) or PICTURE.match(char):
            continue
        if not _is_name(sent, at):
            params = {"found": f"{char} U+{ord(char):04X}"}
            plain = unicodedata.normalize("NFKC", char)
            better = _as_wide(sent.text, plain) if plain != char and _encodable(plain) else None
            yield Hit("ja-platform-character", at, at + 1, better, params)


def _as_wide(text: str, plain: str) -> str:
    """Widen digits in a letter all of whose numbers are wide."""
    is_wide = _WIDE_DIGIT.search(text) and not _NARROW_DIGIT.search(text)
    return plain.translate(_WIDENED) if is_wide else plain


def _encodable(text: str) -> bool:
    try:
        text.encode("iso2022_jp")
    except UnicodeEncodeError:
        return False
    return True


def _is_name(sent: RenderedLetter, at: int) -> bool:
    field = sent.field_at(at)
    signature = next(line for line in reversed(sent.lines) if line.text.strip())
    return field is not None and (field.honorific or at >= signature.start)


def _hit(code: str, match: re.Match[str], suggestion: str) -> Hit:
    return Hit(code, *match.span(), suggestion, {"found": match[0]})


RULE = Rule(
    {
        "ja-half-width-kana": ERROR,
        "ja-platform-character": ERROR,
        "ja-mixed-width": WARNING,
    },
    check,
)
