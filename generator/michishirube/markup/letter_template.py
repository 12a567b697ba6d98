"""The template language of letters: placeholders and conditional text.

    Dear {{name}}, [[if state=sent]]I have sent it.[[else]]I shall send it.[[end]]

Parsing never fails: invalid markup is reported as a `TemplateFault` and kept as literal text.
Letters are rendered here for tests and checks, and by the script in the browser.
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
"""A private-use character that marks the boundaries of conditions while lines are assembled."""


@dataclass(frozen=True, slots=True)
class LiteralText:
    """Literal text."""

    text: str
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A placeholder for a field."""

    field: str
    offset: int = 0


Piece = LiteralText | Placeholder


@dataclass(frozen=True, slots=True)
class Conditional:
    """Text that depends on a field: `then` if the condition holds, else `otherwise`.

    The condition holds if the field has the choice `option` or, without one, if it isn't empty.
    """

    field: str
    option: str | None
    then: tuple[Piece, ...]
    otherwise: tuple[Piece, ...]
    offset: int = 0


Segment = LiteralText | Placeholder | Conditional


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """Invalid markup, with its offset and text.

    Codes: `bad-blank`, `bad-mark`, `nested-if`, `stray-else`, `stray-end`, `open-if`.
    """

    offset: int
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class ParsedTemplate:
    """The segments of a letter and its syntax errors."""

    segments: tuple[Segment, ...]
    faults: tuple[TemplateFault, ...]


def parse(text: str) -> ParsedTemplate:
    """Parse a template."""
    return _Parser(text).parse()


def named(segments: Sequence[Segment]) -> Iterator[Placeholder | Conditional]:
    """Yield all placeholders and conditions, nested ones included."""
    for segment in segments:
        if isinstance(segment, Placeholder | Conditional):
            yield segment
        if isinstance(segment, Conditional):
            yield from named((*segment.then, *segment.otherwise))


def fields_in(segments: Sequence[Segment]) -> Iterator[tuple[str, int]]:
    """Yield the id and offset of each field that a letter uses."""
    return ((each.field, each.offset) for each in named(segments))


def conditionals(segments: Sequence[Segment]) -> Iterator[Conditional]:
    """Yield the conditions of a letter."""
    return (segment for segment in segments if isinstance(segment, Conditional))


