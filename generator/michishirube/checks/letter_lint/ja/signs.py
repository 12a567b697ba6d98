"""Punctuation is quiet and of one kind: no !!, no pictures, one dash and one wave."""

from __future__ import annotations

import re
from collections.abc import Iterator

from michishirube.checks.letter_lint.rendered_letter import RenderedLetter
from michishirube.checks.letter_lint.rule import ERROR, WARNING, Hit, Rule

PICTURE = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u2604\u2607-\u2615\u2618-\u263f\u2670-\u27bf\u2b50♪♫♡♥\ufe0f]+"
)
"""Emoji and ornaments; ★ and ☆ are letters of ratings."""

_FACE = re.compile(
    r"[(（][^()（）\n]{0,3}(?:\^|＾|;|；)[^()（）\n]{0,6}[)）]|m\([^()\n]{1,6}\)m|[(（][笑泣汗][)）]"
    r"|(?<![a-zA-Z])[wｗ]{2,}(?![a-zA-Z.])"
)
_LOUD = re.compile(r"[。、]*(?:[!！]+[?？!！]*|[?？][?？!！]+)[。、?？!！]*")
_REPEATED = re.compile(r"。{2,}|、{2,}|・{2,}|…+。|…{3,}|\.{3,}|．{2,}|[、。][、。]")
_WESTERN = re.compile(r"(?<=[ぁ-んァ-ヶ一-龠々])[，．](?=[ぁ-んァ-ヶ一-龠々「\n]|$)")
_DASH = "-‐‑−–—―－"
_BETWEEN = re.compile(rf"(?<=[0-9０-９A-Za-z])[{_DASH}ー](?=[0-9０-９A-Za-z])")
_LONG_VOWEL = re.compile(rf"(?<=[ァ-ヶ\uff66-\uff9f])[{_DASH}](?=[ァ-ヶぁ-ん一-龠々、。」』\s]|$)")
_NESTED = re.compile(r"「[^「」『』\n]*(「)[^「」\n]*(」)")


def check(sent: RenderedLetter) -> Iterator[Hit]:
    """Look at marks between words."""
    yield from _noise(sent.text)
    yield from _dashes(sent.text)
    for match in _NESTED.finditer(sent.text):
        yield Hit("ja-nested-quotes", match.start(1), match.end(2))


def _noise(text: str) -> Iterator[Hit]:
    for code, pattern in (
        ("ja-picture", PICTURE),
        ("ja-picture", _FACE),
        ("ja-repeated-mark", _REPEATED),
    ):
        for match in pattern.finditer(text):
            yield Hit(code, *match.span(), params={"found": match[0]})
    for match in _LOUD.finditer(text):
        right = "？" if re.search("[?？]", match[0]) else "。"
        yield Hit("ja-loud-mark", *match.span(), right, {"found": match[0]})
    for match in _WESTERN.finditer(text):
        right = "、" if match[0] == "，" else "。"
        yield Hit("ja-western-comma", *match.span(), right, {"found": match[0]})


def _dashes(text: str) -> Iterator[Hit]:
    for match in _LONG_VOWEL.finditer(text):
        yield _dash(match, "ー")
    between = list(_BETWEEN.finditer(text))
    for match in between:
        if match[0] == "ー" or match[0] != between[0][0]:
            yield _dash(match, "-" if between[0][0] == "ー" else between[0][0])
    for match in re.finditer("～", text):
        yield _dash(match, "〜")


def _dash(match: re.Match[str], suggestion: str) -> Hit:
    found = f"{match[0]} U+{ord(match[0]):04X}"
    return Hit("ja-mixed-dash", *match.span(), suggestion, {"found": found})


RULE = Rule(
    {
        "ja-picture": ERROR,
        "ja-loud-mark": WARNING,
        "ja-repeated-mark": WARNING,
        "ja-western-comma": WARNING,
        "ja-mixed-dash": WARNING,
        "ja-nested-quotes": WARNING,
    },
    check,
)
