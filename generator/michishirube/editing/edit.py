"""Changes words at known places of files; every other byte stays, whatever their line ends are.

The places are the reader's own: lines and columns in characters, without a byte order mark.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from michishirube.analysis.mentions import Mention
from michishirube.diagnostics import Span
from michishirube.editing.insert import into_list

_LINE_END = re.compile(r"\r\n|\r|\n")


class EditError(Exception):
    """Words aren't written in the file as they read, so that they can't be changed safely."""

    def __init__(self, place: Span) -> None:
        super().__init__(str(place))
        self.place = place


@dataclass(frozen=True, slots=True)
class Edit:
    """Words to be written instead of those between two offsets of a file's text."""

    start: int
    end: int
    words: str


class FileText:
    """A file's text as it lies there, and the offsets of its places."""

    def __init__(self, data: bytes) -> None:
        self.mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        self.text = data.removeprefix(self.mark).decode()
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def offsets(self, span: Span) -> tuple[int, int]:
        """Where a place begins and ends in the text."""
        return self._at(span.line, span.column), self._at(span.end_line, span.end_column)

    def _at(self, line: int, column: int) -> int:
        start = self._starts[line - 1] if line <= len(self._starts) else len(self.text)
        return min(start + column - 1, len(self.text))

    def replacing(self, span: Span, words: str) -> Edit:
        """Other words at a place, whatever stands there."""
        return Edit(*self.offsets(span), words)

    def renaming(self, mention: Mention, new: str) -> list[Edit]:
        """Another name where something is named.

        Raises:
            EditError: It can't be told where in the text the name stands.
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
        """The file with all edits made; two for the same place count once."""
        text = self.text
        for edit in sorted(set(edits), key=lambda each: each.start, reverse=True):
            text = text[: edit.start] + edit.words + text[edit.end :]
        return self.mark + text.encode()


def with_former_name(data: bytes, path: Sequence[str | int], name: str) -> bytes:
    """A YAML file with a name added to the list `was` of the record at `path`."""
    return _through(data, lambda text: into_list(text, [*path, "was"], name))


def with_former_page_name(data: bytes, name: str) -> bytes:
    """A page in Markdown with a name added to the list `was` at its head."""

    def insert(text: str) -> str:
        start = text.index("\n") + 1
        end = text.index("\n---\n", start - 1) + 1
        return text[:start] + into_list(text[start:end], ["was"], name) + text[end:]

    return _through(data, insert)


def _through(data: bytes, change: Callable[[str], str]) -> bytes:
    """Make a change that adds or changes one line, and keep the ends of all lines."""
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
