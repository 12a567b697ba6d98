"""The text of a letter: blanks to fill in, and sentences that depend on an answer.

    Dear {{name}}, [[if state=sent]]I have sent it.[[else]]I shall send it.[[end]]

Parsing never fails: what can't be understood is a `Fault` with its place, and
stays in the letter as it is written. The same text is filled here (for tests
and checks) and in the browser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from michishirube.model import Field

_TOKEN = re.compile(r"\{\{(?P<blank>[^{}\n]*)\}\}|\[\[(?P<mark>[^\[\]\n]*)\]\]")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_IF = re.compile(rf"if\s+({_NAME.pattern})(?:\s*=\s*([a-z0-9]+(?:[-_][a-z0-9]+)*))?")

_SEAM = "\ue000"
"""Stands where a condition begins or ends while lines are put together (private use)."""


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that is the same in every letter."""

    text: str
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Blank:
    """A place for what the reader fills in."""

    field: str
    offset: int = 0


Piece = Literal | Blank


@dataclass(frozen=True, slots=True)
class Conditional:
    """Pieces for one answer, and those for all others.

    With `option` the field must have that choice; without, it must be filled.
    """

    field: str
    option: str | None
    then: tuple[Piece, ...]
    otherwise: tuple[Piece, ...]
    offset: int = 0


Segment = Literal | Blank | Conditional


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that isn't understood: a code, its place and the words at that place.

    Codes: `bad-blank`, `bad-mark`, `nested-if`, `stray-else`, `stray-end`, `open-if`.
    """

    offset: int
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """A letter's segments in order, and what wasn't understood."""

    segments: tuple[Segment, ...]
    faults: tuple[Fault, ...]


def parse(text: str) -> Parsed:
    """Take a letter's text apart."""
    return _Parser(text).parse()


def named(segments: Sequence[Segment]) -> Iterator[Blank | Conditional]:
    """Everything in a letter that names a field: blanks and conditions, inner ones too."""
    for segment in segments:
        if isinstance(segment, Blank | Conditional):
            yield segment
        if isinstance(segment, Conditional):
            yield from named((*segment.then, *segment.otherwise))


def fields_in(segments: Sequence[Segment]) -> Iterator[tuple[str, int]]:
    """The fields that a letter asks for, blanks and conditions alike, each with its place."""
    return ((each.field, each.offset) for each in named(segments))


def conditionals(segments: Sequence[Segment]) -> Iterator[Conditional]:
    """The conditions of a letter in order."""
    return (segment for segment in segments if isinstance(segment, Conditional))


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a letter that is filled in: its text, and where in the template it comes from.

    `field` is the field that filled it, None for the template's own words.
    """

    text: str
    offset: int
    field: str | None = None


def fill(
    segments: Sequence[Segment],
    values: Mapping[str, str],
    fields: Mapping[str, Field],
    blank: Callable[[str], str] = lambda field: f"〔{field}〕",
) -> str:
    """The letter with everything filled in.

    A line that holds nothing but conditions, or on which they leave nothing,
    leaves no empty line behind.

    Args:
        segments: The parsed letter.
        values: What each field holds; of a choice, the id of the option.
        fields: The guide's fields, for the words of a choice's options.
        blank: What to write for a field without a value.
    """
    return "".join(part.text for part in fill_parts(segments, values, fields, blank))


def fill_parts(
    segments: Sequence[Segment],
    values: Mapping[str, str],
    fields: Mapping[str, Field],
    blank: Callable[[str], str] = lambda field: f"〔{field}〕",
) -> list[Part]:
    """The same letter as `fill` makes, in parts that know where they come from."""

    def show(name: str) -> str:
        value = values.get(name, "")
        options = fields[name].options if name in fields else {}
        return options.get(value, value) or blank(name)

    return _without_seams(_filled(segments, values, show))


def preview(segments: Sequence[Segment], fields: Mapping[str, Field]) -> list[Piece]:
    """The letter as it reads before anything is filled in, conditions as they begin.

    Choices that decide a sentence stand at their default, else at their first
    option; fields that may stay empty are taken as filled.
    """
    chosen = {name: start_of(fields[name]) for name, _ in fields_in(segments) if name in fields}
    taken = {name: value or name for name, value in chosen.items()}
    pieces: list[Piece] = []
    for part in _without_seams(_filled(segments, taken, str)):
        if part.field is not None:
            pieces.append(Blank(part.field))
        elif pieces and isinstance(last := pieces[-1], Literal):
            pieces[-1] = Literal(last.text + part.text)
        else:
            pieces.append(Literal(part.text))
    return pieces


def start_of(field: Field) -> str:
    """The option at which a choice begins; "" for other fields."""
    if field.type != "choice":
        return ""
    default = field.default if isinstance(field.default, str) else ""
    return default if default in field.options else next(iter(field.options), "")


def _filled(
    segments: Sequence[Segment], values: Mapping[str, str], show: Callable[[str], str]
) -> Iterator[Part]:
    """The segments' texts, with a seam on both sides of each condition."""
    for segment in segments:
        if isinstance(segment, Literal):
            yield Part(segment.text, segment.offset)
        elif isinstance(segment, Blank):
            yield Part(show(segment.field), segment.offset, segment.field)
        else:
            value = values.get(segment.field, "")
            holds = value == segment.option if segment.option else bool(value)
            yield Part(_SEAM, segment.offset)
            yield from _filled(segment.then if holds else segment.otherwise, values, show)
            yield Part(_SEAM, segment.offset)


