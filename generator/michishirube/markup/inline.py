"""The marks within lines of Markdown: code, escapes, links and citations, read once for all.

The converter, the check and whoever writes Markdown again take what `read` finds, so that none of
them sees a link where another sees code. Nothing is tried twice: a text takes time in proportion
to its length.
"""

from __future__ import annotations

import bisect
import functools
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

CITATION = re.compile(r"\[@([A-Za-z0-9][A-Za-z0-9-]*)\]")
LINK = re.compile(
    r"\[((?:[^\[\]\n]++|\n(?!\s*\n)|\[[^\[\]\n]*+\])*+)\]"
    r"\(\s*+(<[^<>\n]*+>|(?:[^\s()]++|\([^\s()]*+\))*+)((?:[^()\n]++|\([^()\n]*+\))*+)\)"
)
"""A link: its words, its target, and what else stands in its brackets (a title, which isn't shown).

Nothing in it is ever tried twice (`++`, `*+`), so that no text makes it slow. Markdown's own
reader of links goes through the rest of a paragraph for each bracket that stays open.
"""

TEXTS = 65_536
"""So many texts are remembered with what is found in them."""

_MAIL = r"[A-Za-z0-9_.%+-]++@[A-Za-z0-9.-]++"
_ADDRESS = rf"<(https?://[^<>\s\x00]*+|mailto:{_MAIL}(?:\?[A-Za-z0-9_.%+=&-]*+)?|{_MAIL})>"
_LEADS = re.compile(rf"{CITATION.pattern}|(!?){LINK.pattern}|{_ADDRESS}")
_SIGN = r"\\[\\`*_{}\[\]()>#+.!|-]"
_FIRST = re.compile(rf"{_SIGN}|`+")
_DECODED = re.compile(rf"{_SIGN}|&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z0-9]+);")
_ANY = re.compile(r"[\[<`\\]")

_BEGINS = re.compile(r"[ \t]*+(?:[-*+][ \t]|[0-9]++[.)][ \t]|[>#|]|$)")
_HEADING = re.compile(r"[ \t]*+#")
_DELIMITERS = re.compile(r"(?=[^|]*+\|)(?=[^-]*+-)[ \t>|:-]++$")

_CODE, _ESCAPE = "\x00", "\x01"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: from where to where, and what is in it.

    `text` begins at `at`: code, the sign that is escaped, the cited name, or where a link leads,
    as it is written. A link's words stand from `words[0]` to `words[1]`, `inner` are the marks
    among them, and `rest` is what stands behind its target. `is_broken` tells of a link whose
    target has code in it: it leads nowhere.
    """

    kind: Literal["code", "escape", "citation", "link", "image", "address"]
    start: int
    end: int
    at: int
    text: str
    words: tuple[int, int] = (0, 0)
    rest: str = ""
    inner: tuple[Mark, ...] = ()
    is_broken: bool = False


@functools.lru_cache(maxsize=TEXTS)
def read(text: str) -> tuple[Mark, ...]:
    """The marks of a text in their order, none within another but those of a link's words."""
    if not _ANY.search(text):  # Most texts have none.
        return ()
    even = normal(text)
    return tuple(mark for start, end in _stretches(even) for mark in _marks(even[start:end], start))


def each(text: str) -> Iterator[Mark]:
    """All marks of a text, those within links among them."""
    for mark in read(text):
        yield mark
        yield from mark.inner


def normal(text: str) -> str:
    """The text, as long as it was, with plain line ends and without the signs that we use."""
    if text.isprintable():
        return text
    return re.sub("[\x00-\x03]", "\ufffd", text.replace("\r\n", " \n").replace("\r", "\n"))


def decoded(target: str) -> str:
    """A target as it is meant: escapes and entities resolved, without the brackets around."""
    return _DECODED.sub(
        lambda found: found[0][1:] if found[0][0] == "\\" else html.unescape(found[0]),
        target.strip("<>"),
    )


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """From where to where a mark can reach: a paragraph, a point of a list, a row of a table."""
    begin = at = 0
    lines = text.split("\n")
    in_table = is_cut = False
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        is_heading = _HEADING.match(line) is not None
        is_blank = not line.strip()
        in_table = not (is_heading or is_blank) and (
            in_table or _DELIMITERS.match(following) is not None
        )
        if is_cut or in_table or _BEGINS.match(line):
            yield begin, at
            begin = at
        is_cut = is_heading or is_blank or in_table
        at += len(line) + 1
    yield begin, len(text)


def _marks(text: str, offset: int) -> Iterator[Mark]:
    """The marks of a stretch; `offset` is where it begins."""
    first = [*_code_and_escapes(text, offset)]
    veiled = _veiled(text, first, offset)
    starts = [mark.start for mark in first]
    done = 0
    for match in _LEADS.finditer(veiled):
        before = bisect.bisect_left(starts, match.start() + offset)
        yield from first[done:before]
        done = bisect.bisect_left(starts, match.end() + offset)
        yield _lead(match, text, first[before:done], offset)
    yield from first[done:]


def _code_and_escapes(text: str, offset: int) -> Iterator[Mark]:
    runs: dict[int, list[int]] = {}
    for run in re.finditer("`+", text):
        runs.setdefault(len(run[0]), []).append(run.start())
    at = 0
    while match := _FIRST.search(text, at):
        begin, at = match.span()
        if match[0][0] == "\\":
            yield Mark("escape", begin + offset, at + offset, begin + 1 + offset, match[0][1])
            continue
        closing = runs.get(at - begin, [])
        found = bisect.bisect_left(closing, at)
        if found < len(closing):
            code, end = text[at : closing[found]], closing[found] + at - begin
            yield Mark("code", begin + offset, end + offset, at + offset, code)
            at = end


def _veiled(text: str, marks: Sequence[Mark], offset: int) -> str:
    """The text with a sign that means nothing for each sign of code and of escapes."""
    parts, at = [], 0
    for mark in marks:
        begin, end = mark.start - offset, mark.end - offset
        parts += [text[at:begin], (_CODE if mark.kind == "code" else _ESCAPE) * (end - begin)]
        at = end
    return "".join([*parts, text[at:]])


def _lead(match: re.Match[str], text: str, within: Sequence[Mark], offset: int) -> Mark:
    """A citation, link or address as a mark; `within` are the code and escapes in it."""
    start, end = match.start() + offset, match.end() + offset
    if match[1] is not None:
        return Mark("citation", start, end, match.start(1) + offset, match[1])
    if match[6] is not None:
        return Mark("address", start, end, match.start(6) + offset, text[slice(*match.span(6))])
    begin, till = match.start(3) + offset, match.end(3) + offset
    cited = (
        Mark(
            "citation", each.start() + offset, each.end() + offset, each.start(1) + offset, each[1]
        )
        for each in CITATION.finditer(match.string, *match.span(3))
    )
    inner = [*cited, *(mark for mark in within if begin <= mark.start < till)]
    return Mark(
        "image" if match[2] else "link",
        start,
        end,
        match.start(4) + offset,
        text[slice(*match.span(4))],
        (begin, till),
        text[slice(*match.span(5))],
        tuple(sorted(inner, key=lambda mark: mark.start)),
        _CODE in match[4],
    )