@dataclass(frozen=True, slots=True)
class RenderedPart:
    """A piece of a rendered letter.

    Attributes:
        text: The text.
        offset: Where it comes from in the template.
        field: The field it was filled from, None for the template's own text.
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
    """Render a letter.

    Lines that consist of conditions only, or are empty because of them, are omitted.

    Args:
        segments: The parsed template.
        values: Values by field id; for choices, the id of the option.
        fields: The guide's fields, for the labels of options.
        blank: Returns the text for a field without a value.
    """
    return "".join(part.text for part in fill_parts(segments, values, fields, blank))


def fill_parts(
    segments: Sequence[Segment],
    values: Mapping[str, str],
    fields: Mapping[str, Field],
    blank: Callable[[str], str] = lambda field: f"〔{field}〕",
) -> list[RenderedPart]:
    """Render a letter to parts with their positions in the template; see `fill`."""

    def show(name: str) -> str:
        value = values.get(name, "")
        options = fields[name].options if name in fields else {}
        return options.get(value, value) or blank(name)

    return _without_seams(_filled(segments, values, show))


def preview(segments: Sequence[Segment], fields: Mapping[str, Field]) -> list[Piece]:
    """Render a letter before anything is filled in.

    Choices used in conditions have their default, else their first option; optional fields count as
    filled in.
    """
    chosen = {name: start_of(fields[name]) for name, _ in fields_in(segments) if name in fields}
    taken = {name: value or name for name, value in chosen.items()}
    pieces: list[Piece] = []
    for part in _without_seams(_filled(segments, taken, str)):
        if part.field is not None:
            pieces.append(Placeholder(part.field))
        elif pieces and isinstance(last := pieces[-1], LiteralText):
            pieces[-1] = LiteralText(last.text + part.text)
        else:
            pieces.append(LiteralText(part.text))
    return pieces


def start_of(field: Field) -> str:
    """Return the initial option of a choice; "" for other fields."""
    if field.type != "choice":
        return ""
    default = field.default if isinstance(field.default, str) else ""
    return default if default in field.options else next(iter(field.options), "")


def _filled(
    segments: Sequence[Segment], values: Mapping[str, str], show: Callable[[str], str]
) -> Iterator[RenderedPart]:
    """Yield the text of segments, with seams around conditions."""
    for segment in segments:
        if isinstance(segment, LiteralText):
            yield RenderedPart(segment.text, segment.offset)
        elif isinstance(segment, Placeholder):
            yield RenderedPart(show(segment.field), segment.offset, segment.field)
        else:
            value = values.get(segment.field, "")
            holds = value == segment.option if segment.option else bool(value)
            yield RenderedPart(_SEAM, segment.offset)
            yield from _filled(segment.then if holds else segment.otherwise, values, show)
            yield RenderedPart(_SEAM, segment.offset)


def _without_seams(parts: Iterable[RenderedPart]) -> list[RenderedPart]:
    """Remove the seams, and lines that conditions left empty.

        Hello                              Hello
        [[if state=sent]]             →    Goodbye
        I have sent it.
        [[end]]
        Goodbye

    Here `state` isn't "sent".
    """
    kept: list[RenderedPart] = []
    begun = False
    for line_end, line in _lines(parts):
        words = [part for part in line if part.text != _SEAM]
        if len(words) < len(line) and not "".join(part.text for part in words).strip():
            continue
        # A line break belongs to the line after it, so that both are kept or omitted together.
        kept += [line_end, *words] if line_end and begun else words
        begun = True
    return kept


def _lines(
    parts: Iterable[RenderedPart],
) -> Iterator[tuple[RenderedPart | None, list[RenderedPart]]]:
    """Yield the parts of each line and the line break before it, None for the first."""
    line_end: RenderedPart | None = None
    line: list[RenderedPart] = []
    for part in parts:
        at = part.offset
        for index, text in enumerate(part.text.split("\n")):
            if index:
                yield line_end, line
                # All of a field's value has the position of its placeholder.
                line_end = RenderedPart("\n", part.offset if part.field else at - 1, part.field)
                line = []
            if text:
                line.append(RenderedPart(text, part.offset if part.field else at, part.field))
            at += len(text) + 1
    yield line_end, line


class _Parser:
    """Parses a template. Conditions can't be nested, so a single open one is tracked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._segments: list[Segment] = []
        self._faults: list[TemplateFault] = []
        self._open: re.Match[str] | None = None
        self._condition: tuple[str, str | None] = ("", None)
        self._then: list[Piece] = []
        self._otherwise: list[Piece] | None = None

    def parse(self) -> ParsedTemplate:
        end = 0
        for match in _TOKEN.finditer(self._text):
            self._literal(end, match.start())
            self._take(match)
            end = match.end()
        self._literal(end, len(self._text))
        if self._open is not None:
            self._fault(self._open, "open-if")
            self._close()
        return ParsedTemplate(tuple(self._segments), tuple(self._faults))

    def _take(self, match: re.Match[str]) -> None:
        if match["blank"] is not None:
            name = match["blank"].strip()
            if _NAME.fullmatch(name):
                self._add(Placeholder(name, match.start()))
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
            self._add(LiteralText(self._text[start:end], start))

    def _add(self, piece: Piece) -> None:
        if self._open is None:
            self._segments.append(piece)
        elif self._otherwise is None:
            self._then.append(piece)
        else:
            self._otherwise.append(piece)

    def _refuse(self, match: re.Match[str], code: str) -> None:
        self._fault(match, code)
        self._add(LiteralText(match[0], match.start()))

    def _fault(self, match: re.Match[str], code: str) -> None:
        self._faults.append(TemplateFault(match.start(), code, match[0]))
