"""Time is bounded: check and build of a file take as long as it is long, whatever stands in it.

The processor's time is measured, not the clock's, and growth only where there is something to
measure, so that a busy machine changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from michishirube.diagnostics import MOST_ALIKE, Diagnostics, Span
from tests.conftest import EXAMPLES
from tests.families import FAMILIES, LENGTH, PLACES, Bench

SECONDS = 2.0
"""For a file with a string of the greatest length; on a usual machine it takes a tenth."""

MEASURABLE = 0.25
"""Seconds below which growth isn't looked at: the string is as long as it can be."""

SMALL = MEASURABLE / 4
"""Seconds for half the length below which the whole can't be more than measurable, even if the
time grows with the square."""

GROWTH = 3.0
"""How much more a string of twice the length may take: 2 is linear, 4 is quadratic."""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("bounds") / "guide")


def families(place: str) -> dict[str, Callable[[int], str]]:
    """Half of the families in prose, the others elsewhere in turn; `make fuzz` tries all in all."""
    others = [each for each in PLACES if each != "prose"]
    usual = [name for number in range(len(others)) for name in ("prose", others[number])]
    return {
        name: make
        for number, (name, make) in enumerate(FAMILIES.items())
        if EXAMPLES == "new" or usual[number % len(usual)] == place
    }


@pytest.mark.thorough
@pytest.mark.parametrize("place", PLACES)
def test_no_string_takes_longer_than_its_length_says(bench: Bench, place: str) -> None:
    slow = {}
    for name, make in families(place).items():
        if bench.cost(make(LENGTH // 2), place) < SMALL and EXAMPLES != "new":
            continue
        seconds = bench.cost(make(LENGTH), place)
        if seconds > MEASURABLE:
            whole = min(seconds, bench.cost(make(LENGTH - 1), place))
            half = min(bench.cost(make(LENGTH // 2 - less), place) for less in range(2))
            if whole > SECONDS or whole > GROWTH * half + MEASURABLE:
                slow[name] = half, whole
    assert not slow


def test_a_quadratic_reader_would_be_noticed(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(text: str) -> None:
        for start in range(0, len(text), 3):
            for _ in range(start // 3):
                pass

    monkeypatch.setattr("michishirube.checks.rules.markup.excess", slow)
    whole, half = bench.cost("x" * LENGTH, "prose"), bench.cost("x" * (LENGTH // 2), "prose")
    assert whole > 2.5 * half


def test_of_many_findings_alike_the_first_are_kept() -> None:
    found = Diagnostics()
    for line in range(5000):
        found.error("unsafe-markup", Span("content/about.md", line + 1), what="<b>")
    found.error("unsafe-markup", Span("content/index.md"), what="<b>")
    found.error("unknown-link", Span("content/about.md"), name="x")
    assert len(found) == MOST_ALIKE + 2
