"""No personal data: telephone and account numbers, postal and street addresses, names in apps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from michishirube.checks.letter_lint.rendered_letter import RenderedLetter
from michishirube.checks.letter_lint.rule import ERROR, Hit, Rule

_NARROW = str.maketrans("０１２３４５６７８９－‐−ー＠（）　", "0123456789----@() ")
"""Digits and hyphens of any width, one character for one, so that places stay."""

_LINK = re.compile(r"[a-z]{2,10}://[!-~]+", re.IGNORECASE)
_KINDS = (
    re.compile(
        r"(?<![0-9-])(?:\+81[- ]?|0)[0-9]{1,4}(?:-|\)|\() ?[0-9]{1,4}[-)][0-9]{3,4}(?![0-9-])"
    ),
    re.compile(r"(?<![0-9,-])0[1-9][0-9]{8,9}(?![0-9,-])"),
    re.compile(r"〒 ?[0-9]{3}-?[0-9]{4}|(?<![0-9-])[0-9]{3}-[0-9]{4}(?![0-9-])"),
    re.compile(r"(?<![A-Za-z0-9._%+-])@[A-Za-z0-9_.]{3,30}"),
    re.compile(
        r"(?:LINE|ライン|Discord|ディスコード|Skype|スカイプ|Chatwork|チャットワーク|Slack|Telegram|"
        r"WhatsApp|カカオトーク|Instagram|インスタ|Twitter|Zoom)"
        r" ?(?:の? ?(?:ID|アカウント名?|番号))? ?(?:は|:|：|→) ?[A-Za-z0-9_.#/-]{3,40}",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:普通|当座)(?:預金)?(?:口座)?[^0-9\n]{0,8}[0-9]{7}(?![0-9])|口座番号[^0-9\n]{0,5}[0-9]{6,8}"
    ),
    re.compile(
        r"(?:東京都|北海道|(?:京都|大阪)府|[一-龠]{2,3}県)[^\s、。]{0,15}?[市区町村郡]"
        r"[^\s、。]{0,20}?(?:[0-9]|[一二三四五六七八九十])+(?:丁目|番|-[0-9]|号)"
    ),
)


def check(sent: RenderedLetter) -> Iterator[Hit]:
    """Look for what identifies or reaches a person; the numbers in links are none."""
    text = _LINK.sub(lambda link: "\0" * len(link[0]), sent.text.translate(_NARROW))
    taken: set[int] = set()
    for kind in _KINDS:
        for match in kind.finditer(text):
            if match.start() not in taken:
                taken.update(range(*match.span()))
                found = sent.text[slice(*match.span())]
                yield Hit("ja-personal-data", *match.span(), params={"found": found}, is_whole=True)


RULE = Rule({"ja-personal-data": ERROR}, check)
