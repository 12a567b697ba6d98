"""Several tabs of one guide: only what was typed is written, and each follows the others."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import PHONE, OpenPage

LETTER = "letters/final-notice.html"
TREE = "stages/after-contract.html"
WAY = "after-contract/~silent~progress~nudge"
WAIT = f"{TREE}?at=wait-office&way={WAY}"
CALM: dict[str, Any] = {"reduced_motion": "reduce", "now": "2026-11-26T10:00+09:00"}


def entry(page: Page, field: str) -> Locator:
    return page.locator(f'.entry[data-field="{field}"] :is(input, textarea)').first


def keep_on_the_device(page: Page) -> None:
    page.locator(".keep > summary").click()
    page.locator('.keep [data-does="begin"]').click()
    expect(page.locator(".keep-device")).to_be_visible()


def record_due(page: Page) -> None:
    """Record the day that a wait counts from, which is one of the ways that are folded."""
    page.locator(".due-more > summary").click()
    page.locator('.due [data-does="record"]').click()


def open_again(page: Page, path: str) -> Page:
    """The same site in another tab of the same browser."""
    other = page.context.new_page()
    other.clock.set_fixed_time("2026-11-26T10:00+09:00")
    other.goto(page.url.split("stages/")[0].split("letters/")[0] + path)
    return other


@pytest.fixture
def two(open_page: OpenPage) -> tuple[Page, Page]:
    """Two tabs with a letter, all of it kept on the device."""
    page = open_page(TREE, **CALM)
    keep_on_the_device(page)
    other = open_again(page, LETTER)
    page.goto(other.url)
    return page, other


def test_one_sign_in_an_old_tab_takes_nothing_from_another(two: tuple[Page, Page]) -> None:
    old, new = two
    entry(new, "client_name").fill("山田")
    entry(new, "job_title").fill("記事")
    entry(old, "deadline").fill("2026-12-03")
    new.reload()
    expect(entry(new, "client_name")).to_have_value("山田")
    expect(entry(new, "job_title")).to_have_value("記事")
    expect(entry(new, "deadline")).to_have_value("2026-12-03")


def test_a_letter_follows_what_is_typed_in_another_tab(two: tuple[Page, Page]) -> None:
    page, other = two
    entry(page, "client_name").fill("山田")
    expect(entry(other, "client_name")).to_have_value("山田")
    expect(other.locator(".desk .letter-text")).to_contain_text("山田様")
    # Not in the field that its owner is at.
    entry(other, "job_title").focus()
    entry(other, "job_title").fill("わたしの")
    entry(page, "job_title").fill("別の")
    entry(page, "client_name").fill("佐藤")
    expect(entry(other, "client_name")).to_have_value("佐藤")
    expect(entry(other, "job_title")).to_have_value("わたしの")


def test_a_field_follows_when_its_owner_leaves_it(two: tuple[Page, Page]) -> None:
    page, other = two
    entry(other, "client_name").focus()
    entry(page, "client_name").fill("山田")
    entry(page, "job_title").fill("記事")
    expect(entry(other, "job_title")).to_have_value("記事")
    expect(entry(other, "client_name")).to_have_value("")
    entry(other, "job_title").focus()
    expect(entry(other, "client_name")).to_have_value("山田")
    # What was typed here since is newer.
    entry(page, "client_name").fill("佐藤")
    expect(entry(other, "client_name")).to_have_value("佐藤")
    entry(other, "client_name").focus()
    entry(page, "client_name").fill("鈴木")
    entry(page, "job_title").fill("訳")
    expect(entry(other, "job_title")).to_have_value("訳")
    entry(other, "client_name").fill("高橋")
    entry(other, "job_title").focus()
    expect(entry(other, "client_name")).to_have_value("高橋")
    expect(entry(page, "client_name")).to_have_value("高橋")


def test_a_deadline_nobody_chose_follows_the_day(open_page: OpenPage) -> None:
    page = open_page(LETTER, **CALM)
    deadline = entry(page, "deadline")
    before = deadline.input_value()
    page.clock.set_fixed_time("2026-12-09T10:00+09:00")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(deadline).not_to_have_value(before)
    assert deadline.input_value() > "2026-12-09"
    deadline.fill("2026-12-25")
    deadline.blur()
    page.clock.set_fixed_time("2026-12-11T10:00+09:00")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(deadline).to_have_value("2026-12-25")


def test_what_cannot_be_kept_stays_where_it_was_typed(two: tuple[Page, Page]) -> None:
    page, other = two
    deadline = entry(other, "deadline")
    deadline.fill("0202-12-03")
    expect(other.locator('[data-field="deadline"] .entry-warning')).not_to_be_empty()
    entry(other, "client_name").focus()
    entry(page, "job_title").fill("記事")
    expect(entry(other, "job_title")).to_have_value("記事")
    other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(deadline).to_have_value("0202-12-03")
    # What another tab writes into the same field since is newer, and no half a day.
    entry(page, "deadline").fill("2026-12-04")
    expect(deadline).to_have_value("2026-12-04")


def test_the_wording_that_was_chosen_holds_in_other_tabs(two: tuple[Page, Page]) -> None:
    page, other = two
    page.locator(".tones label").last.click()
    expect(other.locator(".tones input").last).to_be_checked()


def test_the_walk_and_the_panel_follow(open_page: OpenPage) -> None:
    page = open_page(WAIT, viewport=PHONE, **CALM)
    keep_on_the_device(page)
    page.locator('.keep [data-does="show"]').click()
    other = open_again(page, WAIT)
    other.locator(".due input").fill("2026-11-20")
    record_due(other)
    expect(page.locator(".due input")).to_have_value("2026-11-20")
    expect(page.locator(".due-said")).to_contain_text("11月25日")
    expect(page.locator(".trail")).to_contain_text("11月20日")
    expect(page.locator(".keep-record")).to_contain_text("11月20日")
    # Erased there, it is gone here, and said to be.
    other.locator(".keep > summary").click()
    other.locator('.keep [data-does="erase"]').click()
    expect(page.locator(".keep-device")).to_be_visible()
    other.get_by_role("button", name="本当に消す").click()
    expect(page.locator(".keep-nothing")).to_be_visible()
    expect(page.locator(".keep-gone")).to_be_visible()
    expect(page.locator(".keep-device")).to_be_hidden()


def test_two_tabs_tick_one_checklist(open_page: OpenPage) -> None:
    page = open_page(TREE, **CALM)
    keep_on_the_device(page)
    first = open_again(page, "checklists/trustworthy-client.html")
    second = open_again(page, "checklists/trustworthy-client.html")
    first.locator(".tick").nth(0).click()
    expect(second.locator(".tick input").nth(0)).to_be_checked()
    second.locator(".tick").nth(1).click()
    first.reload()
    for index in (0, 1):
        expect(first.locator(".tick input").nth(index)).to_be_checked()


# --- Refused, or taken away ----------------------------------------------------------------

REFUSE = """
for (const name of ["sessionStorage", "localStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError") } })
"""
FULL = """() => {
  Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError") }
}"""


def test_a_browser_that_refuses_is_said_to_with_another_way(open_page: OpenPage) -> None:
    page = open_page(WAIT, before=lambda page: page.add_init_script(REFUSE), **CALM)
    record_due(page)
    said = page.locator(".due .due-status")
    expect(said).to_contain_text("記録できませんでした")
    expect(said).to_contain_text("カレンダー")
    expect(said).not_to_contain_text("記録しました")
    page.goto(page.url.split("stages/")[0] + LETTER)
    expect(page.locator(".desk-unkept")).to_contain_text("ファイルに保存")
    page.goto(page.url.split("letters/")[0] + "checklists/trustworthy-client.html")
    expect(page.locator(".desk-unkept")).to_be_empty()
    page.locator(".tick").first.click()
    expect(page.locator(".desk-unkept")).to_contain_text("印刷")


def test_a_browser_that_is_full_later_is_said_to_be(open_page: OpenPage) -> None:
    page = open_page(LETTER, **CALM)
    entry(page, "client_name").fill("山田")
    expect(page.locator(".desk-unkept")).to_be_empty()
    page.evaluate(FULL)
    entry(page, "job_title").fill("記事")
    expect(page.locator(".desk-unkept")).to_contain_text("残せません")
    expect(page.locator(".desk .letter-text")).to_contain_text("記事")


def test_what_the_browser_has_erased_is_said_to_be_gone(open_page: OpenPage) -> None:
    page = open_page(WAIT, **CALM)
    keep_on_the_device(page)
    record_due(page)
    expect(page.locator(".due .due-status")).to_contain_text("この端末に記録しました")
    page.evaluate("localStorage.clear()")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".keep-gone")).to_be_visible()
    expect(page.locator(".keep-visit")).to_be_visible()


def test_nothing_is_recorded_as_done_that_is_still_to_come(open_page: OpenPage) -> None:
    page = open_page(WAIT, **CALM)
    page.locator(".due input").fill("2026-11-30")
    record_due(page)
    expect(page.locator(".due .due-status")).to_have_text("まだ来ていない日時です。")
    page.locator(".keep > summary").click()
    page.locator('.keep [data-does="show"]').click()
    expect(page.locator(".keep-record")).to_be_hidden()
    # For the calendar it may be planned.
    assert page.url.endswith("on=2026-11-30")
    page.goto(f"{page.url.split('?')[0]}?at=nudge&way={WAY}")
    page.locator(".done input").fill("2026-11-27")
    page.locator(".done button").click()
    expect(page.locator(".done .due-status")).to_have_text("まだ来ていない日時です。")
    assert "at=nudge&" in page.url
    page.locator(".done input").fill("2026-11-26")
    page.locator(".done button").click()
    expect(page.locator(".walk-note")).to_contain_text("記録しました")
