"""Finds text that looks like Markdown but isn't parsed as such, and would be shown literally.

Japanese input methods produce ［言葉］（glossary/word） and ＊＊強調＊＊; other mistakes are lists
with ・ or a space between words and address. What was meant is decided by the guide: a citation
names a known fact or source, a link leads to a known address. All patterns have bounded
repetitions, so the time is linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from michishirube.markup import list_typos
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
"""A citation without a closing bracket."""
_ENDED = re.compile(
    rf"(?<![A-Za-z0-9._%+@＠\[［-])(?P<at>[@＠]?)(?P<names>{_NAME}) ?"
    rf"(?P<close>{_C}{{1,2}})(?![(（])"
)
"""A citation without an opening bracket."""
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
"""A link's address alone. It must contain a slash: `(dry)` is mostly a word in parentheses."""
_UNCLOSED_WORDS = re.compile(
    rf"\[(?P<words>[^\[\]［］()（）\n\x00]{{1,120}}?) ?[(（](?P<to>{_TO})[)）]"
)
_UNOPENED_TARGET = re.compile(rf"\[(?P<words>[^\[\]［］\n\x00]{{1,120}})[\]］] ?(?P<to>{_TO})[)）]")
_UNOPENED_WORDS = re.compile(rf"[\]］] ?[(（](?P<to>{_TO})[)）]")
_MISCLOSED = re.compile(rf"\[(?P<words>[^\[\]［］\n\x00]{{1,120}})\]\((?P<to>{_TO})[\]］]")
_BROKEN_OFF = re.compile(
    r"\[[^\[\]\n\x00]{1,120}\]\((?P<till>[^()\n\x00]{0,200})(?=[^()\n]{0,200}$)", re.MULTILINE
)
"""A link whose parenthesis isn't closed on its line."""
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
"""Distance in characters within which a matching bracket is searched."""

Right = Callable[[re.Match[str]], str | None]
"""Returns the correction of a match, "" if it is unknown, None if the match is plain text."""


@dataclass(frozen=True, slots=True)
class MarkdownTypo:
    """A stretch of text that was meant as markup.

    Attributes:
        offset: Where it starts in the text.
        text: The text as written.
        edits: Corrections as tuples of offset, length and new text; empty if unknown.
        leads: Whether it is a link or a citation.
    """

    offset: int
    text: str
    edits: tuple[tuple[int, int, str], ...]
    leads: bool = False


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What the guide defines.

    Attributes:
        is_cited: Returns whether a fact or source of this name exists.
        title: Returns the title of a reference's target, None if there is none.
        heading: Markup of the highest heading level allowed in the text.
    """

    is_cited: Callable[[str], bool]
    title: Callable[[str], str | None]

    heading: str = "###"


def find(text: str, known: KnownNames) -> list[MarkdownTypo]:
    """Return the typos of a text in order, without overlaps."""
    if not re.search(r"[^\w\s、。「」,.?!？！]|[①-⑳ー]", text):
        return []
    finder = _MarkdownTypoFinder(text, known)
    return sorted(finder.find(), key=lambda each: each.offset)


class _MarkdownTypoFinder:
    """Applies one pattern after the other.

    Matches are blanked out, so that no later pattern looks at them. Valid markup is blanked first,
    and unambiguous patterns come before vague ones: `［@A1］` is taken for a citation before
    `［…］（…` may be taken for half a link.
    """

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
        """Blank out a match and return its text."""
        written = self._text[match.start() : match.end()]
        self._left[match.start() : match.end()] = "\x00" * len(written)
        return written

    def _around(self, match: re.Match[str]) -> tuple[str, str]:
        """Return the text before and after a match on the same line, up to `_REACH` characters."""
        before = self._text[max(0, match.start() - _REACH) : match.start()]
        behind = self._text[match.end() : match.end() + _REACH]
        return before.rpartition("\n")[2], behind.partition("\n")[0]

    def _stands_alone(self, match: re.Match[str]) -> bool:
        """Return whether adjacent brackets are others: true in `[see [@A1]]`, not in `[[@A1]]`."""
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
        """Correct a citation that isn't closed.

        If a bracket follows later on the line, only an @ makes it a citation.
        """
        name = self._cited(unicodedata.normalize("NFKC", match["names"]))
        is_closed = re.match(rf"[^\[［【〔]*?{_C}", self._around(match)[1]) is not None
        if name and not is_closed:
            return f"[@{name}]"
        return "" if match["at"] in ("@", "＠") else None

    def _ended(self, match: re.Match[str]) -> str | None:
        """Correct a citation that isn't opened, unless the bracket closes an earlier one."""
        if _open_brackets(self._around(match)[0]) > 0:
            return None
        name = self._cited(unicodedata.normalize("NFKC", match["names"]))
        if name:
            return f"[@{name}]"
        return "" if match["at"] else None

    def _half(self, match: re.Match[str]) -> str | None:
        """Report a link that is too incomplete for a correction."""
        return "" if self._is_target(unicodedata.normalize("NFKC", match["to"])) else None

    def _wordless(self, match: re.Match[str]) -> str | None:
        to = unicodedata.normalize("NFKC", match["to"])
        if not (match["open"] or "/" in to):
            return None
        title = self._known.title(to) or (to if match["open"] and self._is_target(to) else None)
        return f"[{title}]({to})" if title else None

    def _broken_off(self, match: re.Match[str]) -> str:
        """Correct a link that isn't closed on its line."""
        till = match["till"]
        to = re.match(r"[A-Za-z0-9/_-]*", till)[0]  # type: ignore[index]
        if not self._known.title(to):
            return ""
        return f"{match[0][: len(match[0]) - len(till)]}{to}){till[len(to) :]}"

    def _cited(self, name: str) -> str:
        """Return a name as the guide spells it (`a1` is `A1`), "" if it is unknown."""
        if self._known.is_cited(name):
            return name
        return name.upper() if self._known.is_cited(name.upper()) else ""

    def _is_square(self, match: re.Match[str], names: list[str]) -> bool:
        """Return whether brackets without @ are a citation, by the form of the names: `[E7]`."""
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
        """Return whether ＊ is a footnote or list marker at the start of a line, not emphasis."""
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
        """Return whether the asterisks form a horizontal rule."""
        begin = self._text.rfind("\n", 0, match.start()) + 1
        end = self._text.find("\n", match.end())
        line = self._text[begin : end if end >= 0 else len(self._text)]
        return re.fullmatch(r"\s*(?:\*\s*){3,}", line) is not None


def _open_brackets(text: str) -> int:
    """Return the number of opening minus closing brackets."""
    return len(re.findall(_O, text)) - len(re.findall(_C, text))
