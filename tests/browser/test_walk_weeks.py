"""Over weeks: days counted where the guide is at home, reminders, what the device keeps."""

from __future__ import annotations

import re
from typing import Any

import icalendar
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import violations
from tests.browser.pages import PHONE, OpenPage

TREE = "stages/after-contract.html"
WAY = "after-contract/~silent~progress~nudge"
ACTION = f"{TREE}?at=nudge&way={WAY}"
BUSINESS_DAYS = f"{TREE}?at=wait-office&way={WAY}"
WEEK_WAY = f"{WAY}~wait-reply~final-notice~delivered-check~format~request"
WEEK = f"{TREE}?at=wait-request&way={WEEK_WAY}"
DEADLINE = f"{TREE}?at=wait-deadline&way={WAY}~wait-reply~final-notice"
HOURS = f"{TREE}?at=wait-day&way=after-contract/~silent~wait-day"


def at_time(moment: str) -> dict[str, Any]:
    """A device whose clock says so."""
    return {"now": moment, "reduced_motion": "reduce"}


def event_of(page: Page) -> Any:
    """What a calendar takes in when the button is pressed."""
    with page.expect_download() as download:
        does(page, "calendar")
    calendar: Any = icalendar.Calendar.from_ical(download.value.path().read_bytes())
    return calendar.walk("VEVENT")[0]


def due(page: Page) -> str:
    """What a wait says: when it ends, how long that is, and which days don't count."""
    return "\n".join(page.locator(".due :is(.due-said, .due-notes)").all_inner_texts())


def since(page: Page) -> Locator:
    """The field for the day that a wait counts from, which is open then."""
    folded = page.locator(".due-since:not([open]) > summary")
    if folded.count():
        folded.click()
    return page.locator(".due-since input")


def does(page: Page, name: str) -> None:
    folded = page.locator(f'.due-more:not([open]):has([data-does="{name}"]) > summary')
    if folded.count():
        folded.click()
    page.locator(f'.walk [data-does="{name}"]:visible').click()


@pytest.mark.parametrize(
    ("now", "zone", "day", "said"),
    [
        ("2026-11-26T10:00+09:00", "Asia/Tokyo", "2026-11-26", "12月3日(木)まで"),
        # At home it is New Year already; the device is a day behind.
        ("2026-12-31T23:59+09:00", "Asia/Tokyo", "2026-12-31", "2027年1月7日(木)まで"),
        ("2026-12-31T10:30-05:00", "America/New_York", "2027-01-01", "1月8日(金)まで"),
        ("2028-02-25T12:00+09:00", "Asia/Tokyo", "2028-02-25", "3月3日(金)まで"),
        ("2027-02-25T12:00+09:00", "America/New_York", "2027-02-25", "3月4日(木)まで"),
    ],
)
def test_a_week_ends_on_its_day_wherever_the_device_is(
    open_page: OpenPage, now: str, zone: str, day: str, said: str
) -> None:
    page = open_page(WEEK, timezone_id=zone, **at_time(now))
    assert since(page).input_value() == day
    assert said in due(page)


@pytest.mark.parametrize(
    ("day", "said", "more"),
    [
        ("2026-11-27", "12月1日(火)まで", ""),
        ("2026-12-30", "2027年1月5日(火)まで", "12月31日〜1月3日は休みとして数えていません。"),
        ("2026-04-28", "5月1日(金)", ""),
        ("2099-12-30", "2100年1月5日", "祝日"),
    ],
)
def test_business_days_skip_days_off_as_far_as_they_are_known(
    open_page: OpenPage, day: str, said: str, more: str
) -> None:
    page = open_page(BUSINESS_DAYS, **at_time("2026-11-26T10:00+09:00"))
    since(page).fill(day)
    assert said in due(page)
    assert (more or due(page)) in due(page)


