"""Findings about content: where, what, and the nearest right thing.

A diagnostic is data (a code, a place, named parameters); its words live in the
locale files and are put together by `reports`. This module knows
neither YAML nor the guide.
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
    """A place in a file: 1-based lines and columns, counted in characters.

    `path` is relative to the project's root, with forward slashes. The end is
    exclusive, so an empty span (start equals end) points between characters.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    def __reduce__(self) -> tuple[type[Span], tuple[object, ...]]:
        """For copies in other processes: there are many, and dataclasses copy slowly."""
        return Span, (self.path, self.line, self.column, self.end_line, self.end_column)

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


Name = tuple[str, ...]
"""A thing of the guide by kind and names: `("letters", "decline")`, `("nodes", tree, node)`."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What couldn't be read because of a finding, so that nothing is concluded from its absence.

    `record` is where the record begins that lacks it, `keys` are those of its keys that
    may be meant, `kinds` the names of the model's types that may have stood there. With
    "*" among the kinds it may have been anything; with none, nothing is missing.
    """

    record: Span
    keys: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()


Edit = tuple[Span, str]
"""A stretch of a file on one line or several, and what to write in its place."""

LINE_END = 1 << 30
"""The column of a line's end, whatever its length: it may have been mended while it was read."""


def whole_line(path: str, number: int, new: str) -> Edit:
    """The edit that writes a line anew."""
    return Span(path, number, 1, number, LINE_END), new


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: a stable code, its place and the parameters of its message.

    What is offered to paste (`checks.fixes`): `suggestion` instead of the text at
    `span`, when a near name is known; `rewrite` instead of the whole line; `edits` when
    several stretches have to change together. `is_mended` says that reading went on as
    if it were: nothing was lost by it. `loss` is what was lost; an error of reading
    without it may have lost anything of its file.
    `lacks` names what isn't there and why this was found, the likeliest first: by it
    findings are folded (`checks.folding`). `related` are the findings that
    follow from this one; their lines and its own make one fix.
    """

    code: str
    severity: Severity
    span: Span
    params: dict[str, str] = field(default_factory=dict)
    suggestion: str | None = None
    rewrite: str | None = None
    is_mended: bool = False
    edits: tuple[Edit, ...] = ()
    loss: Loss | None = None
    lacks: tuple[Name, ...] = ()
    related: tuple[Diagnostic, ...] = ()

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of reports: by file, line, column, then code and parameters."""
        return (self.span.path, self.span.line, self.span.column, self.code, str(self.params))


def flat(items: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Findings, each followed by those that are folded under it."""
    for item in items:
        yield item
        yield from flat(item.related)


Near = tuple[str, Iterable[str] | Callable[[], Iterable[str]]]
"""A name that isn't known, and those that are (or how to get them)."""

MOST_GUESSES = 100
"""Near names are looked for so many times: each search goes through all known names."""


MOST_ALIKE = 200
"""Findings of one code in one file that are kept; nobody mends more before looking again."""


class Diagnostics:
    """Collects findings while reading goes on; never raises, never prints."""

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []
        self._alike: Counter[tuple[str, str]] = Counter()
        self._guesses = 0

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
        self,
        code: str,
        span: Span,
        *,
        suggestion: str | None = None,
        rewrite: str | None = None,
        near: Near | None = None,
        is_mended: bool = False,
        edits: tuple[Edit, ...] = (),
        loss: Loss | None = None,
        lacks: tuple[Name, ...] = (),
        **params: object,
    ) -> None:
        """Note something that must be mended before the guide can be published.

        `near` asks for the suggestion: the known name that is most like the one written.
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
                is_mended,
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
        """Note something that a person should look at, though the guide can be published."""
        words = {name: str(value) for name, value in params.items()}
        self.add(Diagnostic(code, Severity.WARNING, span, words, suggestion, rewrite, edits=edits))

    def add(self, item: Diagnostic) -> None:
        """Take over a finding that was put together elsewhere."""
        self._alike[item.span.path, item.code] += 1
        if self._alike[item.span.path, item.code] <= MOST_ALIKE:
            self._found.append(item)

    def extend(self, others: Iterable[Diagnostic]) -> None:
        """Take over the findings of another run."""
        for item in others:
            self.add(item)

    def _nearest(self, name: str, known: Iterable[str] | Callable[[], Iterable[str]]) -> str | None:
        self._guesses += 1
        if self._guesses > MOST_GUESSES:
            return None
        return nearest_name(name, known() if callable(known) else known)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The choice most like what is written, or None when nothing is near enough.

    For the few words that can stand somewhere; names of things are compared by
    `support.near_names`. The ratio of 0.6 is difflib's own default and finds one slip in
    words of four characters and more. More than a hundred characters aren't a slip.
    """
    if len(name) > 100:
        return None
    matches = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return matches[0] if matches else None
