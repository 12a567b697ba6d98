"""A checklist that can be ticked: a worded result with what to do next, kept for the visit."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.accessibility import violations
from tests.browser.pages import DESKTOP, PHONE, OpenPage, enlarge_text, horizontal_overflow

PATH = "checklists/borrower.html"
sizes = pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])


def result(page: Page) -> str:
    """The one result that is shown, by its text."""
    shown = page.locator(".results .result:visible")
    expect(shown).to_have_count(1)
    return shown.locator("dd").inner_text()


@sizes
def test_the_result_follows_the_ticks(
    open_page: OpenPage, library_url: str, viewport: ViewportSize
) -> None:
    page = open_page(PATH, base=library_url, viewport=viewport)
    said = page.get_by_role("status")
    expect(said).to_have_text("当てはまるものを選ぶと、ここに次にすることが出ます。")
    assert result(page) == "貸しても大丈夫です。"
    page.get_by_label("前に遅れて返した").check()
    expect(said).to_have_text("「気をつける」に当てはまる")
    assert result(page) == "期限を決めて貸します。"
    page.get_by_text("前の本をなくした").click()
    expect(said).to_have_text("「進めない」に当てはまる")
    assert result(page) == "貸さずに、図書館を教えます。"
    page.get_by_label("前の本をなくした").uncheck()
    assert result(page) == "期限を決めて貸します。"


def test_what_applies_is_gathered_with_what_to_do(open_page: OpenPage, library_url: str) -> None:
    page = open_page(PATH, base=library_url)
    expect(page.locator(".applies")).to_be_hidden()
    page.get_by_label("前の本をなくした").check()
    page.get_by_role("link", name="結果を見る").click()
    applies = page.locator(".applies")
    expect(applies).to_be_in_viewport()
    expect(applies.locator("li")).to_have_count(1)
    expect(applies).to_contain_text("貸しません。")
    applies.get_by_role("link", name="なくしたことがないか").click()
    assert page.url.endswith("#lost")


def test_ticks_survive_a_reload_and_can_be_taken_back_at_once(
    open_page: OpenPage, library_url: str
) -> None:
    page = open_page(PATH, base=library_url)
    page.get_by_label("前に遅れて返した").check()
    page.get_by_label("前の本をなくした").check()
    page.reload()
    expect(page.locator(".tick input:checked")).to_have_count(2)
    assert result(page) == "貸さずに、図書館を教えます。"
    page.get_by_role("button", name="最初からやり直す").click()
    page.get_by_role("button", name="やめる").click()
    expect(page.locator(".tick input:checked")).to_have_count(2)
    page.get_by_role("button", name="最初からやり直す").click()
    page.get_by_role("button", name="本当に消す").click()
    expect(page.locator(".tick input:checked")).to_have_count(0)
    expect(page.get_by_label("前に遅れて返した")).to_be_focused()
    assert result(page) == "貸しても大丈夫です。"
    page.reload()
    expect(page.locator(".tick input:checked")).to_have_count(0)


def test_nothing_of_it_outlives_the_visit(open_page: OpenPage, library_url: str) -> None:
    page = open_page(PATH, base=library_url)
    page.get_by_label("前に遅れて返した").check()
    assert page.evaluate("Object.keys(localStorage).filter(key => /checklist/.test(key))") == []
    other = page.context.new_page()
    other.goto(library_url + PATH)
    expect(other.locator(".tick input:checked")).to_have_count(0)


def test_the_keyboard_alone_suffices(open_page: OpenPage, library_url: str) -> None:
    page = open_page(PATH, base=library_url)
    page.get_by_label("前に遅れて返した").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_have_text("「気をつける」に当てはまる")
    page.keyboard.press("Tab")
    expect(page.get_by_label("遅れるときに知らせてこない")).to_be_focused()
    ring = "e => getComputedStyle(e).outlineWidth"
    assert page.get_by_label("遅れるときに知らせてこない").evaluate(ring) == "3px"


@pytest.mark.parametrize(
    ("viewport", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone", "desktop"]
)
def test_axe_finds_nothing_in_a_ticked_list(
    open_page: OpenPage, library_url: str, viewport: ViewportSize, scheme: str
) -> None:
    page = open_page(PATH, base=library_url, viewport=viewport, color_scheme=scheme)
    page.get_by_label("前に遅れて返した").check()
    page.get_by_label("前の本をなくした").check()
    assert violations(page) == ""


@pytest.mark.parametrize(("width", "percent"), [(320, 100), (360, 200)])
def test_nothing_sticks_out(
    open_page: OpenPage, library_url: str, width: int, percent: int
) -> None:
    page = open_page(PATH, base=library_url, viewport={"width": width, "height": 800})
    enlarge_text(page, percent)
    page.get_by_label("前の本をなくした").check()
    assert horizontal_overflow(page) == 0
    heights = page.locator(".tick").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44


def test_paper_has_the_ticks_and_the_result(open_page: OpenPage, library_url: str) -> None:
    page = open_page(PATH, base=library_url)
    page.get_by_label("前の本をなくした").check()
    page.emulate_media(media="print")
    expect(page.get_by_label("前の本をなくした")).to_be_visible()
    expect(page.locator(".check-bar")).to_be_hidden()
    expect(page.locator(".check-tools")).to_be_hidden()
    assert result(page) == "貸さずに、図書館を教えます。"


def test_without_script_there_are_boxes_for_paper_and_all_results(
    open_page: OpenPage, library_url: str
) -> None:
    page = open_page(PATH, base=library_url, java_script_enabled=False)
    assert page.locator(".tick-box:visible").count() == 3
    assert page.locator(".results .result:visible").count() == 3
    assert page.locator("input:visible").count() == 0