def test_hours_and_deadlines_have_their_time(open_page: OpenPage) -> None:
    page = open_page(HOURS, **at_time("2026-11-30T22:15+09:00"))
    assert "12月1日(火)22時15分まで" in due(page)
    page = open_page(DEADLINE, **at_time("2026-11-25T10:00+09:00"))
    inputs = since(page)
    assert [inputs.nth(0).input_value(), inputs.nth(1).input_value()] == ["2026-11-30", "18:00"]
    inputs.nth(0).fill("2026-12-03")
    assert "12月3日(木)18時" in due(page)


def test_when_the_day_has_come_it_says_so(open_page: OpenPage) -> None:
    page = open_page(WEEK + "&on=2026-11-26", **at_time("2026-12-04T10:00+09:00"))
    assert since(page).input_value() == "2026-11-26"
    assert "その日になりました" in due(page)


def test_a_day_that_is_none_is_asked_for(open_page: OpenPage) -> None:
    page = open_page(WEEK, **at_time("2026-11-26T10:00+09:00"))
    since(page).fill("")
    assert "日付を選ぶ" in due(page)
    does(page, "record")
    assert "on=" not in page.url


def test_the_calendar_leads_back_to_the_very_step(open_page: OpenPage) -> None:
    page = open_page(
        WEEK, timezone_id="America/New_York", viewport=PHONE, **at_time("2026-11-26T10:00+09:00")
    )
    event = event_of(page)
    assert str(event["DTSTART"].dt) == "2026-12-03 09:00:00+09:00"
    assert str(event["SUMMARY"]) == "リクエストは、どうなりましたか(契約後)"
    assert page.url.endswith("&on=2026-11-26")
    later = open_page(str(event["URL"]), **at_time("2026-12-03T09:00+09:00"))
    assert later.locator(".walk-step .node").get_attribute("data-node") == "wait-request"
    assert "12月3日(木)" in due(later)
    assert "今日です" in due(later)


def test_the_same_reminder_taken_twice_is_one(open_page: OpenPage) -> None:
    pages = [open_page(WEEK, **at_time("2026-11-26T10:00+09:00")) for _ in range(2)]
    first, second = (str(event_of(page)["UID"]) for page in pages)
    assert first == second


def test_the_day_can_be_copied_as_text(open_page: OpenPage) -> None:
    page = open_page(
        WEEK,
        permissions=["clipboard-read", "clipboard-write"],
        **at_time("2026-11-26T10:00+09:00"),
    )
    does(page, "copy")
    expect(page.locator(".due .due-status")).to_contain_text("コピーしました")
    lines = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert lines[0] == "12月3日(木) リクエストは、どうなりましたか"
    assert lines[-1] == page.url


def test_what_was_done_is_recorded_and_makes_the_letter(open_page: OpenPage) -> None:
    page = open_page(ACTION, **at_time("2026-11-26T10:00+09:00"))
    page.locator(".done input").fill("2026-11-18")
    page.locator(".done button").click()
    expect(page.locator(".walk-note")).to_contain_text("このタブを閉じるまで")
    # It leads on to the wait, which counts from that day, and the way says it.
    assert page.locator(".walk-step .node").get_attribute("data-node") == "wait-office"
    assert since(page).input_value() == "2026-11-18"
    assert page.locator(".due label").inner_text().strip() == "連絡催促を申請した日"
    page.locator(".trail summary").click()
    assert "11月18日" in page.locator(".trail ol").inner_text()
    page.goto(page.url.split("stages/")[0] + "letters/office-first.html")
    page.locator(".entry", has_text="経過").locator("button").click()
    expect(page.locator(".desk textarea").first).to_have_value("・11月18日 連絡催促を申請した")


def test_a_day_is_put_right_and_not_added(open_page: OpenPage) -> None:
    page = open_page(BUSINESS_DAYS, **at_time("2026-11-26T10:00+09:00"))
    does(page, "record")
    since(page).fill("2026-11-20")
    does(page, "record")
    page.locator(".keep > summary").click()
    does(page, "show")
    assert page.locator(".keep-record li").count() == 1
    assert "11月20日 連絡催促を申請した" in page.locator(".keep-record").inner_text()


