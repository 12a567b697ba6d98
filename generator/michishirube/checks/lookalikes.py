"""Finds text in letters that looks like a placeholder, but would be sent to the client literally.

Examples: `{client_name}`, `<宛名>`, `%client_name%`, `{{ client name }}`. People write placeholders
as in other programs, or by a field's label. Brackets count as a placeholder only if their content
names a field, so that 【重要】 is left alone. Repetitions in patterns are bounded, so the time is
linear.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from michishirube.model import Field

_OPEN = "{｛[［<＜〈《≪‹«〔【〖❲({（｟⦅「『“"
_CLOSE = "}｝]］>＞〉》≫›»〕】〗❳)）｠⦆」』”"
_SOFT = frozenset("(（「『“)）」』”")
"""Brackets that also occur in ordinary sentences."""
_CURLY = frozenset("{｛")
_HONORIFIC = "様|さま|さん|殿|御中|先生"

_TOKEN = re.compile(r"\{\{[^{}\n]{0,80}\}\}|\[\[[^\[\]\n]{0,80}\]\]")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_MARK = re.compile(
    r"(?:if ?([a-z0-9_]+) ?(?:[=＝]{1,2} ?([a-z0-9_-]+))?|(else)|(end ?if|/ ?if|fi|end))"
)

_BRACKETED = re.compile(
    rf"[$#%@＄＃％＠]{{0,2}}(?P<open>[{re.escape(_OPEN)}]{{1,4}})"
    rf"(?P<inner>[^{re.escape(_OPEN + _CLOSE)}\n。、]{{0,40}})"
    rf"(?P<close>[{re.escape(_CLOSE)}]{{1,4}})(?P<after>{_HONORIFIC})?"
)
_SIGILS = re.compile(
    r"(?P<percent>[%％]{1,2})(?P<a>[^\s%％。、]{1,40}?)[%％]{1,2}"
    r"|(?<![A-Za-z0-9_＿])[_＿]{2,3}(?P<b>[^\s_＿。、]{1,40}(?:_[a-z0-9]{1,40}){0,4})[_＿]{2,3}"
    r"|(?<![A-Za-z0-9$])[$＄@＠#＃:](?P<c>[a-z][a-z0-9_]{0,40})(?![A-Za-z0-9_])[:;]?"
)
_STRAY = re.compile(r"[{｛]{2,4}|[}｝]{2,4}")
_NEAR_STRAY = re.compile(
    r"[{｛]{1,4} ?(?P<a>[A-Za-z][\w -]{0,40})|(?P<b>[A-Za-z]\w{0,40}) ?[}｝]{1,4}"
)
_BARE = re.compile(r"(?<![A-Za-z0-9_/.@=-])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![A-Za-z0-9_/@-])")
_CITED = re.compile(r"\[@[A-Za-z0-9][A-Za-z0-9-]{0,60}\]")


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A stretch of a letter that was meant as a placeholder or as markup of a condition.

    Attributes:
        offset: Where it starts in the text.
        text: The text as written.
        right: The correction, None if unknown.
        field: The field that is meant, "" for conditions and unknown names.
    """

    offset: int
    text: str
    right: str | None
    field: str = ""

    @property
    def is_only_wide(self) -> bool:
        """Whether it differs from the correction only by full-width characters and spaces."""
        plain = unicodedata.normalize("NFKC", self.text)
        return self.right is not None and plain.replace(" ", "") == self.right.replace(" ", "")


def find(text: str, fields: Mapping[str, Field], asked: tuple[str, ...] = ()) -> list[Lookalike]:
    """Return the lookalikes of a letter in order, without overlaps.

    Args:
        text: The template as written.
        fields: All fields of the guide by id; texts are compared with ids and labels.
        asked: Ids of the letter's own fields. An unknown name before an honorific is taken for the
            only one of them that has an honorific.
    """
    if not re.search(rf"[{re.escape(_OPEN)}%％_＿$＄@＠#＃:]", text):
        return []
    return _LookalikeFinder(text, fields, asked).find()


def resolved(inner: str, fields: Mapping[str, Field]) -> str | None:
    """Return the markup for the content of brackets, None if it names nothing.

    `client name` gives `{{client_name}}`, `宛名` the field of that label, `end if` gives `[[end]]`.
    """
    plain = unicodedata.normalize("NFKC", inner).strip(" \t%=$#@:*/|&;!?._-")
    mark = _MARK.fullmatch(plain.lower())
    if mark is not None:
        return _condition(mark, fields)
    name = _named(plain, fields)
    return f"{{{{{name}}}}}" if name else None


def _condition(mark: re.Match[str], fields: Mapping[str, Field]) -> str | None:
    if mark[3]:
        return "[[else]]"
    if mark[4]:
        return "[[end]]"
    if mark[1] not in fields:
        return None
    return f"[[if {mark[1]}={mark[2]}]]" if mark[2] else f"[[if {mark[1]}]]"


def _named(plain: str, fields: Mapping[str, Field]) -> str | None:
    """Return the id of the field with this id (in any notation) or this label."""
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", plain)
    snake = re.sub(r"[\s.-]+", "_", snake).lower().strip("_")
    if snake in fields:
        return snake
    label = _label(plain)
    found = [name for name, field in fields.items() if label and _label(field.label) == label]
    return found[0] if len(found) == 1 else None


