"""Parses YAML files to nodes with spans; the only YAML reader.

Only the structure is interpreted: scalars stay strings, so `はい: yes` doesn't become a boolean nor
`2026-11-24` a date. Their type is determined by the model (`reading.structure`).

Features that content doesn't need and attacks use are rejected: tags, anchors and aliases, multiple
documents, deep nesting, large files. Nodes are built from PyYAML's events, so no file can construct
Python objects, and nesting is limited before any recursion (libyaml crashes the process while
composing 100,000 nested brackets).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from michishirube.diagnostics import Diagnostic, Diagnostics, Severity, Span
from michishirube.reading import empty_files, unmarked_blocks, yaml_pitfalls
from michishirube.reading.source_file import SourceFile
from michishirube.reading.syntax_recovery import ParseFailure, PatchedLines, trace
from michishirube.reading.typos import Typo, quoted, run_of_typos

MAX_TEXT = 20_000
"""Length limit for a single text in characters: ten times the longest letter."""

MAX_DEPTH = 16
"""Limit for nested mappings and sequences; the format needs seven."""


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A scalar as written.

    Attributes:
        span: Its range, including quotes.
        value: Its text.
        plain: Whether it is unquoted.
        indent: Indentation of a `|` block, else -1.
        first: Column of the first character if the value is written verbatim on one line, else 0.
        lines: The source lines of an unquoted scalar.
        in_flow: Whether it stands inside `[…]` or `{…}`.
    """

    span: Span
    value: str
    plain: bool
    indent: int = -1
    first: int = 0
    lines: tuple[str, ...] = ()
    in_flow: bool = False

    @property
    def typo(self) -> Typo | None:
        """The typo that may explain why there is a scalar where something else is expected."""
        return next(iter(self.typos), None)

    @property
    def typos(self) -> list[Typo]:
        """The same typo in consecutive lines, e.g. a list with a wrong marker in each."""
        return run_of_typos(self.lines) if self.plain and self.value else []


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A sequence; `file_lines` are all lines of its file, with typos fixed."""

    span: Span
    items: tuple[YamlNode, ...]
    file_lines: Sequence[str] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class MappingNode:
    """A mapping, in the file's order and without duplicate keys; `file_lines` as of sequences."""

    span: Span
    entries: tuple[tuple[ScalarNode, YamlNode], ...]
    file_lines: Sequence[str] = field(default=(), compare=False, repr=False)

    def get(self, name: str) -> YamlNode | None:
        """Return the value of a key, or None."""
        return next((node for key, node in self.entries if key.value == name), None)


YamlNode = ScalarNode | SequenceNode | MappingNode


def parse(source: SourceFile, diagnostics: Diagnostics) -> YamlNode | None:
    """Parse a file with a single document; None if it is empty or can't be read.

    Syntax errors with a recognisable cause are reported, and parsing continues as if they were
    fixed.
    """
    if empty_files.is_empty_yaml(source.readable):
        diagnostics.add(empty_files.diagnostic(source.path))
        return None
    lines = source.readable.split("\n")
    patched = PatchedLines(source.path, lines)
    events = _events(source.readable)
    if isinstance(events, ParseFailure):
        found = trace(source.path, lines, events, _failure, diagnostics)
        if found is None:
            return None
        patched, events = found, _events(found.text)
        assert not isinstance(events, ParseFailure)  # noqa: S101 - guaranteed by `trace`
    try:
        document = _Builder(patched, diagnostics).build(iter(events))
    except _Refused as refused:
        diagnostics.add(_refusal(refused, patched.lines))
        return None
    if document is None or (isinstance(document, ScalarNode) and not document.value):
        diagnostics.add(empty_files.diagnostic(source.path))
        return None
    return document


LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Uses libyaml if available: nine times faster."""


def _events(text: str) -> list[Any] | ParseFailure:
    """Parse a text to PyYAML events; return the first syntax error instead if there is one.

    Stops when nesting gets too deep, as such a file is rejected anyway.
    """
    events: list[Any] = []
    opened: list[Any] = []
    try:
        for event in yaml.parse(text, Loader=LOADER):
            events.append(event)
            if isinstance(event, yaml.CollectionStartEvent):
                opened.append(event.start_mark)
            elif isinstance(event, yaml.CollectionEndEvent):
                opened.pop()
            if len(opened) > MAX_DEPTH + 1:
                break
    except yaml.MarkedYAMLError as problem:
        mark, since = problem.problem_mark, problem.context_mark
        # If a value is missing inside brackets, PyYAML doesn't say where these were opened.
        if problem.context == "while parsing a flow node" and opened:
            since = opened[-1]
        return ParseFailure(
            mark.line + 1 if mark else 1,
            mark.column + 1 if mark else 1,
            problem.problem or "",
            problem.context or "",
            since.line + 1 if since else 0,
            since.column + 1 if since else 0,
        )
    except yaml.YAMLError as problem:
        return ParseFailure(1, 1, str(problem))
    return events


def _failure(text: str) -> ParseFailure | None:
    """Return the first syntax error of a text, None if it has none."""
    found = _events(text)
    return found if isinstance(found, ParseFailure) else None


class _Refused(Exception):  # noqa: N818 - not a failure, but the verdict that a file is rejected
    def __init__(self, code: str, span: Span, **params: object) -> None:
        super().__init__(code)
        self.code, self.span, self.params = code, span, params

    @property
    def may_be_text(self) -> bool:
        """Whether it was probably meant as text and only lacks quotes."""
        return self.code in ("alias", "tag", "key-not-text")


def _refusal(refused: _Refused, lines: Sequence[str]) -> Diagnostic:
    """Return the error for a rejected file, with quotes or a `|` for what is probably a text."""
    words = {name: str(value) for name, value in refused.params.items()}
    item = Diagnostic(refused.code, Severity.ERROR, refused.span, words)
    if not refused.may_be_text:
        return item
    text = unmarked_blocks.misread(lines, refused.span)
    if text and text.last > text.first:
        return dataclasses.replace(item, edits=text.edits(refused.span.path))
    typo = quoted(lines[refused.span.line - 1])
    return dataclasses.replace(item, rewrite=typo.fixed if typo else None)


class _Builder:
    """Builds nodes from events with a depth limit, with one method per kind of node."""

    def __init__(self, patched: PatchedLines, diagnostics: Diagnostics) -> None:
        self._patched = patched
        self._lines = patched.lines
        self._diagnostics = diagnostics
        self._in_flow = False

    def build(self, events: Iterator[Any]) -> YamlNode | None:
        document: YamlNode | None = None
        seen = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                seen += 1
                if seen > 1:
                    raise _Refused("second-document", self._span(event))
            elif isinstance(event, yaml.NodeEvent):
                document = self._node(event, events, depth=0)
        return document

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> YamlNode:
        self._refuse_references(event)
        if depth > MAX_DEPTH:
            raise _Refused("too-deep", self._span(event), limit=MAX_DEPTH)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        outside, self._in_flow = self._in_flow, self._in_flow or bool(event.flow_style)
        try:
            if isinstance(event, yaml.SequenceStartEvent):
                return self._sequence(event, events, depth)
            return self._mapping(event, events, depth)
        finally:
            self._in_flow = outside

    def _refuse_references(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise _Refused("alias", self._span(event), name=event.anchor)
        # "!" is the non-specific tag, which libyaml reports for quoted scalars.
        if getattr(event, "tag", None) not in (None, "!"):
            raise _Refused("tag", self._span(event), name=event.tag)

    def _scalar(self, event: Any) -> ScalarNode:
        span = self._span(event)
        if len(event.value) > MAX_TEXT:
            raise _Refused("text-too-long", span, size=len(event.value), limit=MAX_TEXT)
        plain = event.style is None or event.style == ""
        text = yaml_pitfalls.note(self._patched, event, plain, self._diagnostics)
        if event.style == "|":
            return ScalarNode(span, text, plain, self._block_indent(event))
        if text != event.value:
            return ScalarNode(span, text, plain)
        row, begin = event.start_mark.line, event.start_mark.column
        lines = tuple(self._lines[row : event.end_mark.line + 1]) if plain else ()
        line = self._lines[row] if row < len(self._lines) else ""
        begin += 0 if plain else 1
        as_written = line[begin : begin + len(event.value)] == event.value
        first = self._patched.column(row + 1, begin + 1) if as_written else 0
        return ScalarNode(span, event.value, plain, -1, first, lines, self._in_flow)

    def _block_indent(self, event: Any) -> int:
        """Return the indentation (0-based column) of a `|` block, as it is in the file."""
        for number, line in enumerate(self._lines[event.start_mark.line + 1 :], start=1):
            if line.strip():
                column = len(line) - len(line.lstrip(" ")) + 1
                return self._patched.column(event.start_mark.line + 1 + number, column) - 1
        return 0

    def _sequence(self, event: Any, events: Iterator[Any], depth: int) -> SequenceNode:
        items = []
        while not isinstance(child := next(events), yaml.SequenceEndEvent):
            items.append(self._node(child, events, depth + 1))
        return SequenceNode(self._span(event), tuple(items), self._lines)

    def _mapping(self, event: Any, events: Iterator[Any], depth: int) -> MappingNode:
        entries: dict[str, tuple[ScalarNode, YamlNode]] = {}
        twice: list[Diagnostic] = []
        while not isinstance(child := next(events), yaml.MappingEndEvent):
            key = self._node(child, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, ScalarNode):
                raise _Refused("key-not-text", key.span)
            if key.value in entries:
                params = {"name": key.value, "first": str(entries[key.value][0].span.line)}
                twice.append(Diagnostic("duplicate-key", Severity.ERROR, key.span, params))
            else:
                entries[key.value] = (key, value)
        if twice:  # Several together were pasted together.
            self._diagnostics.add(dataclasses.replace(twice[0], related=tuple(twice[1:])))
        return MappingNode(self._span(event), tuple(entries.values()), self._lines)

    def _span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        column = self._patched.column
        return Span(
            self._patched.path,
            start.line + 1,
            column(start.line + 1, start.column + 1),
            end.line + 1,
            column(end.line + 1, end.column + 1),
        )