# --- On the device -----------------------------------------------------------------------------


def test_nothing_stays_on_the_device_unless_it_was_chosen(open_page: OpenPage) -> None:
    page = open_page(BUSINESS_DAYS, **at_time("2026-11-26T10:00+09:00"))
    does(page, "record")
    own = "Object.keys(localStorage).filter(key => key.startsWith('guide:')).length"
    assert page.evaluate(own) == 0
    page.locator(".keep > summary").click()
    does(page, "begin")
    assert page.evaluate(own) > 1
    other = page.context.new_page()
    other.goto(page.url.split("stages/")[0])
    expect(other.locator(".walk-offer a")).to_contain_text("事務局の審査を待つ")


def test_all_that_is_kept_is_shown_and_erased(open_page: OpenPage) -> None:
    page = open_page(BUSINESS_DAYS, **at_time("2026-11-26T10:00+09:00"))
    page.locator(".keep > summary").click()
    does(page, "begin")
    does(page, "record")
    does(page, "show")
    kept = page.locator(".keep-all")
    expect(kept).to_contain_text("・11月26日 連絡催促を申請した")
    expect(kept).to_contain_text("契約後: 事務局の審査を待つ")
    kept.locator(".keep-remove").click()
    kept.get_by_role("button", name="本当に消す").click()
    expect(kept).not_to_contain_text("11月26日")
    does(page, "erase")
    page.get_by_role("button", name="本当に消す").click()
    expect(kept).to_contain_text("何も残っていません")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('guide:'))") == []


def test_what_is_kept_is_named_as_where_it_was_asked(open_page: OpenPage) -> None:
    page = open_page("letters/final-notice.html", **at_time("2026-11-26T10:00+09:00"))
    page.locator('.entry[data-field="client_name"] input').fill("山田")
    page.locator('.entry[data-field="deadline"] input[type=date]').fill("2026-12-03")
    page.locator('.entry[data-field="job_title"] input').fill("記事")
    page.locator('.entry[data-field="job_title"] input').fill("")
    page.locator(".tones label").last.click()
    labels = [
        page.locator(f'.entry[data-field="{name}"] :is(label, legend)').first.inner_text()
        for name in ("client_name", "deadline")
    ]
    site = page.url.split("letters/")[0]
    page.goto(f"{site}checklists/trustworthy-client.html")
    page.locator(".tick").first.click()
    ticked = page.locator(".tick").first.inner_text()
    page.goto(f"{site}{HOURS}")
    since(page).first.fill("2026-11-25")
    does(page, "record")
    page.locator(".keep > summary").click()
    does(page, "show")
    told = page.locator(".keep-all dl").inner_text()
    for words in (*labels, "山田", "12月3日(木)18時", ticked, "書き方", "簡潔", "11月25日(水)"):
        assert words in told
    # No key, no option's id, no entry that was taken back.
    assert not re.search(r"[a-z]{2}", told)
    assert "案件名" not in told


def test_what_is_erased_no_longer_stands_on_the_page(open_page: OpenPage) -> None:
    page = open_page("letters/final-notice.html", **at_time("2026-11-26T10:00+09:00"))
    page.locator('.entry[data-field="client_name"] input').fill("山田")
    site = page.url.split("letters/")[0]
    page.goto(f"{site}{DEADLINE}")
    page.goto(f"{site}{TREE}")
    expect(page.locator(".walk-offer")).to_be_visible()
    expect(page.locator("body")).to_contain_text("山田")
    page.locator(".keep > summary").click()
    does(page, "erase")
    page.get_by_role("button", name="本当に消す").click()
    expect(page.locator(".keep .due-status")).to_have_text("すべて消しました。")
    expect(page.locator(".walk-offer")).to_be_hidden()
    expect(page.locator("body")).not_to_contain_text("山田")


