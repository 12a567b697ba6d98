"""Diffs of sequences with a bounded running time.

`difflib` takes cubic time for repetitive input. Here the number of steps is bounded by the length
of the sequences; what hasn't been matched by then is reported as replaced, which is correct but
coarser.
"""

from __future__ import annotations

import difflib
import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

EACH = 200
"""Steps per element of the sequences; hand-written text takes a tenth."""

FREE = 20_000
"""Steps granted regardless of length."""


class Matcher(difflib.SequenceMatcher[str]):
    """A `SequenceMatcher` that matches common prefixes and suffixes first and bounds the work."""

    def __init__(self, a: Sequence[str], b: Sequence[str]) -> None:
        super().__init__(None, a, b, autojunk=False)
        self._before, self._after = a, b
        often = Counter(b)
        steps = (1 + often[each] for each in a)
        self._steps = list(itertools.accumulate(steps, initial=0))
        self._left = FREE + EACH * (len(a) + len(b))

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> difflib.Match:
        """Return the common prefix or suffix of two ranges, else their longest common block."""
        a, b = self._before, self._after
        ahi, bhi = len(a) if ahi is None else ahi, len(b) if bhi is None else bhi
        most = min(ahi - alo, bhi - blo)
        if size := _first(most, lambda i: a[alo + i] != b[blo + i]):
            return difflib.Match(alo, blo, size)
        if size := _first(most, lambda i: a[ahi - 1 - i] != b[bhi - 1 - i]):
            return difflib.Match(ahi - size, bhi - size, size)
        work = self._steps[ahi] - self._steps[alo]
        if work > self._left:
            return difflib.Match(alo, blo, 0)
        self._left -= work
        return super().find_longest_match(alo, ahi, blo, bhi)


def unified_diff(
    before: Sequence[str], after: Sequence[str], old_name: str, new_name: str
) -> Iterator[str]:
    """Yield the lines of a unified diff with one line of context; none for equal inputs."""
    groups = list(Matcher(before, after).get_grouped_opcodes(1))
    if groups:
        yield from (f"--- {old_name}", f"+++ {new_name}")
    for group in groups:
        _, i, _, j, _ = group[0]
        _, _, k, _, m = group[-1]
        yield f"@@ -{_range(i, k)} +{_range(j, m)} @@"
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                yield from (f" {line}" for line in before[i1:i2])
                continue
            yield from (f"-{line}" for line in before[i1:i2])
            yield from (f"+{line}" for line in after[j1:j2])


def _first(most: int, differs: Callable[[int], bool]) -> int:
    return next((i for i in range(most) if differs(i)), most)


def _range(start: int, stop: int) -> str:
    size = stop - start
    if size == 1:
        return str(start + 1)
    return f"{start + 1 if size else start},{size}"
