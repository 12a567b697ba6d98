"""Findings about content: where, what, and the nearest right thing.

A diagnostic is data (a code, a place, named parameters); its words live in the
locale files and are put together by `generator.reporters`. This module knows
neither YAML nor the guide.
"""

from __future__ import annotations

import difflib
import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A place in a file: 1-based lines and columns, counted in characters.

    `path` is relative to the project's root, with forward slashes. The end is
    exclusive, so an empty span (start equals end) points between characters.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    @classmethod
    def of_file(cls, path: str) -> Span:
        """The very beginning of a file, for findings about the file as a whole."""
        return cls(path)

    def __str__(self) -> str:
        """`path:line:column`, as compilers print it and editors understand it."""
        return f"{self.path}:{self.line}:{self.column}"


class Severity(enum.StrEnum):
    """How much a finding weighs: an error keeps the guide from being published."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: a stable code, its place and the parameters of its message.

    `suggestion` is what to write instead of the text at `span`, when a near
    name or a mechanical correction is known.
    """

    code: str
    severity: Severity
    span: Span
    params: dict[str, str] = field(default_factory=dict)
    suggestion: str | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of reports: by file, line, column, then code and parameters."""
        return (self.span.path, self.span.line, self.span.column, self.code, str(self.params))


class Diagnostics:
    """Collects findings while reading goes on; never raises, never prints."""

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []

    def __iter__(self) -> Iterator[Diagnostic]:
        """Findings without repetition, in the order of reports."""
        unique = {item.sort_key: item for item in self._found}
        return iter(sorted(unique.values(), key=lambda item: item.sort_key))

    def __len__(self) -> int:
        return len(list(iter(self)))

    @property
    def has_errors(self) -> bool:
        """Whether anything found keeps the guide from being published."""
        return any(item.severity is Severity.ERROR for item in self._found)

    def error(
        self, code: str, span: Span, *, suggestion: str | None = None, **params: object
    ) -> None:
        """Note something that must be mended before the guide can be published."""
        self._add(Severity.ERROR, code, span, suggestion, params)

    def warning(
        self, code: str, span: Span, *, suggestion: str | None = None, **params: object
    ) -> None:
        """Note something that a person should look at, though the guide can be published."""
        self._add(Severity.WARNING, code, span, suggestion, params)

    def extend(self, others: Iterable[Diagnostic]) -> None:
        """Take over the findings of another run."""
        self._found.extend(others)

    def _add(
        self,
        severity: Severity,
        code: str,
        span: Span,
        suggestion: str | None,
        params: dict[str, object],
    ) -> None:
        words = {name: str(value) for name, value in params.items()}
        self._found.append(Diagnostic(code, severity, span, words, suggestion))


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, or None when nothing is near enough.

    Used for "did you mean"; the ratio of 0.6 is difflib's own default and
    finds one slip in names of four characters and more.
    """
    matches = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return matches[0] if matches else None
