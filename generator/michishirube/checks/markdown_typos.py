"""Marks of the small Markdown that only look like it: shown raw, and what they do is lost.

Japanese keyboards make ［言葉］（glossary/word） and ＊＊強調＊＊; other habits make lists
with ・ and a space before the bracket. What is meant is told by what is known: a citation names a
fact or a source, a link leads to a place. Every pattern is bounded, so a text of any kind
takes time in proportion to its length.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from michishirube.checks import list_typos
from michishirube.markup.prose import LINK, without_code

_O = r"[\[［【〔]"
_C = r"[\]］】〕]"
_NAME = r"[A-Za-zＡ-Ｚａ-ｚ0-9０-９][A-Za-zＡ-Ｚａ-ｚ0-9０-９-]{0,60}"
_CITATION = re.compile(
    rf"(?P<open>(?:{_O}|[(（{{｛<＜]){{1,2}}) ?(?P<at>[@＠^＾]?) ?"
    rf"(?P<names>{_NAME}(?: ?[,、，・;； ] ?[@＠]? ?{_NAME}){{0,9}}) ?"
    rf"(?P<close>(?:{_C}|[)）}}｝>＞]){{1,2}})(?! ?[(（])"
)
_BEGUN = re.compile(rf"(?P<open>{_O}{{1,2}}) ?(?P<at>[@＠^＾]?) ?(?P<names>{_NAME})(?![\w.-])")
"""A citation without its closing bracket."""
_ENDED = re.compile(
    rf"(?<![A-Za-z0-9._%+@＠\[［-])(?P<at>[@＠]?)(?P<names>{_NAME}) ?"
    rf"(?P<close>{_C}{{1,2}})(?![(（])"
)
"""A citation without its opening bracket."""
_BARE = re.compile(
    r"(?<![A-Za-z0-9._%+@＠\[［-])[@＠](?P<names>[A-ZＡ-Ｚ][0-9０-９]{1,4})(?![\w.-])"
)
_RIGHT_CITATION = re.compile(r"\[@[A-Za-z0-9][A-Za-z0-9-]*\]")
_LINK = re.compile(
    rf"(?P<open>{_O}|[「『])(?P<words>[^\[\]［］【】〔〕「」『』\n]{{1,120}})(?P<close>{_C}|[」』])"
    r"(?P<gap>[ \u3000\n]?)(?P<from>[(（{｛<＜])[ \u3000]?"
    r"(?P<to>[^()（）{}｛｝<>＜＞\s]{1,200})[ \u3000]?(?P<till>[)）}｝>＞]?)"
)
_TURNED = re.compile(
    r"[(（](?P<words>[^()（）\n]{1,120})[)）][\[［](?P<to>[^\[\]［］\s]{1,200})[\]］]"
)
_WIKI = re.compile(r"\[\[(?P<to>[^\[\]|\s]{1,200})(?:\|(?P<words>[^\[\]|\n]{1,120}))?\]\]")
_TO = r"[^()（）{}｛｝<>＜＞\[\]［］\s\x00]{1,200}"
_WORDLESS = re.compile(rf"(?<![\]］])(?<![\]］] )(?P<open>\[\s?\]?)?[(（] ?(?P<to>{_TO}) ?[)）]")
"""The address of a link alone. It has a slash: `(dry)` is mostly a word in brackets."""
_UNCLOSED_WORDS = re.compile(
    rf"\[(?P<words>[^\[\]［］()（）\n\x00]{{1,120}}?) ?[(（](?P<to>{_TO})[)）]"
)
_UNOPENED_TARGET = re.compile(rf"\[(?P<words>[^\[\]［］\n\x00]{{1,120}})[\]］] ?(?P<to>{_TO})[)）]")
_UNOPENED_WORDS = re.compile(rf"[\]］] ?[(（](?P<to>{_TO})[)）]")
_MISCLOSED = re.compile(rf"\[(?P<words>[^\[\]［］\n\x00]{{1,120}})\]\((?P<to>{_TO})[\]］]")
_BROKEN_OFF = re.compile(
    r"\[[^\[\]\n\x00]{1,120}\]\((?P<till>[^()\n\x00]{0,200})(?=[^()\n]{0,200}$)", re.MULTILINE
)
"""A link whose second bracket isn't closed on its line, wherever it was to lead."""
_STRONG = re.compile(
    r"(?P<open>[*＊]{2,3})(?P<words>[^*＊\n]{1,200})(?P<close>[*＊]{2,3})"
    r"|(?<!\w)[＊](?P<wide>[^*＊\n]{1,200})[＊]|[＿]{2}(?P<low>[^＿\n]{1,200})[＿]{2}"
)
_LONELY = re.compile(r"[*＊]{2,}")
_STRUCK = re.compile(r"[~～]{2}(?P<words>[^~～\n]{1,200})[~～]{2}")
_WIDE_CODE = re.compile(
    r"[｀´](?P<words>[^｀´`\n]{1,200})[｀´`]|`(?P<half>[^｀´`\n]{1,200})[｀´]|[｀]"
)
_HEADING = re.compile(
    r"^(?P<marks>[#＃]{1,6})(?P<gap>[ \u3000]*)(?P<words>[^\s#＃].{0,300})$", re.MULTILINE
)
_QUOTE = re.compile(r"^[＞][ \u3000]?(?P<words>.{0,300})$", re.MULTILINE)
_REACH = 300
"""Characters in which the other bracket of a pair is looked for."""

