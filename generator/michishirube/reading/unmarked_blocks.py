"""Texts of several lines without the `|` that makes YAML take them as they are.

    text: Water it, and          text: |
      note: not too much    →      Water it, and
      with rule #1                 note: not too much
                                   with rule #1

Such a text is folded into one line at best. With `: `, ` #` or a bracket in it, the parser fails in
the middle of it, or reads a mapping or a list. Which keys hold texts is known from the model, so
that nothing else is ever taken for one.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from michishirube.diagnostics import LINE_END, Diagnostic, Edit, Span
from michishirube.markup import list_typos
from michishirube.model import Text
from michishirube.reading.indentation import Guess
from michishirube.reading.quoting import in_quotes, needs_quotes
from michishirube.reading.text_keys import LETTER, TextKind, text_keys
from michishirube.reading.typos import Typo, in_value
from michishirube.support.near_names import nearest_name

T = TypeVar("T", bound=Text)

CODE = "text-without-bar"

_FAR = 60
"""How many lines above an error the key is searched for."""

_MOST = 200
"""Size limit for texts, in lines."""

_KEYED = re.compile(r"(?P<lead> *(?:- +)*)(?P<key>[A-Za-z_]\w*): *(?P<rest>.*?) *")
_ITEM = re.compile(r"(?P<lead> *(?:- +)*)- +(?P<rest>\S.*?) *")
_NO_TEXT = re.compile(r"[\"'|>?]|[\[{](?!.*(?:\]\(|\}\}))|[&*!][A-Za-z0-9_-]+ *$")
"""What starts with this is no text: it is quoted already, a block, a list or a reference."""

MIN_POINTS = 2
"""Number of lines beginning with a dash that make a list: one may be a dash within a text."""

_POINT = re.compile(r"^ {0,12}- ", re.MULTILINE)
_WIDE = "\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60"
_SEAM = re.compile(rf"(?<=[{_WIDE}])\n(?=[{_WIDE}])")


@dataclass(frozen=True, slots=True)
class UnmarkedText:
    """A text that starts after a key or the dash of a list, as it is written.

    Attributes:
        first: Number of the line with the key or dash, from 1.
        last: Number of its last line.
        opening: What stands before the text in its first line, without the space: `  text:`.
        rest: The part of the text that stands in the first line.
        below: The lines after the first, without their common indentation.
        depth: That indentation.
        is_long: Whether line breaks are kept, so that it becomes a block.
    """

    first: int
    last: int
    opening: str
    rest: str
    below: tuple[str, ...]
    depth: int
    is_long: bool

    @property
    def is_letter(self) -> bool:
        """Whether it is a letter's text, each of whose lines is one."""
        return self.opening.endswith(f"{LETTER}:")

    @property
    def text(self) -> str:
        """The text with its line breaks."""
        return "\n".join([self.rest, *self.below] if self.rest else self.below).strip("\n") + "\n"

    @property
    def in_one_line(self) -> str:
        """The text without line breaks, and without spaces between Japanese words."""
        lines = [line.strip() for line in self.text.split("\n") if line.strip()]
        return _SEAM.sub("", "\n".join(lines)).replace("\n", " ")

    @property
    def as_list(self) -> UnmarkedText | None:
        """The text with its list as Markdown writes it; None if it has no list.

        In letters, whose text isn't Markdown, a list is written with any mark.
        """
        if not self.is_long or self.is_letter:
            return None
        text = list_typos.corrected(self.text)
        if text == self.text and len(_POINT.findall(text)) < MIN_POINTS:
            return None
        first, *below = text.rstrip("\n").split("\n") if self.rest else ["", *text.splitlines()]
        return dataclasses.replace(self, rest=first, below=tuple(below))

    @property
    def is_block(self) -> bool:
        """Whether it has to be a block, not a line."""
        return self.is_long and self.last > self.first

    @property
    def written(self) -> str:
        """The lines to write instead."""
        if not self.is_block:
            value = self.in_one_line
            return f"{self.opening} {in_quotes(value) if needs_quotes(value) else value}"
        lead = re.match(r" *(?:- +)*", self.opening)
        indent = " " * (lead.end() + 2 if lead else 2)
        if self.opening.endswith("-"):
            indent = " " * (len(self.opening) + 1)
        lines = self.text.rstrip("\n").split("\n")
        return "\n".join([f"{self.opening} |", *(f"{indent}{each}".rstrip() for each in lines)])

    def edits(self, path: str) -> tuple[Edit, ...]:
        """Return the edit that corrects it."""
        return ((Span(path, self.first, 1, self.last, LINE_END), self.written),)

    def finding(self, path: str) -> Diagnostic:
        """Return the error for a text that YAML reads as something else."""
        if self.last == self.first:
            line = f"{self.opening} {self.rest}"
            curly = in_value(line)
            if curly and curly.code == "curly-quotes":
                return curly.at(path, self.first)
            colon = re.compile(r":(?= |$)").search(line, len(self.opening))
            typo = Typo("needs-quotes", (colon.start() if colon else 0) + 1, 1, self.written)
            what = {"what": line[typo.column - 1]}
            return dataclasses.replace(typo, params=what).at(path, self.first)
        item = self.typos()[0][1].at(path, self.first)
        return dataclasses.replace(item, edits=self.edits(path))

    def as_text(self, kind: type[T], path: str) -> T:
        """Return the text as a value of the model, with spans if it starts below its key."""
        span = Span(path, self.first, len(self.opening) + 2, self.last, LINE_END)
        if self.rest or not self.is_block:
            return kind(self.text if self.is_block else self.in_one_line, span)
        return kind(self.text, span, self.depth)

    def typos(self) -> Guess:
        """Return the fix for the parser: lines keep their numbers."""
        width = len(self.opening.split(" ")[-1])
        column = len(self.opening) - width + 1
        if self.rest or not self.is_block:
            value = self.text if self.is_block else self.in_one_line
            first = f"{self.opening} {json.dumps(value, ensure_ascii=False)}"
            below = [""] * len(self.below)
        else:
            first = f"{self.opening} |"
            below = [" " * self.depth + line if line else "" for line in self.below]
        typo = Typo(CODE, column, width, first, whole=(self.last, self.written))
        rows = enumerate(below, start=self.first + 1)
        return [(self.first, typo), *((row, Typo("", 1, 0, line)) for row, line in rows)]


