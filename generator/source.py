"""Bytes of a YAML file → nodes that know their place; the only reader of YAML.

Only structure is read here: every scalar stays the text that was written, so
`はい: yes` can't turn into a boolean nor `2026-11-24` into a date. What a text
means is decided by the model's types (`generator.schema`).

The reader refuses what content never needs and attacks use: tags, anchors and
aliases, several documents, deep nesting and large files. It works on PyYAML's
events, never on its objects, so nothing in a file can construct anything, and
depth is counted before any recursion happens (composing 100,000 nested
brackets with libyaml ends the process).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.diagnostics import Diagnostics, Span

MAX_BYTES = 512 * 1024
"""Largest content file in bytes: thirty times the longest tree so far."""

MAX_DEPTH = 16
"""Deepest nesting of mappings and sequences; the format itself needs seven."""

_FORBIDDEN = re.compile(
    # C0 and C1 controls but tab, LF, CR; NEL and the line separators, at which
    # PyYAML breaks lines and editors don't; bidi overrides and isolates, which
    # can show a text in another order than it has; surrogates, byte order marks
    # and zero-width characters, which nobody sees.
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as it was written. `indent` is its lines' column in a `|` block, else -1."""

    span: Span
    value: str
    plain: bool
    indent: int = -1


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    span: Span
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Pairs of key and node, in the file's order, without repeated keys."""

    span: Span
    entries: tuple[tuple[Scalar, Node], ...]

    def get(self, name: str) -> Node | None:
        """The node under the key `name`, or None."""
        return next((node for key, node in self.entries if key.value == name), None)


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file's text, its line ends made LF, with its path as reports name it."""

    path: str
    text: str

    @property
    def lines(self) -> list[str]:
        """The text's lines as editors and GitHub count them."""
        return self.text.split("\n")


