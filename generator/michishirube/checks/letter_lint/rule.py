"""What a rule of letters is: a function from a letter as it would be sent to what is wrong in it.

Rules know neither files nor places in them; `checks.letter_lint` puts the two together.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from michishirube.checks.letter_lint.rendered_letter import RenderedLetter
from michishirube.diagnostics import Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

LINES_REMEMBERED = 4096
"""Enough for the distinct lines of a hundred letters; more are looked at again."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found: from where to where in the text, and what to write there instead."""

    code: str
    start: int
    end: int
    suggestion: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool = False
    """Whether all of it has to go, so that nothing else is said of what stands in it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A function that looks at a letter, and the codes that it can report with their weights."""

    codes: Mapping[str, Severity]
    check: Callable[[RenderedLetter], Iterable[Hit]]


def by_line(check: Callable[[str], Iterable[Hit]]) -> Callable[[RenderedLetter], Iterator[Hit]]:
    """Look at each line alone; one that stands in many wordings is looked at once."""
    remembered = functools.lru_cache(LINES_REMEMBERED)(lambda line: tuple(check(line)))

    def check_lines(sent: RenderedLetter) -> Iterator[Hit]:
        for line in sent.lines:
            for hit in remembered(line.text):
                yield replace(hit, start=line.start + hit.start, end=line.start + hit.end)

    return check_lines