def _label(text: str) -> str:
    """Normalise a label; "ここに宛名を入力" is equal to "宛名"."""
    plain = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    return re.sub(r"^(?:ここに|お|ご)|を?(?:記入|入力|書く|入れる)$", "", plain)


class _LookalikeFinder:
    """Applies one pattern after the other; matches are blanked out for later ones."""

    def __init__(self, text: str, fields: Mapping[str, Field], asked: tuple[str, ...]) -> None:
        self._text = text
        self._fields = fields
        named = [name for name in asked if name in fields and fields[name].honorific]
        self._addressee = f"{{{{{named[0]}}}}}" if len(named) == 1 else None
        self._left = list(text)
        self._found: list[Lookalike] = []

    def find(self) -> list[Lookalike]:
        # Marks that are right, and nothing but them, are out of the way first.
        for match in _TOKEN.finditer(self._text):
            around = self._text[max(0, match.start() - 1) : match.end() + 1]
            extra = re.fullmatch(r"([{｛])?\{\{.*\}\}([}｝])?", around, re.DOTALL)
            if match[0].startswith("{{") and extra and (extra[1] or extra[2]):
                self._take_run(match)
            else:
                self._blank(match.start(), match.end())
        for match in _CITED.finditer(self._text):
            self._blank(match.start(), match.end())
        self._each(_BRACKETED, self._bracketed)
        self._each(_SIGILS, self._sigil)
        self._each(_NEAR_STRAY, self._unclosed)
        self._each(_STRAY, lambda match: self._add(match.start(), match.end(), None))
        self._each(_BARE, self._bare)
        return sorted(self._found, key=lambda each: each.offset)

    def _each(self, pattern: re.Pattern[str], take: Callable[[re.Match[str]], None]) -> None:
        for match in pattern.finditer("".join(self._left)):
            take(match)

    def _blank(self, start: int, end: int) -> None:
        self._left[start:end] = "\x00" * (end - start)

    def _add(self, start: int, end: int, right: str | None) -> None:
        name = right[2:-2] if right and right.startswith("{{") else ""
        self._found.append(Lookalike(start, self._text[start:end], right, name))
        self._blank(start, end)

    def _take_run(self, match: re.Match[str]) -> None:
        """Handle a valid placeholder with surplus braces, as in `{{{name}}}`."""
        start, end = match.span()
        while start and self._text[start - 1] in "{｛":
            start -= 1
        while end < len(self._text) and self._text[end] in "}｝":
            end += 1
        self._add(start, end, resolved(match[0].strip("{}"), self._fields))

    def _bracketed(self, match: re.Match[str]) -> None:
        opening, inner = match["open"], match["inner"]
        end = match.end("close")
        right = resolved(inner, self._fields)
        is_soft = opening[-1] in _SOFT
        plain = unicodedata.normalize("NFKC", inner).strip()
        is_id = bool(re.fullmatch(r"[A-Za-z][A-Za-z0-9]*(?:[_ -][A-Za-z0-9]+)*", plain))
        if right is not None and right.startswith("[["):
            if is_soft or not self._has_conditions:
                return
        elif right is not None:
            by_id = "_" in plain and is_id
            if (is_soft and not by_id and not match["after"]) or self._is_heading(match, right):
                return
        elif opening[-1] in _CURLY and re.fullmatch(r"\w[\w .-]*", plain):
            right = self._addressee if match["after"] else None
        elif match["after"] and not is_soft and plain and not plain.isdigit():
            right = self._addressee
        elif not (is_id and "_" in plain and not is_soft):
            return
        start = match.start()
        if not is_soft and opening[0] in _SOFT:  # 「{client_name}」: these stay around it.
            start = match.start("inner") - len(opening.lstrip("".join(_SOFT)))
            end = match.end("inner") + len(match["close"].rstrip("".join(_SOFT)))
        self._add(start, end, right)

    @functools.cached_property
    def _has_conditions(self) -> bool:
        """Whether the text has a condition; without one, `[end]` is a word in brackets."""
        return re.search(rf"[{re.escape(_OPEN)}] ?%? ?if\b", self._text) is not None

    def _is_heading(self, match: re.Match[str], right: str) -> bool:
        """Return whether a label in brackets is a heading: its field follows on the next line."""
        before = self._text[: match.start()].rpartition("\n")[2]
        here, _, rest = self._text[match.end() :].partition("\n")
        following = here + "\n" + rest.partition("\n")[0]
        name = right[2:-2]
        return not before.strip() and bool(
            re.search(rf"\{{\{{{name}\}}\}}|\[\[if {name}\b", following)
        )

    def _sigil(self, match: re.Match[str]) -> None:
        inner = match["a"] or match["b"] or match["c"] or ""
        right = resolved(inner, self._fields)
        if match["c"] and (right is None or "_" not in inner):
            return
        if right is None and not _NAME.fullmatch(inner):
            return
        self._add(match.start(), match.end(), right)

    def _unclosed(self, match: re.Match[str]) -> None:
        inner = match["a"] or match["b"] or ""
        # The longest beginning (or end) that names a field; what follows is the letter's.
        words = re.match(r"[A-Za-z][A-Za-z0-9_]*", inner) if match["a"] else None
        right = resolved(words[0] if words else inner, self._fields)
        if right is None:
            return
        end = match.start("a") + len(words[0]) if words else match.end()
        self._add(match.start(), end, right)

    def _bare(self, match: re.Match[str]) -> None:
        if match[0] in self._fields:
            self._add(match.start(), match.end(), f"{{{{{match[0]}}}}}")
