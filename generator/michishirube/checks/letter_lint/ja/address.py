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
_OFFICE = any_of(tuple(word for word in _NAMES.ends if not word.isascii()))
_OF_ADDRESSES = re.compile(rf"[ \u3000]?(?:様|御中|各位|先生|{_OFFICE})")
_HONORIFIC = re.compile(rf"[ \u3000]?(?:{_TITLE}|どの|ドノ|{_OFFICE})")
_TOO_LITTLE = re.compile(rf"[ \u3000]?(?:{_TITLE}|どの|ドノ|くん|クン|君|ちゃん)")
"""Titles in whose place 様 belongs where they aren't enough."""

_GAP = "[ \u3000]?"
_SECOND = "様|樣|さま|サマ|御中|殿|各位"
_DOUBLED = re.compile(
    r"(?P<word>貴社|御社|貴殿|皆様)(?:様(?:方?各位)?|方?各位|(?<=貴殿)殿|(?<=社)殿)"
    rf"|(?P<run>(?:さん{_GAP})*(?:{_TITLE})(?:{_GAP}(?:{_SECOND}|さん(?={_GAP}(?:{_SECOND}))))+"
    rf"|さん(?:{_GAP}さん)+)"
    r"|御中[ \u3000]*(?:ご担当者?|[^ \u3000\n。、ぁ-ん][^ \u3000\n。、]{0,19})様"
)
_AFTER_A_FIRM = re.compile(r"御中[ \u3000]*(?:[^ \u3000\n。、ぁ-ん][^ \u3000\n。、]{0,19})?$")
"""Either the firm is written to or the person, and nobody but the writer knows."""

_FINE = re.compile(rf"(?:大?先生|せんせい){_GAP}各位")
_SAMA = {"樣": "様", "さま": "様", "サマ": "様"}


def check(sent: RenderedLetter) -> Iterator[Hit]:
    """Look at the address, and at every blank for a name in the sentences below."""
    first = next((line for line in sent.lines if line.text.strip()), None)
    if first is None:
        return
    names = [(field, stretch) for field, stretch in sent.filled_stretches() if field.honorific]
    in_address = [each for each in names if each[1].start < first.end]
    is_titled = any(_has(_OF_ADDRESSES, sent, name) for _, name in in_address)
    if in_address and not is_titled and not _ADDRESS.fullmatch(first.text):
        yield _missing(sent, *in_address[-1])
    elif not is_titled and not _ADDRESS.fullmatch(first.text):
        yield Hit("ja-no-address", first.start, first.start)
    for field, stretch in names:
        if stretch.start > first.end and not _addressed(sent, stretch):
            yield _missing(sent, field, stretch)
    for match in _DOUBLED.finditer(sent.text):
        if not _FINE.fullmatch(match[0]):
            right = _one_of(sent, match)
            yield Hit("ja-honorific-doubled", *match.span(), right, {"found": match[0]})


def _missing(sent: RenderedLetter, field: Field, stretch: Stretch) -> Hit:
    """A name without 様; a title that isn't enough gives way to it."""
    blank = f"{{{{{field.id}}}}}"
    little = _TOO_LITTLE.match(sent.text, stretch.end)
    is_clear = field.type != "choice" and not _AFTER_A_FIRM.search(sent.text[: stretch.start])
    return Hit(
        "ja-honorific-missing",
        stretch.start,
        little.end() if little else stretch.end,
        suggestion=f"{blank}様" if is_clear else None,
        params={"found": blank},
    )


def _addressed(sent: RenderedLetter, name: Stretch) -> bool:
    """Return whether an honorific follows a name; list items may name a person plainly."""
    line = next(line for line in sent.lines if line.start <= name.start <= line.end)
    return is_bullet(line.text) or _has(_HONORIFIC, sent, name)


def _has(titles: re.Pattern[str], sent: RenderedLetter, name: Stretch) -> bool:
    """Whether one of these titles follows a name, or ends it as an option that can be chosen."""
    last = max(name.start, name.end - 3)
    ends = any(titles.fullmatch(sent.text, at, name.end) for at in range(last, name.end))
    return ends or titles.match(sent.text, name.end) is not None


def _one_of(sent: RenderedLetter, match: re.Match[str]) -> str | None:
    """What to write for a run of titles, where that is clear."""
    right = _one_title(match)
    field = sent.field_at(match.start())
    before = sent.field_at(match.start() - 1) if match.start() else None
    if before and before.type == "choice":
        return None  # Another option may end in a title.
    if right is None or field is None:
        return right
    # The first one comes from the entry, so that the rest goes, if the first is right.
    own = next(stretch for _, stretch in sent.filled_stretches() if stretch.end > match.start())
    is_right = sent.text[match.start() : own.end] == right and field.type == "text"
    return f"{{{{{field.id}}}}}" if is_right else None


def _one_title(match: re.Match[str]) -> str | None:
    if match["word"]:
        return "各位" if match[0].endswith("各位") else str(match["word"])
    titles: set[str] = {_SAMA.get(each, each) for each in re.findall(_TITLE, match["run"] or "")}
    if len(titles) == 1:
        return next(iter(titles))
    if "各位" in titles:
        return "各位"
    if "先生" in titles and titles <= {"先生", "様", "殿"}:
        return "先生"
    return "様" if {"様", "殿"} & titles and "御中" not in titles else None


RULE = Rule(
    dict.fromkeys(("ja-no-address", "ja-honorific-missing", "ja-honorific-doubled"), ERROR), check
)
