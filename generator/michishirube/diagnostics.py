"""Diagnostics about content: source spans, severities, and the collector that gathers them.

A diagnostic is data: a code, a span and named parameters. Its message is rendered by `reports` from
the locale files. This module knows neither YAML nor the guide.
"""

from __future__ import annotations

import difflib
import enum
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from michishirube.support.near_names import nearest_name


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A range in a source file, with 1-based lines and columns counted in characters.

    `path` is relative to the project root, with forward slashes. The end is exclusive: an empty
    span (start equals end) denotes the position between two characters.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    def __reduce__(self) -> tuple[type[Span], tuple[object, ...]]:
        """Pickle as a constructor call: workers send many spans, and dataclasses pickle slowly."""
        return Span, (self.path, self.line, self.column, self.end_line, self.end_column)

    @classmethod
    def of_file(cls, path: str) -> Span:
        """Return the start of a file, for diagnostics about the file as a whole."""
        return cls(path)

    def __str__(self) -> str:
        """Format as `path:line:column`, which editors and terminals turn into a link."""
        return f"{self.path}:{self.line}:{self.column}"


class Severity(enum.StrEnum):
    """How severe a diagnostic is: an error prevents the guide from being published."""

    ERROR = "error"
    WARNING = "warning"


Name = tuple[str, ...]
"""Identifies an object of the guide by kind and names: `("letters", "decline")`, `("nodes", tree,
node)`."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Content that couldn't be read because of an error; rules draw no conclusion from its absence.

    Attributes:
        record: Start of the record that is incomplete.
        keys: The record's keys that may be affected.
        kinds: Names of the model types that may have been lost; "*" stands for any type. When
            empty, nothing is missing.
    """

    record: Span
    keys: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()


Edit = tuple[Span, str]
"""A text edit: the range to replace (it may cover several lines), and the replacement."""

LINE_END = 1 << 30
"""Stands for the last column of a line. Error recovery may have changed the line's length while it
was read, so that the real column isn't known."""


def whole_line(path: str, number: int, new: str) -> Edit:
    """Return the edit that replaces a whole line."""
    return Span(path, number, 1, number, LINE_END), new


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One diagnostic: a stable code, a span and the parameters of its message.

    Attributes:
        code: Key of the message in the locale files.
        severity: Whether it prevents publication.
        span: The range in the source that it is about.
        params: Values for the placeholders of the message.
        suggestion: Replacement for the text at `span`, if a similar name is known.
        rewrite: Replacement for the whole line.
        is_recovered: Whether parsing recovered as if the fix had been applied, so that nothing was
            lost.
        edits: Edits that have to be applied together (see `checks.fixes`).
        loss: What was lost. A syntax or structure error without it may have lost anything in its
            file.
        lacks: Names that don't exist and caused this diagnostic, most likely cause first; used to
            group diagnostics by cause (see `checks.folding`).
        also: Other places in the line where the same mistake is made (see `checks.repeats`).
        related: Diagnostics that are consequences of this one; the fix covers their lines as well.
    """

    code: str
    severity: Severity
    span: Span
    params: dict[str, str] = field(default_factory=dict)
    suggestion: str | None = None
    rewrite: str | None = None
    is_recovered: bool = False
    edits: tuple[Edit, ...] = ()
    loss: Loss | None = None
    lacks: tuple[Name, ...] = ()
    related: tuple[Diagnostic, ...] = ()
    also: tuple[Span, ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of reports: path, line, column, code, parameters."""
        return (self.span.path, self.span.line, self.span.column, self.code, str(self.params))


def flat(items: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield diagnostics depth-first, each followed by those grouped under it."""
    for item in items:
        yield item
        yield from flat(item.related)


Near = tuple[str, Iterable[str] | Callable[[], Iterable[str]]]
"""An unknown name, and the known ones or a function that returns them."""

MOST_GUESSES = 100
"""Limit for "did you mean" lookups in one run, since each compares all known names."""


MOST_ALIKE = 200
"""Limit for diagnostics with the same code in the same file; the rest is dropped."""


class Diagnostics:
    """Collects diagnostics while the guide is read and checked. Never raises, never prints."""

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []
        self._alike: Counter[tuple[str, str]] = Counter()
        self._guesses = 0

    def __iter__(self) -> Iterator[Diagnostic]:
        """Iterate over the diagnostics without duplicates, in the order of reports."""
        unique = {item.sort_key: item for item in self._found}
        return iter(sorted(unique.values(), key=lambda item: item.sort_key))

    def __len__(self) -> int:
        return len(list(iter(self)))

    @property
    def has_errors(self) -> bool:
        """Whether any of them prevents publication."""
        return any(item.severity is Severity.ERROR for item in self._found)

    def error(
        self,
        code: str,
        span: Span,
        *,
        suggestion: str | None = None,
        rewrite: str | None = None,
        near: Near | None = None,
        is_recovered: bool = False,
        edits: tuple[Edit, ...] = (),
        loss: Loss | None = None,
        lacks: tuple[Name, ...] = (),
        **params: object,
    ) -> None:
        """Add an error: the guide can't be published until it is fixed.

        Args:
            code: Key of the message in the locale files.
            span: The range in the source that it is about.
            suggestion: Replacement for the text at `span`.
            rewrite: Replacement for the whole line.
            near: Computes `suggestion`: the known name most similar to the one written.
            is_recovered: Whether parsing recovered without losing anything.
            edits: Edits that have to be applied together.
            loss: What couldn't be read because of it.
            lacks: Names that don't exist and caused it.
            params: Values for the placeholders of the message, converted to strings.
        """
        if near is not None:
            suggestion = self._nearest(*near)
        words = {name: str(value) for name, value in params.items()}
        self.add(
            Diagnostic(
                code,
                Severity.ERROR,
                span,
                words,
                suggestion,
                rewrite,
                is_recovered,
                edits,
                loss,
                lacks,
            )
        )

    def warning(
        self,
        code: str,
        span: Span,
        *,
        suggestion: str | None = None,
        rewrite: str | None = None,
        edits: tuple[Edit, ...] = (),
        **params: object,
    ) -> None:
        """Add a warning: worth a look, but the guide can be published. Arguments as for `error`."""
        words = {name: str(value) for name, value in params.items()}
        self.add(Diagnostic(code, Severity.WARNING, span, words, suggestion, rewrite, edits=edits))

    def add(self, item: Diagnostic) -> None:
        """Add a diagnostic that was created elsewhere; dropped beyond the limit `MOST_ALIKE`."""
        self._alike[item.span.path, item.code] += 1
        if self._alike[item.span.path, item.code] <= MOST_ALIKE:
            self._found.append(item)

    def extend(self, others: Iterable[Diagnostic]) -> None:
        """Add all diagnostics of another run."""
        for item in others:
            self.add(item)

    def _nearest(self, name: str, known: Iterable[str] | Callable[[], Iterable[str]]) -> str | None:
        self._guesses += 1
        if self._guesses > MOST_GUESSES:
            return None
        return nearest_name(name, known() if callable(known) else known)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the choice most similar to a name, or None if none is similar enough.

    For the few keywords that are allowed in a place; names of objects are compared by
    `support.near_names`. The cutoff 0.6 is difflib's default and finds one typo in words of four
    characters and more. Names longer than 100 characters are never typos.
    """
    if len(name) > 100:
        return None
    matches = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return matches[0] if matches else None
