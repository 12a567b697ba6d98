"""Replaces text at known spans of a file; all other bytes are kept, line ends included.

Spans are those of the loader: lines and columns in characters, without the byte order mark.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from michishirube.analysis.mentions import Mention
from michishirube.diagnostics import Span
from michishirube.editing.insert import into_list
from michishirube.reading.quoting import quoted_as

_LINE_END = re.compile(r"\r\n|\r|\n")


class EditError(Exception):
    """The text at a span isn't spelt as it was parsed, so that it can't be replaced safely."""

    def __init__(self, place: Span) -> None:
        super().__init__(str(place))
        self.place = place


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement of the text between two offsets."""

    start: int
    end: int
    words: str


class FileText:
    """The text of a file, and the offsets of its lines."""

    def __init__(self, data: bytes) -> None:
        self.mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        self.text = data.removeprefix(self.mark).decode()
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def offsets(self, span: Span) -> tuple[int, int]:
        """Return the start and end offset of a span."""
        return self._at(span.line, span.column), self._at(span.end_line, span.end_column)

    def _at(self, line: int, column: int) -> int:
        start = self._starts[line - 1] if line <= len(self._starts) else len(self.text)
        return min(start + column - 1, len(self.text))

    def replacing(self, span: Span, words: str) -> Edit:
        """Return the edit that replaces the scalar at a span; one in quotes keeps them."""
        start, end = self.offsets(span)
        return Edit(start, end, quoted_as(self.text[start:end], words))

    def renaming(self, mention: Mention, new: str) -> list[Edit]:
        """Return the edits that replace a name in a mention.

        A scalar may be quoted with escapes or folded over lines, so that offsets within its value
        don't apply to the file; then the name is searched as a word, and must occur as often as in
        the value.

        Raises:
            EditError: The name can't be located.
        """
        start, end = self.offsets(mention.span)
        if self.text[start:end] == mention.reference:
            return [Edit(start, end, mention.renamed(new))]
        # Quoted with escapes, or folded over several lines: look for it as a word.
        start, end = self.offsets(mention.text.span)
        word = re.compile(rf"(?<![\w/-]){re.escape(mention.reference)}(?![\w/-])")
        found = [*word.finditer(self.text, start, end)]
        if not found or len(found) != len(word.findall(mention.text)):
            raise EditError(mention.span)
        return [Edit(*match.span(), mention.renamed(new)) for match in found]

    def with_edits(self, edits: Iterable[Edit]) -> bytes:
        """Return the content with all edits applied; duplicates count once."""
        text = self.text
        for edit in sorted(set(edits), key=lambda each: each.start, reverse=True):
            text = text[: edit.start] + edit.words + text[edit.end :]
        return self.mark + text.encode()


def with_former_name(data: bytes, path: Sequence[str | int], name: str) -> bytes:
    """Return a YAML file with a name added to `was` of the record at `path`."""
    return _through(data, lambda text: into_list(text, [*path, "was"], name))


def with_former_page_name(data: bytes, name: str) -> bytes:
    """Return a Markdown page with a name added to `was` in its front matter."""

    def insert(text: str) -> str:
        start = text.index("\n") + 1
        end = text.index("\n---\n", start - 1) + 1
        return text[:start] + into_list(text[start:end], ["was"], name) + text[end:]

    return _through(data, insert)


def _through(data: bytes, change: Callable[[str], str]) -> bytes:
    """Apply a change that affects one line; line ends are restored afterwards."""
    file = FileText(data)
    ends = _LINE_END.findall(file.text)
    before = _LINE_END.split(file.text)
    after = change("\n".join(before)).split("\n")
    at = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before)
    )
    if len(after) > len(before):
        ends.insert(at, ends[at - 1] if 0 < at <= len(ends) else "\n")
    lines = [line + end for line, end in zip(after, [*ends, ""], strict=False)]
    return file.mark + "".join(lines).encode()
