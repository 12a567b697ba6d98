"""Days that can't be are found where they stand, whatever zone the machine counts in."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from michishirube.support import today
from tests.conftest import Project

SOURCES = "content/sources.yml"
NOW = dt.date(2026, 11, 28)


@pytest.mark.parametrize(
    ("written", "code", "guess"),
    [
        ("2062-11-24", "day-in-future", "2026-11-24"),
        ("2027-11-24", "day-in-future", "2026-11-24"),
        ("2026-12-24", "day-in-future", "2025-12-24"),
        ("2206-11-24", "day-in-future", "2026-11-24"),
        ("2062", "day-in-future", "2026"),
        ("2062年11月24日", "day-in-future", "2026年11月24日"),
        ("9999-12-31", "day-in-future", "2025-12-31"),
        ("1926-11-24", "day-too-old", "2026-11-24"),
        ("0226-11-24", "day-too-old", "2026-11-24"),
        ("2026-11-28", None, None),
        ("1999-02-28", None, None),
        ("2026-11", None, None),
        ("令和6年", None, None),
        ("spring 2999", None, None),
    ],
)
def test_day_that_can_not_be_is_found(written: str, code: str | None, guess: str | None) -> None:
    found = today.implausible(written, 1990, NOW)
    assert (found and found.code, found and found.guess) == (code, guess)


def test_the_nearest_of_several_years_is_offered() -> None:
    found = today.implausible("2031-02-05", 1990, dt.date(2030, 12, 31))
    assert found == today.DateTypo("day-in-future", "2030-12-05")  # And not 2013-02-05.


def test_it_is_the_day_where_days_begin_first() -> None:
    first = dt.datetime.now(dt.timezone(dt.timedelta(hours=14))).date()
    assert today.latest_day({}) - first <= dt.timedelta(days=1)
    for odd in ("", "abc", "0", "9" * 30):
        assert today.latest_day({"SOURCE_DATE_EPOCH": odd}) >= first
    assert today.latest_day({"SOURCE_DATE_EPOCH": "32503680000"}).year == 3000


def test_after_ten_in_the_morning_of_utc_it_is_tomorrow_somewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Noon(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Noon:
            return cls(2026, 11, 28, 12, tzinfo=dt.UTC).astimezone(tz)

    monkeypatch.setattr(today, "dt", SimpleNamespace(datetime=Noon))
    assert today.latest_day({}) == dt.date(2026, 11, 29)
    assert today.latest_day({"SOURCE_DATE_EPOCH": "0"}) == dt.date(2026, 11, 29)


def test_a_clock_in_the_past_believes_the_last_change(
    houseplant: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    houseplant.replace(SOURCES, "2026-11-01", "2962-11-01")
    (found,) = houseplant.findings()
    assert (found.code, str(found.span)) == ("day-in-future", f"{SOURCES}:5:12")
    monkeypatch.setenv(
        "SOURCE_DATE_EPOCH", str(int(dt.datetime(2963, 1, 1, tzinfo=dt.UTC).timestamp()))
    )
    assert houseplant.findings() == []
