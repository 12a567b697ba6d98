"""Content files as text: reads UTF-8, and reports characters that don't belong in content."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from michishirube.diagnostics import Diagnostics, Span
from michishirube.reading import merge_conflicts
from michishirube.support import files, unicode_checks

MAX_BYTES = 128 * 1024
"""Size limit for content files in bytes: four times the largest so far."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file's text with normalised line ends.

    Attributes:
        path: Relative to the project root, for reports.
        text: The text as written.
        is_usable: Whether it may be parsed; False if it has forbidden characters.
        side: The text with one side of each merge conflict; has the same number of lines.
    """

    path: str
    text: str
    is_usable: bool = True
    side: str | None = None

    @property
    def readable(self) -> str:
        """The text to parse."""
        return self.text if self.side is None else self.side

    @property
    def lines(self) -> list[str]:
        """The lines of the text, as editors and GitHub count them."""
        return self.text.split("\n")


def read_text(path: Path, name: str, diagnostics: Diagnostics) -> SourceFile | None:
    """Read a content file as UTF-8; if it can't be read, report why and return None."""
    start = Span.of_file(name)
    try:
        data = files.read(path, MAX_BYTES)
    except files.NotAFileError:
        diagnostics.error("not-a-file", start)
        return None
    except files.FileTooLargeError as problem:
        size, limit = problem.size // 1024, MAX_BYTES // 1024
        diagnostics.error("file-too-large", start, size=size, limit=limit)
        return None
    except OSError as problem:
        diagnostics.error("unreadable-file", start, reason=problem.strerror or "")
        return None
    try:
        text = files.as_text(data)
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        diagnostics.error("not-utf8", Span(name, line, 1, line, 1))
        return None
    source = SourceFile(name, text)
    is_usable = not _refuse_characters(source, diagnostics)
    side = merge_conflicts.one_side(source.path, source.lines, diagnostics)
    return SourceFile(source.path, source.text, is_usable, side)


def _refuse_characters(source: SourceFile, diagnostics: Diagnostics) -> bool:
    if unicode_checks.is_clean(source.text):
        return False
    found = False
    for number, line in enumerate(source.lines, start=1):
        rewrite = unicode_checks.without_forbidden(line)
        for offset, char in unicode_checks.forbidden(line):
            span = Span(source.path, number, offset + 1, number, offset + 2)
            codepoint = unicode_checks.codepoint(char)
            diagnostics.error("bad-character", span, rewrite=rewrite, codepoint=codepoint)
            found = True
        parts = next(unicode_checks.decomposed(line), None)
        if parts is not None:
            offset, written, whole = parts
            span = Span(source.path, number, offset + 1, number, offset + 1 + len(written))
            rewrite = unicode_checks.composed(line)
            diagnostics.warning("decomposed-letter", span, rewrite=rewrite, letter=whole)
        other = next(unicode_checks.compatible(line), None)
        if other is not None:
            offset, letter, usual = other
            span = Span(source.path, number, offset + 1, number, offset + 2)
            diagnostics.warning(
                "compatibility-letter",
                span,
                rewrite=unicode_checks.usual(line),
                letter=letter,
                codepoint=unicode_checks.codepoint(letter),
                usual=usual,
            )
    return found