def around(lines: Sequence[str], number: int) -> Iterator[UnmarkedText]:
    """Yield the texts that may include a line (from 1), the innermost first."""
    for first in range(min(number, len(lines)), max(0, number - _FAR), -1):
        found = at(lines, first)
        if found is not None and found.last >= min(number, len(lines)) - 1:
            yield found


def misread(lines: Sequence[str], at: Span) -> UnmarkedText | None:
    """Return the text that was read as the mapping or list that starts at a place."""
    for found in around(lines, at.line):
        begins_before = found.first < at.line or len(found.opening) + 1 < at.column
        return found if begins_before and found.last >= at.line else None
    return None


def guesses(lines: Sequence[str], number: int) -> Iterator[Guess]:
    """Yield fixes for a syntax error at a line (from 1), for texts of several lines."""
    yield from (each.typos() for each in around(lines, number) if each.last > each.first)


def at(lines: Sequence[str], first: int) -> UnmarkedText | None:
    """Return the text whose key or dash is in a line (from 1); None if there isn't one."""
    line = lines[first - 1]
    key = _KEYED.fullmatch(line)
    if key is not None and key["key"] in text_keys():
        opening, rest = f"{key['lead']}{key['key']}:", key["rest"]
        (kind, kind_of_items), column = text_keys()[key["key"]], len(key["lead"])
    else:
        item = _ITEM.fullmatch(line)
        if item is None:
            return None
        opening, rest = f"{item['lead']}-", item["rest"]
        kind, kind_of_items, column = _list_above(lines, first), "other", len(item["lead"])
    if kind == "other":
        return None
    last = _end(lines, first, column)
    if last == first and not rest and kind == "long":
        last = _end_of_points(lines, first, column)
    below = [each.rstrip() for each in lines[first:last]]
    start = rest or next((each.strip() for each in below if each), "")
    if not start or _NO_TEXT.match(start) or any(map(is_key, below)):
        return None
    if kind_of_items != "other" and not rest:
        return None  # Rather a list, which this key may hold as well.
    depth = min((_indent(each) for each in below if each), default=column + 2)
    dedented = [each[depth:] for each in below]
    if not rest:  # The first line of a block says how deep the block is.
        row = next(row for row, each in enumerate(dedented) if each)
        dedented[row] = dedented[row].lstrip(" ")
    return UnmarkedText(first, last, opening, rest, tuple(dedented), depth, kind == "long")


def _end(lines: Sequence[str], first: int, column: int) -> int:
    """Return the number of the last line that is deeper than the text's key."""
    last = first
    for number in range(first + 1, min(len(lines), first + _MOST) + 1):
        line = lines[number - 1]
        if line.strip() and _indent(line) <= column:
            break
        if line.strip():
            last = number
    return last


def _end_of_points(lines: Sequence[str], first: int, column: int) -> int:
    """Return the number of the last line of a list that is as deep as the key above it."""
    last = first
    while last < len(lines) and lines[last].startswith(f"{' ' * column}- "):
        last = _end(lines, last + 1, column)
    return last


def _list_above(lines: Sequence[str], number: int) -> TextKind:
    """Return what the list around a line holds."""
    depth = _indent(lines[number - 1])
    for line in reversed(lines[max(0, number - _MOST) : number - 1]):
        key = _KEYED.fullmatch(line)
        if key is not None and len(key["lead"]) <= depth and not line.lstrip().startswith("- "):
            known = text_keys().get(key["key"])
            return known[1] if known and not key["rest"] else "other"
        if line.strip() and _indent(line) < depth:
            break
    return "other"


def is_key(line: str) -> bool:
    """Return whether a line starts with a key of the format, or one that is spelt nearly so."""
    key = re.match(r" *(?:- +)*([a-z_][a-z0-9_-]*):(?: |$)", line)
    return key is not None and (
        key[1] in text_keys() or nearest_name(key[1], text_keys()) is not None
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
