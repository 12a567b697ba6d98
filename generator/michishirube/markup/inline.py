"""Parses inline Markdown: code spans, escapes, links and citations.

The converter, the checks and the Markdown export all use the result of `read`, so that none of them
sees a link where another sees code. Takes linear time: there is no backtracking.
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
"""A link: text, target, and the rest of the parentheses (a title, which isn't shown).

Possessive quantifiers (`++`, `*+`) prevent backtracking. python-markdown's link parser scans the
rest of the paragraph for each unclosed bracket.
"""

TEXTS = 65_536
"""Size of the caches keyed by text."""

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
    """An inline element with its start and end offsets.

    Attributes:
        kind: Kind of element; "address" is an autolink, `<https://…>`.
        start: Offset of the first character.
        end: Offset after the last character.
        at: Offset of `text`.
        text: Code, escaped character, name of the citation, or target of a link as written.
        words: Start and end offset of a link's text.
        rest: What follows the target of a link within the parentheses.
        inner: The elements within a link's text.
        is_broken: Whether the target of a link contains code, which makes it invalid.
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
    """Parse a text to inline elements in order; nested ones are in `inner`."""
    if not _ANY.search(text):  # Most texts have no markup.
        return ()
    even = normal(text)
    return tuple(mark for start, end in _stretches(even) for mark in _marks(even[start:end], start))


def each(text: str) -> Iterator[Mark]:
    """Yield all elements of a text, including those within links."""
    for mark in read(text):
        yield mark
        yield from mark.inner


def normal(text: str) -> str:
    """Normalise line ends and replace reserved control characters, keeping the length."""
    if text.isprintable():
        return text
    return re.sub("[\x00-\x03]", "\ufffd", text.replace("\r\n", " \n").replace("\r", "\n"))


def decoded(target: str) -> str:
    """Resolve the escapes and entities in a link target, and strip angle brackets."""
    return _DECODED.sub(
        lambda found: found[0][1:] if found[0][0] == "\\" else html.unescape(found[0]),
        target.strip("<>"),
    )


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges that inline elements can't cross: paragraphs, list items, table rows."""
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
    """Yield the elements of a range that starts at `offset`."""
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
    """Replace code and escapes by control characters, so that links within aren't recognised."""
    parts, at = [], 0
    for mark in marks:
        begin, end = mark.start - offset, mark.end - offset
        parts += [text[at:begin], (_CODE if mark.kind == "code" else _ESCAPE) * (end - begin)]
        at = end
    return "".join([*parts, text[at:]])


def _lead(match: re.Match[str], text: str, within: Sequence[Mark], offset: int) -> Mark:
    """Convert a match to a citation, link or autolink; `within` are the code and escapes in it."""
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
