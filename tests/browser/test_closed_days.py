"""Closing days of the settings: a page passes over them, and tells the reader."""

from __future__ import annotations

from typing import Any

import icalendar
from playwright.sync_api import Browser, expect

from michishirube.i18n import time_zones
from tests.browser.pages import PHONE, OpenPage

NEW_YEAR = "12月29日〜1月3日は休みとして数えていません。"
WAIT = "stages/after-contract.html?at=wait-office&way=after-contract/~silent~progress~nudge"
BEFORE_THE_END: dict[str, Any] = {"now": "2026-12-28T10:00+09:00", "reduced_motion": "reduce"}


def test_a_wait_over_new_year_ends_after_it_and_says_why(open_page: OpenPage) -> None:
    page = open_page(WAIT, viewport=PHONE, **BEFORE_THE_END)
    notes = page.locator(".due-notes")
    expect(page.locator(".due-said")).to_contain_text("2027年1月5日(火)まで")
    expect(notes).to_contain_text(NEW_YEAR)
    with page.expect_download() as download:
        page.locator('.due [data-does="calendar"]').click()
    calendar: Any = icalendar.Calendar.from_ical(download.value.path().read_bytes())
    event = calendar.walk("VEVENT")[0]
    assert NEW_YEAR in str(event["DESCRIPTION"])
    assert event["DTSTART"].dt.date().isoformat() == "2027-01-05"
    # On a day without any on the way nothing is said.
    page.locator(".due input").fill("2026-12-14")
    expect(notes).not_to_contain_text("休みとして")


def test_a_deadline_over_new_year_lies_behind_it_and_says_why(open_page: OpenPage) -> None:
    page = open_page("letters/final-notice.html", viewport=PHONE, **BEFORE_THE_END)
    entry = page.locator('.entry[data-field="deadline"]')
    expect(entry.locator("input[type=date]")).to_have_value("2027-01-06")
    expect(entry).to_contain_text(NEW_YEAR)
    entry.locator("input[type=date]").fill("2027-01-12")
    expect(entry).not_to_contain_text("休みとして")


def test_the_browser_knows_the_zones_that_the_check_lets_through(browser: Browser) -> None:
    page = browser.new_page()
    unknown = page.evaluate(
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
    page.close()
    assert unknown == []
