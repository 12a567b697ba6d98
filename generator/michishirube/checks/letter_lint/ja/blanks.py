"""What is to be filled in is a placeholder, not 〇〇, ＿＿ or 【　】; circles are of one kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from michishirube.checks.letter_lint.rendered_letter import RenderedLetter
from michishirube.checks.letter_lint.rule import ERROR, WARNING, Hit, Rule

_KANJI_DIGIT = "〇一二三四五六七八九"
_LEFT = re.compile(
    # 〇 is also the zero of 二〇二六年, which is a number and no blank.
    rf"(?<![一二三四五六七八九])(?:[○〇◯⭕]{{2,}}|[○〇◯⭕](?=[月日時分年円]|様|さん|株式会社))(?![{_KANJI_DIGIT}])"
    r"|[●■◆△▲□×✕＊]{2,}|\*{3,}"
    r"|[●■◆△▲□×✕＊Ｘｘ](?=月|日(?!本))|[Xx]{2}(?=[年月時]|日(?!本))"
    r"|[＿_]{2,}|[Xx]{3,}|[Ｘｘ]{2,}"
    r"|(?<![0-9,，.０-９A-Za-z])(?:O{2,}|0{2,}|Ｏ{2,}|０{2,})(?=様|さん|月|日|時|円|株式会社|案件)"
    r"|[【［\[「『(（〔][ \u3000]*[】］\]」』)）〕]"
    r"|[【［\[(（〔](?:お?名前|氏名|宛名|会社名|相手の?名前|案件名|日付|期限|金額|日時|署名|ここに[^】］\])）〕]{0,12})"
    r"(?:を?記入|を?入力)?[】］\])）〕]"
)
_BETWEEN = re.compile("[ \u3000]?[年月日時分/／:：・][ \u3000]?")
_CIRCLE = re.compile("[○〇◯⭕]")


def check(sent: RenderedLetter) -> Iterator[Hit]:
    """Look for stand-ins first, then for circles of different kinds."""
    left = list(_joined(sent.text))
    for start, end in left:
        params = {"found": sent.text[start:end]}
        yield Hit("ja-blank-left", start, end, params=params, is_whole=True)
    taken = {at for start, end in left for at in range(start, end)}
    circles = [match for match in _CIRCLE.finditer(sent.text) if match.start() not in taken]
    kinds = list(dict.fromkeys(match[0] for match in circles))
    for match in circles:
        if match[0] != kinds[0]:
            yield Hit(
                "ja-mixed-circles",
                *match.span(),
                suggestion=kinds[0],
                params={"found": _named(match[0]), "first": _named(kinds[0])},
            )


def _joined(text: str) -> Iterator[tuple[int, int]]:
    """Yield the range of each blank; ◯月◯日 is one."""
    at: tuple[int, int] | None = None
    for match in _LEFT.finditer(text):
        if at and _BETWEEN.fullmatch(text, at[1], match.start()):
            at = at[0], match.end()
            continue
        if at:
            yield at
        at = match.span()
    if at:
        yield at


def _named(char: str) -> str:
    """Return a character with its codepoint, since circles look alike."""
    return f"{char} U+{ord(char):04X}"


RULE = Rule({"ja-blank-left": ERROR, "ja-mixed-circles": WARNING}, check)