def read_text(path: Path, name: str, diagnostics: Diagnostics) -> SourceFile | None:
    """Read a content file as UTF-8; None when it can't be used, with the reason noted."""
    start = Span.of_file(name)
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as problem:
        diagnostics.error("unreadable-file", start, reason=problem.strerror or "")
        return None
    if size > MAX_BYTES:
        diagnostics.error("file-too-large", start, size=size // 1024, limit=MAX_BYTES // 1024)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        diagnostics.error("not-utf8", Span(name, line, 1, line, 1))
        return None
    source = SourceFile(name, text.replace("\r\n", "\n").replace("\r", "\n"))
    if _refuse_characters(source, diagnostics):
        return None
    return source


def _refuse_characters(source: SourceFile, diagnostics: Diagnostics) -> bool:
    found = False
    for number, line in enumerate(source.lines, start=1):
        for match in _FORBIDDEN.finditer(line):
            column = match.start() + 1
            span = Span(source.path, number, column, number, column + 1)
            diagnostics.error("bad-character", span, codepoint=f"U+{ord(match.group()):04X}")
            found = True
    return found


def parse(source: SourceFile, diagnostics: Diagnostics) -> Node | None:
    """The file's one document as nodes; None when it has none or can't be read."""
    try:
        document = _Builder(source, diagnostics).build(_events(source.text))
    except _Refused as refused:
        diagnostics.error(refused.code, refused.span, suggestion=None, **refused.params)
        return None
    except yaml.YAMLError as problem:
        _note_syntax(source, problem, diagnostics)
        return None
    if document is None or (isinstance(document, Scalar) and not document.value):
        diagnostics.error("empty-file", Span.of_file(source.path))
        return None
    return document


def _events(text: str) -> Iterator[Any]:
    """PyYAML's events, from libyaml where it is built in: nine times faster."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    yield from yaml.parse(text, Loader=loader)


def _note_syntax(source: SourceFile, problem: yaml.YAMLError, diagnostics: Diagnostics) -> None:
    """Report a syntax error at the place and in the words of PyYAML's own parser.

    libyaml's differ from platform to platform, so the file is parsed once more.
    """
    try:
        list(yaml.parse(source.text, Loader=yaml.SafeLoader))
    except yaml.YAMLError as again:
        problem = again
    mark = getattr(problem, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    column = mark.column + 1 if mark else 1
    reason = getattr(problem, "problem", None) or str(problem)
    slip = _keyboard_slip(source.lines, line)
    if slip:
        number, at, wrong, right, fixed = slip
        span = Span(source.path, number, at, number, at + 1)
        diagnostics.error("fullwidth-punctuation", span, suggestion=fixed, wrong=wrong, right=right)
        return
    text = source.lines[line - 1] if line <= len(source.lines) else ""
    code = "tab-indent" if text.startswith("\t") or "\\t" in reason else "yaml-syntax"
    diagnostics.error(code, Span(source.path, line, column, line, column), reason=reason)


_SLIPS = (
    (re.compile(r"^[\s-]*[A-Za-z_][\w-]*(：)"), "：", ":"),
    (re.compile(r"^\s*(－|ー|・)\s*\S"), "－", "-"),
    (re.compile(r"^ *(\u3000)"), "　", " "),
    (re.compile(r"^\s*(＃)"), "＃", "#"),
)


def _keyboard_slip(lines: list[str], stumbled: int) -> tuple[int, int, str, str, str] | None:
    """The Japanese keyboard's slip at or shortly before the line of a syntax error.

    Returns line, column, the wrong and the right character, and the line mended.
    """
    for number in range(min(stumbled, len(lines)), max(0, stumbled - 3), -1):
        line = lines[number - 1]
        for pattern, _, right in _SLIPS:
            if match := pattern.match(line):
                at = match.start(1)
                rest = line[at + 1 :]
                gap = " " if right in ":-#" and rest and not rest.startswith(" ") else ""
                fixed = line[:at] + right + gap + rest.lstrip("\u3000 " if gap else "")
                return number, at + 1, match.group(1), right, fixed
    return None


def slip_in(text: str) -> bool:
    """Whether a text that should have been a mapping shows a full-width colon."""
    return re.match(r"^\s*[A-Za-z_][\w-]*：", text) is not None


class _Refused(Exception):  # noqa: N818 - not an error of ours but a verdict on the file
    def __init__(self, code: str, span: Span, **params: object) -> None:
        super().__init__(code)
        self.code, self.span, self.params = code, span, params


class _Builder:
    """Turns events into nodes with an explicit depth, one method a kind of node."""

    def __init__(self, source: SourceFile, diagnostics: Diagnostics) -> None:
        self._source = source
        self._lines = source.lines
        self._diagnostics = diagnostics

    def build(self, events: Iterator[Any]) -> Node | None:
        document: Node | None = None
        seen = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                seen += 1
                if seen > 1:
                    raise _Refused("second-document", self._span(event))
            elif isinstance(event, yaml.NodeEvent):
                document = self._node(event, events, depth=0)
        return document

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        self._refuse_references(event)
        if depth > MAX_DEPTH:
            raise _Refused("too-deep", self._span(event), limit=MAX_DEPTH)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, events, depth)
        return self._mapping(event, events, depth)

    def _refuse_references(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise _Refused("alias", self._span(event), name=event.anchor)
        # A quoted scalar carries no tag; "!" is YAML's mark for "not a plain one".
        if getattr(event, "tag", None) not in (None, "!"):
            raise _Refused("tag", self._span(event), name=event.tag)

    def _scalar(self, event: Any) -> Scalar:
        plain = event.style is None or event.style == ""
        indent = self._block_indent(event) if event.style == "|" else -1
        return Scalar(self._span(event), event.value, plain, indent)

    def _block_indent(self, event: Any) -> int:
        """Column (0-based) at which the lines of a `|` block begin."""
        for line in self._lines[event.start_mark.line + 1 :]:
            if line.strip():
                return len(line) - len(line.lstrip(" "))
        return 0

    def _sequence(self, event: Any, events: Iterator[Any], depth: int) -> Sequence:
        items = []
        while not isinstance(child := next(events), yaml.SequenceEndEvent):
            items.append(self._node(child, events, depth + 1))
        return Sequence(self._span(event), tuple(items))

    def _mapping(self, event: Any, events: Iterator[Any], depth: int) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(child := next(events), yaml.MappingEndEvent):
            key = self._node(child, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                raise _Refused("key-not-text", key.span)
            if key.value in entries:
                first = entries[key.value][0].span.line
                self._diagnostics.error("duplicate-key", key.span, name=key.value, first=first)
            else:
                entries[key.value] = (key, value)
        return Mapping(self._span(event), tuple(entries.values()))

    def _span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        return Span(
            self._source.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1
        )
