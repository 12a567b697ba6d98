"""Diagnostics → words for people, with the line and a caret under the cause."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from generator import lint
from generator.diagnostics import Diagnostic, Severity
from generator.source import SourceFile
from generator.words import Words

REWRITES = frozenset({"fullwidth-punctuation", *lint.CODES})
"""Codes whose suggestion is what to write rather than a near name."""


def message(item: Diagnostic, words: Words) -> str:
    """What is wrong, in one sentence."""
    return words(f"{item.code}.message", **item.params)


def remedy(item: Diagnostic, words: Words) -> str:
    """How to mend it, in one sentence."""
    return words(f"{item.code}.fix", **item.params)


def as_text(items: Iterable[Diagnostic], files: Mapping[str, SourceFile], words: Words) -> str:
    """All findings for a terminal, each with place, cause, caret and remedy."""
    return "\n\n".join(_block(item, files, words) for item in items)


def summary(items: Iterable[Diagnostic], files: int, words: Words) -> str:
    """One line that counts what was found in how many files."""
    weights = [item.severity for item in items]
    if not weights:
        return words("report.clean", files=files)
    errors = weights.count(Severity.ERROR)
    return words("report.summary", errors=errors, warnings=len(weights) - errors, files=files)


def _block(item: Diagnostic, files: Mapping[str, SourceFile], words: Words) -> str:
    head = f"{item.span}: {words(f'report.{item.severity}')}[{item.code}]: {message(item, words)}"
    lines = [head, *_excerpt(item, files, words)]
    lines.append(f"  {words('report.fix')}: {remedy(item, words)}")
    return "\n".join(printable(line) for line in lines)


def _excerpt(item: Diagnostic, files: Mapping[str, SourceFile], words: Words) -> list[str]:
    """The line of the finding and a caret below it, with the suggestion behind the caret."""
    hint = ""
    if item.suggestion:
        key = "report.rewrite" if item.code in REWRITES else "report.suggestion"
        hint = words(key, suggestion=item.suggestion)
    source = files.get(item.span.path)
    lines = source.lines if source else []
    if not 1 <= item.span.line <= len(lines) or not lines[item.span.line - 1].strip():
        return [f"  {hint}"] if hint else []
    line = lines[item.span.line - 1]
    number = str(item.span.line)
    start = item.span.column - 1
    last = len(line) if item.span.end_line > item.span.line else item.span.end_column - 1
    marked = line[start : max(last, start + 1)].rstrip() or " "
    pad = " " * columns(line[:start])
    caret = "^" * columns(marked)
    gutter = " " * len(number)
    return [f"  {number} | {line}", f"  {gutter} | {pad}{caret} {hint}".rstrip()]


def columns(text: str) -> int:
    """The width of a text in a terminal's columns (East Asian wide characters take two)."""
    wide = sum(unicodedata.east_asian_width(char) in "WFA" for char in text)
    marks = sum(unicodedata.combining(char) != 0 for char in text)
    return len(text) + wide - marks


def printable(text: str) -> str:
    """A line without control characters, so that content can't steer the terminal."""
    return "".join(
        char if char == "\t" or unicodedata.category(char) not in ("Cc", "Cs") else "\ufffd"
        for char in text
    ).replace("\t", "    ")