def test_nothing_is_erased_by_a_tap_too_many(open_page: OpenPage) -> None:
    page = open_page(BUSINESS_DAYS, viewport=PHONE, **at_time("2026-11-26T10:00+09:00"))
    page.locator(".keep > summary").click()
    does(page, "begin")
    does(page, "record")
    does(page, "show")
    for button in (page.locator(".keep-remove"), page.locator('.keep [data-does="erase"]')):
        button.focus()
        page.keyboard.press("Enter")
        question = page.locator(".ask")
        expect(question).to_be_visible()
        expect(page.get_by_role("button", name="やめる")).to_be_focused()
        assert violations(page, ".ask") == ""
        # A second press on the same place is the way back.
        page.keyboard.press("Enter")
        expect(question).to_have_count(0)
        expect(button).to_be_focused()
        button.dblclick()
        if question.count():
            page.get_by_role("button", name="やめる").click()
        expect(button).to_be_focused()
        expect(page.locator(".keep-record")).to_contain_text("11月26日")
        expect(page.locator(".keep-device")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".keep .due-status")).to_have_text("すべて消しました。")


def seen_again(page: Page, moment: str) -> None:
    """The page was hidden, and is seen again at a later time."""
    page.clock.set_fixed_time(moment)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_a_page_left_open_counts_from_the_day_it_is_seen_again(open_page: OpenPage) -> None:
    page = open_page(WEEK + "&on=2026-11-26", **at_time("2026-11-26T10:00+09:00"))
    assert "あと7日です" in due(page)
    seen_again(page, "2026-12-01T10:00+09:00")
    assert "あと2日です" in due(page)
    seen_again(page, "2026-12-04T10:00+09:00")
    assert "その日になりました" in due(page)


def test_a_chosen_day_stays_when_the_page_is_seen_again(open_page: OpenPage) -> None:
    page = open_page(WEEK, **at_time("2026-11-26T10:00+09:00"))
    field = since(page)
    seen_again(page, "2026-11-27T10:00+09:00")
    expect(field).to_have_value("2026-11-27")
    field.fill("2026-11-20")
    field.blur()
    seen_again(page, "2026-11-28T10:00+09:00")
    expect(field).to_have_value("2026-11-20")


@pytest.mark.parametrize("on", ["2199-12-31", "2099-01-01", "2027-11-28", "1900-01-01"])
def test_a_day_far_from_now_in_a_link_is_none(open_page: OpenPage, on: str) -> None:
    page = open_page(f"{BUSINESS_DAYS}&on={on}", **at_time("2026-11-26T10:00+09:00"))
    expect(page.locator(".walk-lost")).to_contain_text("日付を選び直して")
    assert since(page).input_value() == "2026-11-26"


def test_where_days_end_none_is_counted_twice(open_page: OpenPage) -> None:
    page = open_page(BUSINESS_DAYS, **at_time("2026-11-26T10:00+09:00"))
    since(page).fill("2199-12-31")
    assert due(page).count("12月31日") <= 1


def test_erased_storage_leaves_the_address(open_page: OpenPage) -> None:
    page = open_page(BUSINESS_DAYS, **at_time("2026-11-18T10:00+09:00"))
    does(page, "record")
    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.clock.set_fixed_time("2026-11-26T10:00+09:00")
    page.reload()
    assert since(page).input_value() == "2026-11-18"
    assert "その日になりました" in due(page)


def test_the_page_says_honestly_what_is_kept_where(open_page: OpenPage) -> None:
    page = open_page(BUSINESS_DAYS, **at_time("2026-11-26T10:00+09:00"))
    page.locator(".keep > summary").click()
    for said in (
        "アドレス",
        "カレンダー",
        "タブを閉じると消えます",
        "どこにも送られません",
        "7日間",
    ):
        expect(page.locator(".keep")).to_contain_text(said)
