"""Closing days of the settings: counted as days off in page and program, and told to the reader."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import icalendar
import pytest
from playwright.sync_api import Browser, Page, expect

from michishirube.i18n import public_holidays, time_zones
from tests.browser.pages import PHONE, OpenPage
from tests.browser.scripts import call, script_page
from tests.conftest import ROOT

CASES = tomllib.loads((ROOT / "tests/data/business_days.toml").read_text("utf-8"))["case"]
FUNCTIONS = ["addBusinessDays", "momentAfter", "showSkipped", "nowInZone", "isDay"]
ASKED = {"scripts/dates.js": FUNCTIONS}
NEW_YEAR = "12月29日〜1月3日は休みとして数えていません。"
WAIT = "stages/after-contract.html?at=wait-office&way=after-contract/~silent~progress~nudge"
BEFORE_THE_END: dict[str, Any] = {"now": "2026-12-28T10:00+09:00", "reduced_motion": "reduce"}


@pytest.fixture(scope="module")
def pages(browser: Browser) -> Iterator[Any]:
    """A page of scripts whose guide has this: `pages(closed=…, timeZone=…)`."""
    made: list[Page] = []

    def page_of(language: str = "ja", **data: object) -> Page:
        made.append(script_page(browser, ASKED, data=data, language=language))
        return made[-1]

    yield page_of
    for page in made:
        page.context.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_script_counts_as_the_program_does(pages: Any, case: dict[str, Any]) -> None:
    closed = public_holidays.closings(case["closed"])
    year = int(case["day"][:4])
    page = pages(daysOff=public_holidays.for_script(case.get("holidays"), year, closed))
    found = call(page, "addBusinessDays", case["day"], case["after"])
    assert found == {"day": case["is"], "known": True, "skipped": case["skipped"]}


def test_business_days_that_cannot_be_reached_are_not_known(pages: Any) -> None:
    page = pages(daysOff={"weekend": [0, 1, 2, 3, 4, 5, 6]})
    assert call(page, "addBusinessDays", "2026-11-25", 1)["known"] is False


def test_many_days_off_are_told_by_the_first_of_them(pages: Any) -> None:
    japanese, english = pages(), pages(language="en")
    spans = [[f"2026-0{month}-01", f"2026-0{month}-02"] for month in range(1, 6)]
    assert call(japanese, "showSkipped", spans[:1]) == "1月1日〜1月2日は休みとして数えていません。"
    assert "など" in call(japanese, "showSkipped", spans)
    assert call(japanese, "showSkipped", spans).count("〜") == 3
    assert "January 1 to January 2" in call(english, "showSkipped", spans[:1])
    assert call(english, "showSkipped", []) == ""


def test_a_wait_over_new_year_ends_after_it_and_says_why(open_page: OpenPage) -> None:
    page = open_page(WAIT, viewport=PHONE, **BEFORE_THE_END)
    said = page.locator(".due-said")
    expect(said).to_contain_text("2027年1月5日(火)まで")
    expect(said).to_contain_text(NEW_YEAR)
    with page.expect_download() as download:
        page.locator('.due [data-does="calendar"]').click()
    calendar: Any = icalendar.Calendar.from_ical(download.value.path().read_bytes())
    event = calendar.walk("VEVENT")[0]
    assert NEW_YEAR in str(event["DESCRIPTION"])
    assert event["DTSTART"].dt.date().isoformat() == "2027-01-05"
    # On a day without any on the way nothing is said.
    page.locator(".due input").fill("2026-12-14")
    expect(said).not_to_contain_text("休みとして")


def test_a_deadline_over_new_year_lies_behind_it_and_says_why(open_page: OpenPage) -> None:
    page = open_page("letters/final-notice.html", viewport=PHONE, **BEFORE_THE_END)
    entry = page.locator('.entry[data-field="deadline"]')
    expect(entry.locator("input[type=date]")).to_have_value("2027-01-06")
    expect(entry).to_contain_text(NEW_YEAR)
    entry.locator("input[type=date]").fill("2027-01-12")
    expect(entry).not_to_contain_text("休みとして")


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
    pages: Any, day: str, offset: dict[str, int]
) -> None:
    never = {"weekend": [0, 1, 2, 3, 4, 5, 6]}
    for data in ({}, {"daysOff": never}):
        found = call(pages(**data), "momentAfter", {"day": day, "time": "23:59"}, offset)
        assert "1900-01-01" <= found["day"] <= "2199-12-31"


@pytest.mark.parametrize(
    "text",
    [
        *("9999-12-31", "2200-01-01", "1899-12-31", "0000-00-00", "+020000-01-01", "20261-12-03"),
        *("2026-02-29", "2026-2-1", "2026-12-03T18:00", "", " 2026-12-03", "2026-12-03\n"),
        *(None, 20261203, ["2026-12-03"], {"0": "2026-12-03"}, True),
    ],
)
def test_only_a_day_within_reach_is_one(pages: Any, text: object) -> None:
    assert call(pages(), "isDay", text) is False


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
    pages: Any, day: str, time: str, expected: tuple[str, str]
) -> None:
    page = pages(timeZone="Europe/London")
    found = call(page, "momentAfter", {"day": day, "time": time}, {"hours": 24})
    assert (found["day"], found["time"]) == expected


def test_the_offset_is_that_of_the_other_side_of_a_change_of_clocks(pages: Any) -> None:
    """At 3:30 in New York clocks are at summer time, at 3:30 of UTC they weren't yet."""
    page = pages(timeZone="America/New_York")
    found = call(page, "momentAfter", {"day": "2027-03-14", "time": "03:30"}, {"hours": 24})
    assert (found["day"], found["time"]) == ("2027-03-15", "03:30")


def test_a_zone_that_the_browser_does_not_know_traps_nobody(pages: Any) -> None:
    page = pages(timeZone="Europe/Atlantis")
    assert call(page, "nowInZone") == {"day": "2026-11-25", "time": "12:00"}


def test_the_browser_knows_the_zones_that_the_check_lets_through(pages: Any) -> None:
    unknown = pages().evaluate(
        """names => names.filter(timeZone => {
          try {
            new Intl.DateTimeFormat("en", { timeZone })
            return false
          } catch {
            return true
          }
        })""",
        sorted(time_zones.names()),
    )
    assert unknown == []
