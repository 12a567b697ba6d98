"""The first line names the addressee, with one honorific: 山田様, 株式会社〇〇 ご担当者様."""

from __future__ import annotations

import re
from collections.abc import Iterator

from michishirube.checks.letter_lint.rendered_letter import RenderedLetter, Stretch, is_bullet
from michishirube.checks.letter_lint.rule import ERROR, Hit, Rule
from michishirube.i18n import notation
from michishirube.i18n.entries.plain import any_of
from michishirube.model import Field

_ADDRESS = re.compile(r"[^。、]{1,60}(?:様|御中|各位|先生)[ \u3000]*")
_NAMES = notation.load("ja").names
_AFTER_NAMES = tuple(word for word in _NAMES.after_two if word not in ("どの", "ドノ"))
"""Without どの, which is mostly another word in a sentence: どの様な."""

_TITLE = any_of((*_NAMES.titles, *_AFTER_NAMES))
_HONORIFIC = re.compile(rf"[ \u3000]?(?:{_TITLE}|どの|ドノ)")
_DOUBLED = re.compile(
    r"(?P<twice>様|さま|サマ|さん|御中|殿|各位)(?:[ \u3000]?(?P=twice))+"
    rf"|(?:{_TITLE})[ \u3000]?(?:様|樣|さま|サマ|御中|殿)"
    r"|(?:様|御中|各位|殿|さん)[ \u3000]?各位"
    r"|御中[ \u3000]*(?:ご担当者?|[^ \u3000\n。、]{1,20})様"
    r"|(?:貴社|御社|貴殿|皆)様(?:様|方各位|各位)|(?:貴社|御社|貴殿)[様殿]"
)

_ONE = {
    **{f"{title}様": "様" for title in ("さん", "さま", "殿", "氏", "くん", "ちゃん")},
    **{f"{title}さま": "様" for title in ("さん", "殿", "氏", "様")},
    **{f"{title}殿": "様" for title in ("さん", "様")},
    **{f"{title}各位": "各位" for title in ("様", "御中", "殿", "さん", "皆様")},
    **{f"各位{title}": "各位" for title in ("様", "御中", "殿")},
    "先生様": "先生",
}
"""The one that is right of two honorifics, where it is clear."""


def check(sent: RenderedLetter) -> Iterator[Hit]:
    """Look at the address, and at every blank for a name in the sentences below."""
    first = next((line for line in sent.lines if line.text.strip()), None)
    if first is None:
        return
    names = [(field, stretch) for field, stretch in sent.filled_stretches() if field.honorific]
    if not _ADDRESS.fullmatch(first.text):
        in_address = [each for each in names if each[1].start < first.end]
        if in_address:
            yield _missing(*in_address[0])
        else:
            yield Hit("ja-no-address", first.start, first.start)
    for field, stretch in names:
        if stretch.start > first.end and not _addressed(sent, stretch):
            yield _missing(field, stretch)
    for match in _DOUBLED.finditer(sent.text):
        right = match["twice"] or _ONE.get("".join(match[0].split()))
        yield Hit("ja-honorific-doubled", *match.span(), right, {"found": match[0]})


def _missing(field: Field, stretch: Stretch) -> Hit:
    blank = f"{{{{{field.id}}}}}"
    return Hit(
        "ja-honorific-missing",
        stretch.start,
        stretch.end,
        suggestion=f"{blank}様",
        params={"found": blank},
    )


def _addressed(sent: RenderedLetter, name: Stretch) -> bool:
    """Whether an honorific follows the name; a point of a list may name a person plainly."""
    line = next(line for line in sent.lines if line.start <= name.start <= line.end)
    return is_bullet(line.text) or bool(_HONORIFIC.match(sent.text, name.end))


RULE = Rule(
    dict.fromkeys(("ja-no-address", "ja-honorific-missing", "ja-honorific-doubled"), ERROR), check
)