Right = Callable[[re.Match[str]], str | None]
"""What to write for a match: "" if that isn't known, None if it is no mark."""


@dataclass(frozen=True, slots=True)
class MarkdownTypo:
    """A stretch of a text that was meant as a mark, and what to write in place of it.

    `edits` are offset, length and new text each; none where what is right isn't known.
    `leads` says whether it is a link or a citation, by which readers get on.
    """

    offset: int
    text: str
    edits: tuple[tuple[int, int, str], ...]
    leads: bool = False


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What is known of the guide: names that can be cited, places that can be linked to."""

    is_cited: Callable[[str], bool]
    title: Callable[[str], str | None]
    """The title of the place that a reference means, None if there is none."""

    heading: str = "###"
    """The marks of the highest heading that the text may have."""


def find(text: str, known: KnownNames) -> list[MarkdownTypo]:
    """The look-alikes of a text in order, none overlapping another."""
    if not re.search(r"[^\w\s、。「」,.?!？！]|[①-⑳ー]", text):
        return []
    finder = _MarkdownTypoFinder(text, known)
    return sorted(finder.find(), key=lambda each: each.offset)


class _MarkdownTypoFinder:
    """Looks for one kind of mark after the other; what is taken isn't looked at again."""

    def __init__(self, text: str, known: KnownNames) -> None:
        self._text = text
        self._known = known
        self._left = list(without_code(text))

    def find(self) -> Iterator[MarkdownTypo]:
        for match in LINK.finditer(self._rest()):  # What is right already.
            if match[3].isascii() and not match[1] and match[2].strip():
                self._take(match)
        for match in _RIGHT_CITATION.finditer(self._rest()):
            if self._stands_alone(match):
                self._take(match)
        yield from self._each(_WIDE_CODE, self._code)
        for pattern, right in (
            (_CITATION, self._citation),
            (_LINK, self._link),
            (_TURNED, self._link),
            (_WIKI, self._link),
            (_UNCLOSED_WORDS, self._link),
            (_UNOPENED_TARGET, self._link),
            (_MISCLOSED, self._link),
            (_WORDLESS, self._wordless),
            (_UNOPENED_WORDS, self._half),
            (_BROKEN_OFF, self._broken_off),
            (_BEGUN, self._begun),
            (_ENDED, self._ended),
            (_BARE, self._citation),
        ):
            yield from self._each(pattern, right, leads=True)
        for pattern, right in (
            (_STRONG, self._strong),
            (_STRUCK, lambda match: match["words"]),
            (_HEADING, self._heading),
            (_QUOTE, lambda match: f"> {match['words']}"),
        ):
            yield from self._each(pattern, right)
        for offset, written, edits in list_typos.find(self._rest()):
            yield MarkdownTypo(offset, written, edits)
        for match in _LONELY.finditer(self._rest()):
            if not self._is_rule(match):
                yield MarkdownTypo(match.start(), match[0], ())

    def _rest(self) -> str:
        return "".join(self._left)

    def _each(
        self, pattern: re.Pattern[str], right: Right, *, leads: bool = False
    ) -> Iterator[MarkdownTypo]:
        for match in pattern.finditer(self._rest()):
            new = right(match)
            if new is None:
                continue
            written = self._take(match)
            if new == written:
                continue  # Right as it is, and of no other kind either.
            edits = ((match.start(), len(written), new),) if new else ()
            yield MarkdownTypo(match.start(), written, edits, leads)

    def _take(self, match: re.Match[str]) -> str:
        """What is written there; nothing looks at it again."""
        written = self._text[match.start() : match.end()]
        self._left[match.start() : match.end()] = "\x00" * len(written)
        return written

    def _around(self, match: re.Match[str]) -> tuple[str, str]:
        """What stands before and behind a match on its lines, as far as brackets reach."""
        before = self._text[max(0, match.start() - _REACH) : match.start()]
        behind = self._text[match.end() : match.end() + _REACH]
        return before.rpartition("\n")[2], behind.partition("\n")[0]

    def _stands_alone(self, match: re.Match[str]) -> bool:
        """Whether brackets right at a citation are others: `[see [@A1]]`, but not `[[@A1]]`."""
        before, behind = self._around(match)
        is_doubled = re.search(f"{_O}$", before), re.match(_C, behind)
        if all(is_doubled):
            return False
        if is_doubled[1]:
            return _open_brackets(before) > 0
        return not is_doubled[0] or _open_brackets(behind) < 0

    def _code(self, match: re.Match[str]) -> str | None:
        words = match["words"] or match["half"]
        return f"`{words}`" if words else ""

    def _citation(self, match: re.Match[str]) -> str | None:
        names = re.split(
            r"[\s,、，・;；@＠]+", unicodedata.normalize("NFKC", match["names"]).strip("@ ")
        )
        known = [self._cited(name) for name in names if name]
        if all(known) and (match.groupdict().get("at") != "" or self._is_square(match, names)):
            return "".join(f"[@{name}]" for name in known)
        at = match.groupdict().get("at") or ""
        is_meant = at in ("@", "＠") and match.groupdict().get("open", "")[:1] in (
            "[",
            "［",
            "【",
            "〔",
        )
        return "" if is_meant else None

    def _begun(self, match: re.Match[str]) -> str | None:
        """A citation that isn't closed; what is closed further on is one only by its @."""
        name = self._cited(unicodedata.normalize("NFKC", match["names"]))
        is_closed = re.match(rf"[^\[［【〔]*?{_C}", self._around(match)[1]) is not None
        if name and not is_closed:
            return f"[@{name}]"
        return "" if match["at"] in ("@", "＠") else None

    def _ended(self, match: re.Match[str]) -> str | None:
        """A citation that isn't opened; a bracket that was opened before it isn't its own."""
        if _open_brackets(self._around(match)[0]) > 0:
            return None
        name = self._cited(unicodedata.normalize("NFKC", match["names"]))
        if name:
            return f"[@{name}]"
        return "" if match["at"] else None

    def _half(self, match: re.Match[str]) -> str | None:
        """A link of which so much is missing that nobody can tell what it was to be."""
        return "" if self._is_target(unicodedata.normalize("NFKC", match["to"])) else None

    def _wordless(self, match: re.Match[str]) -> str | None:
        to = unicodedata.normalize("NFKC", match["to"])
        if not (match["open"] or "/" in to):
            return None
        title = self._known.title(to) or (to if match["open"] and self._is_target(to) else None)
        return f"[{title}]({to})" if title else None

    def _broken_off(self, match: re.Match[str]) -> str:
        """A link that isn't closed on its line."""
        till = match["till"]
        to = re.match(r"[A-Za-z0-9/_-]*", till)[0]  # type: ignore[index]
        if not self._known.title(to):
            return ""
        return f"{match[0][: len(match[0]) - len(till)]}{to}){till[len(to) :]}"

    def _cited(self, name: str) -> str:
        """A name as it is known; a fact's letter may be written small."""
        if self._known.is_cited(name):
            return name
        return name.upper() if self._known.is_cited(name.upper()) else ""

    def _is_square(self, match: re.Match[str], names: list[str]) -> bool:
        """Whether `[E7]` without its @ is a citation: the form of a fact's id says so."""
        return match["open"][0] in "[［【〔" and all(
            re.fullmatch(r"[A-Za-z]\d+", name) for name in names
        )

    def _link(self, match: re.Match[str]) -> str | None:
        to = unicodedata.normalize("NFKC", match["to"])
        words = match["words"]
        if not self._is_target(to):
            return None
        right = f"[{(words or self._known.title(to) or to).strip()}]({to})"
        if match.groupdict().get("open") in ("「", "『") and match["gap"]:
            return None
        return right

    def _is_target(self, to: str) -> bool:
        return bool(re.match(r"https?://\w|mailto:\w", to)) or self._known.title(to) is not None

    def _strong(self, match: re.Match[str]) -> str | None:
        words = match["words"] or match["wide"] or match["low"] or ""
        if not words.strip():
            return None
        opening, closing = match["open"], match["close"]
        if (
            match["words"]
            and "＊" not in match[0]
            and words == words.strip()
            and opening == closing
        ):
            return match[0]
        if match["wide"] and (words != words.strip() or self._is_note(match)):
            return None
        return f"**{words.strip()}**"

    def _is_note(self, match: re.Match[str]) -> bool:
        """Whether the first ＊ begins a line as the mark of a list, and isn't one of a pair."""
        return (
            self._text[: match.start()].rpartition("\n")[2].strip() == ""
            and match["wide"][0] in " \u3000"
        )

    def _heading(self, match: re.Match[str]) -> str | None:
        marks, written = match["marks"], match[0]
        least, most = len(self._known.heading), 4
        level = max(least, min(len(marks), most))
        if marks == "#" * len(marks) and match["gap"] == " " and least <= len(marks) <= most:
            return written
        if marks[0] == "#" and not match["gap"] and re.match(r"\d|[A-Za-z0-9_]+\b", match["words"]):
            return None  # "#1", "#tag"
        return f"{'#' * level} {match['words'].strip()}"

    def _is_rule(self, match: re.Match[str]) -> bool:
        """Whether the stars are a line across the page."""
        begin = self._text.rfind("\n", 0, match.start()) + 1
        end = self._text.find("\n", match.end())
        line = self._text[begin : end if end >= 0 else len(self._text)]
        return re.fullmatch(r"\s*(?:\*\s*){3,}", line) is not None


def _open_brackets(text: str) -> int:
    """How many brackets a text opens more than it closes."""
    return len(re.findall(_O, text)) - len(re.findall(_C, text))
