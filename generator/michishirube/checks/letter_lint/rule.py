"""The interface of letter rules: a function from a rendered letter to hits.

Rules know neither files nor spans; `checks.letter_lint` maps hits to spans.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from michishirube.checks.letter_lint.rendered_letter import RenderedLetter
from michishirube.diagnostics import Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

LINES_REMEMBERED = 4096
"""Size of the cache of linted lines; enough for the distinct lines of a hundred letters."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A result of a rule.

    Attributes:
        code: The code.
        start: Offset of the first character in the rendered text.
        end: Offset after the last one; equal to `start` if something is missing there.
        suggestion: The replacement, if known.
        params: Parameters of the message.
        is_whole: Whether all of it has to be removed, so that other hits within it are dropped.
    """

    code: str
    start: int
    end: int
    suggestion: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule.

    Attributes:
        codes: Codes that it can report, with severities.
        check: Yields the hits in a rendered letter.
    """

    codes: Mapping[str, Severity]
    check: Callable[[RenderedLetter], Iterable[Hit]]


def by_line(check: Callable[[str], Iterable[Hit]]) -> Callable[[RenderedLetter], Iterator[Hit]]:
    """Make a check of single lines a check of letters. Results are cached by line."""
    remembered = functools.lru_cache(LINES_REMEMBERED)(lambda line: tuple(check(line)))

    def check_lines(sent: RenderedLetter) -> Iterator[Hit]:
        for line in sent.lines:
            for hit in remembered(line.text):
                yield replace(hit, start=line.start + hit.start, end=line.start + hit.end)

    return check_lines