def _without_seams(parts: Iterable[Part]) -> list[Part]:
    """The parts line by line, without the lines on which conditions leave nothing."""
    kept: list[Part] = []
    begun = False
    for line_end, line in _lines(parts):
        words = [part for part in line if part.text != _SEAM]
        if len(words) < len(line) and not "".join(part.text for part in words).strip():
            continue
        # The line end stands before its line, so that both stay or go together.
        kept += [line_end, *words] if line_end and begun else words
        begun = True
    return kept


def _lines(parts: Iterable[Part]) -> Iterator[tuple[Part | None, list[Part]]]:
    """The parts of each line, with the line end before it; none before the first."""
    line_end: Part | None = None
    line: list[Part] = []
    for part in parts:
        at = part.offset
        for index, text in enumerate(part.text.split("\n")):
            if index:
                yield line_end, line
                # What is filled in has one place: that of its blank.
                line_end = Part("\n", part.offset if part.field else at - 1, part.field)
                line = []
            if text:
                line.append(Part(text, part.offset if part.field else at, part.field))
            at += len(text) + 1
    yield line_end, line


class _Parser:
    """Goes through the marks of one text; a condition can be open, but not two."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._segments: list[Segment] = []
        self._faults: list[Fault] = []
        self._open: re.Match[str] | None = None
        self._condition: tuple[str, str | None] = ("", None)
        self._then: list[Piece] = []
        self._otherwise: list[Piece] | None = None

    def parse(self) -> Parsed:
        end = 0
        for match in _TOKEN.finditer(self._text):
            self._literal(end, match.start())
            self._take(match)
            end = match.end()
        self._literal(end, len(self._text))
        if self._open is not None:
            self._fault(self._open, "open-if")
            self._close()
        return Parsed(tuple(self._segments), tuple(self._faults))

    def _take(self, match: re.Match[str]) -> None:
        if match["blank"] is not None:
            name = match["blank"].strip()
            if _NAME.fullmatch(name):
                self._add(Blank(name, match.start()))
            else:
                self._refuse(match, "bad-blank")
            return
        mark = match["mark"].strip()
        if condition := _IF.fullmatch(mark):
            self._begin(match, condition)
        elif mark == "else":
            self._turn(match)
        elif mark == "end":
            self._end(match)
        else:
            self._refuse(match, "bad-mark")

    def _begin(self, match: re.Match[str], condition: re.Match[str]) -> None:
        if self._open is not None:
            self._refuse(match, "nested-if")
            return
        self._open = match
        self._condition = (condition[1], condition[2])

    def _turn(self, match: re.Match[str]) -> None:
        if self._open is None or self._otherwise is not None:
            self._refuse(match, "stray-else")
        else:
            self._otherwise = []

    def _end(self, match: re.Match[str]) -> None:
        if self._open is None:
            self._refuse(match, "stray-end")
        else:
            self._close()

    def _close(self) -> None:
        offset = self._open.start() if self._open else 0
        then, otherwise = tuple(self._then), tuple(self._otherwise or ())
        self._segments.append(Conditional(*self._condition, then, otherwise, offset))
        self._open, self._then, self._otherwise = None, [], None

    def _literal(self, start: int, end: int) -> None:
        if start < end:
            self._add(Literal(self._text[start:end], start))

    def _add(self, piece: Piece) -> None:
        if self._open is None:
            self._segments.append(piece)
        elif self._otherwise is None:
            self._then.append(piece)
        else:
            self._otherwise.append(piece)

    def _refuse(self, match: re.Match[str], code: str) -> None:
        self._fault(match, code)
        self._add(Literal(match[0], match.start()))

    def _fault(self, match: re.Match[str], code: str) -> None:
        self._faults.append(Fault(match.start(), code, match[0]))
