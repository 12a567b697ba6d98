"""Business days with closing days and holidays, days that are none, and zones."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from michishirube.i18n import public_holidays
from tests.conftest import ROOT
from tests.scripts.asking import Scripts

CASES = tomllib.loads((ROOT / "tests/data/business_days.toml").read_text("utf-8"))["case"]
FUNCTIONS = ["addBusinessDays", "momentAfter", "showSkipped", "nowInZone", "isDay"]
ASKED = {"scripts/dates.js": FUNCTIONS}


@pytest.fixture(scope="module")
def guide() -> Iterator[Any]:
    """Scripts whose guide has this: `guide(closed=…, timeZone=…)`."""
    made: list[Scripts] = []

    def scripts_of(language: str = "ja", **data: object) -> Scripts:
        made.append(Scripts(ASKED, data=data, language=language))
        return made[-1]

    yield scripts_of
    for scripts in made:
        scripts.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_script_counts_as_the_program_does(guide: Any, case: dict[str, Any]) -> None:
    closed = public_holidays.closings(case["closed"])
    year = int(case["day"][:4])
    scripts = guide(daysOff=public_holidays.for_script(case.get("holidays"), year, closed))
    found = scripts.call("addBusinessDays", case["day"], case["after"])
    assert found == {"day": case["is"], "known": True, "skipped": case["skipped"]}


def test_business_days_that_cannot_be_reached_are_not_known(guide: Any) -> None:
    scripts = guide(daysOff={"weekend": [0, 1, 2, 3, 4, 5, 6]})
    assert scripts.call("addBusinessDays", "2026-11-25", 1)["known"] is False


def test_many_days_off_are_told_by_the_first_of_them(guide: Any) -> None:
    japanese, english = guide(), guide(language="en")
    spans = [[f"2026-0{month}-01", f"2026-0{month}-02"] for month in range(1, 6)]
    assert japanese.call("showSkipped", spans[:1]) == "1月1日〜1月2日は休みとして数えていません。"
    assert "など" in japanese.call("showSkipped", spans)
    assert japanese.call("showSkipped", spans).count("〜") == 3
    assert "January 1 to January 2" in english.call("showSkipped", spans[:1])
    assert english.call("showSkipped", []) == ""


# --- Days and zones ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "offset",
    [
        {"business_days": 999_999_999},
        {"business_days": -999_999_999},
        {"days": 999_999_999},
        {"hours": 999_999_999},
        {"days": -999_999_999, "business_days": 999_999_999, "hours": 999_999_999},
    ],
)
@pytest.mark.parametrize("day", ["1900-01-01", "2026-11-25", "2199-12-31"])
def test_no_length_of_time_leads_out_of_the_calendar(
    guide: Any, day: str, offset: dict[str, int]
) -> None:
    never = {"weekend": [0, 1, 2, 3, 4, 5, 6]}
    for data in ({}, {"daysOff": never}):
        found = guide(**data).call("momentAfter", {"day": day, "time": "23:59"}, offset)
        assert "1900-01-01" <= found["day"] <= "2199-12-31"


@pytest.mark.parametrize(
    "text",
    [
        *("9999-12-31", "2200-01-01", "1899-12-31", "0000-00-00", "+020000-01-01", "20261-12-03"),
        *("2026-02-29", "2026-2-1", "2026-12-03T18:00", "", " 2026-12-03", "2026-12-03\n"),
        *(None, 20261203, ["2026-12-03"], {"0": "2026-12-03"}, True),
    ],
)
def test_only_a_day_within_reach_is_one(guide: Any, text: object) -> None:
    assert guide().call("isDay", text) is False


@pytest.mark.parametrize(
    ("day", "time", "expected"),
    [
        # Clocks go back in the night: 24 hours later it is an hour earlier.
        ("2026-10-24", "12:00", ("2026-10-25", "11:00")),
        ("2027-03-27", "12:00", ("2027-03-28", "13:00")),
        ("2026-11-25", "12:00", ("2026-11-26", "12:00")),
    ],
)
def test_hours_are_hours_where_clocks_are_changed(
    guide: Any, day: str, time: str, expected: tuple[str, str]
) -> None:
    scripts = guide(timeZone="Europe/London")
    found = scripts.call("momentAfter", {"day": day, "time": time}, {"hours": 24})
    assert (found["day"], found["time"]) == expected


def test_the_offset_is_that_of_the_other_side_of_a_change_of_clocks(guide: Any) -> None:
    """At 3:30 in New York clocks are at summer time, at 3:30 of UTC they weren't yet."""
    scripts = guide(timeZone="America/New_York")
    found = scripts.call("momentAfter", {"day": "2027-03-14", "time": "03:30"}, {"hours": 24})
    assert (found["day"], found["time"]) == ("2027-03-15", "03:30")


def test_a_zone_that_the_browser_does_not_know_traps_nobody(guide: Any) -> None:
    scripts = guide(timeZone="Europe/Atlantis")
    assert scripts.call("nowInZone") == {"day": "2026-11-25", "time": "12:00"}
