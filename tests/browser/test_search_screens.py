"""What the search shows: what to do first, what a result leads to, what the guide doesn't hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from michishirube.publish.build import publish
from tests.browser.accessibility import violations
from tests.browser.pages import PHONE, OpenPage, horizontal_overflow
from tests.browser.test_search import SMALL_TARGETS, open_search
from tests.publish.test_build import make_project

REFERRALS = """\
tax:
  title: Taxes
  words: [tax, tax return]
  text: This guide says nothing of **taxes**. The tax office does.
  who: Tax office
  address: https://tax.example/
  sources: [handbook]
"""


@pytest.fixture
def plants(serve: Callable[[Path], str], tmp_path: Path) -> str:
    """The address of a guide in English that names something it doesn't hold."""
    project = make_project(tmp_path / "project")
    project.write("content/referrals.yml", REFERRALS)
    publish(project.root, tmp_path / "site")
    return serve(tmp_path / "site")


def typed(page: Page, words: str) -> Locator:
    """The results for what is typed; their number may still grow."""
    page.locator("dialog.search input").fill(words)
    hits = page.locator("dialog.search .search-hit")
    expect(hits.first).to_be_visible()
    return hits


def test_what_to_do_comes_before_what_words_mean(open_page: OpenPage) -> None:
    page = open_page()
    open_search(page)
    for words, kind in (("催促", "letter"), ("返信がない", "tree"), ("納品したのに連絡がない", "")):
        hits = typed(page, words)
        kinds = hits.evaluate_all("all => all.map(each => each.dataset.kind)")
        assert kinds[0] not in ("term", "story", "page", "section", "source"), (words, kinds)
        assert kinds[0] == kind or not kind


def test_a_word_stays_first_if_there_is_nothing_to_do_about_it(open_page: OpenPage) -> None:
    page = open_page()
    open_search(page)
    assert typed(page, "和解あっせん").first.get_attribute("data-kind") == "term"


def test_each_result_says_what_it_leads_to(open_page: OpenPage) -> None:
    page = open_page()
    open_search(page)
    action = typed(page, "連絡催促を申請する").and_(page.locator("[data-kind=action]")).first
    expect(action.locator(".search-kind")).to_have_text("する")
    expect(action.locator(".search-page")).not_to_have_text("手順")
    letter = typed(page, "期限つきの最終連絡").first
    expect(letter.locator(".search-place")).to_have_text("コピーして使う文例")


def test_what_the_guide_does_not_hold_is_said_and_nothing_else(
    open_page: OpenPage, plants: str
) -> None:
    page = open_page("index.html", base=plants)
    dialog = open_search(page)
    hits = typed(page, "TAX  return")
    expect(hits).to_have_count(1)
    expect(hits).to_have_attribute("href", "https://tax.example/")
    expect(hits.locator(".search-kind")).to_have_text("Ask elsewhere")
    expect(hits.locator(".search-who")).to_have_text("Tax office")
    expect(hits.locator(".search-text")).to_have_text(
        "This guide says nothing of taxes. The tax office does."
    )
    expect(dialog.locator(".search-status")).to_contain_text("doesn’t cover")
    assert violations(page, "dialog.search") == ""
    # With something that it does hold, both are shown.
    hits = typed(page, "tax: it smells")
    assert hits.first.get_attribute("data-kind") == "referral"
    assert hits.count() > 1


def test_what_it_does_not_hold_is_listed_on_a_page_for_those_without_scripts(
    open_page: OpenPage, plants: str
) -> None:
    page = open_page("referrals.html", base=plants, java_script_enabled=False)
    expect(page.locator("h2#tax")).to_contain_text("Taxes")
    expect(page.get_by_role("link", name="Tax office")).to_have_attribute(
        "href", "https://tax.example/"
    )


def test_common_situations_are_offered_before_anything_is_typed(open_page: OpenPage) -> None:
    page = open_page("stages/after-contract.html", viewport=PHONE)
    dialog = open_search(page)
    common = dialog.locator(".search-situation")
    expect(common).to_have_count(6)
    expect(common.first).to_be_visible()
    assert dialog.evaluate(SMALL_TARGETS) == []
    assert horizontal_overflow(page) == 0
    assert violations(page, "dialog.search") == ""
    typed(page, "検収")
    expect(common.first).to_be_hidden()
    page.keyboard.press("ArrowDown")
    expect(dialog.locator(".search-hit").first).to_be_focused()


def test_they_are_offered_when_nothing_was_found_and_the_field_keeps_the_focus(
    open_page: OpenPage,
) -> None:
    page = open_page("stages/after-contract.html", viewport=PHONE)
    dialog = open_search(page)
    typed(page, "検収")
    dialog.locator("input").fill("ξψω")
    expect(dialog.get_by_role("status")).to_contain_text("見つかりませんでした")
    expect(dialog.locator("input")).to_be_focused()
    expect(dialog.locator(".search-situation").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(dialog.locator(".search-situation").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/stages/before-contract.html")


def test_they_lead_on_even_if_the_search_cannot_be_loaded(open_page: OpenPage) -> None:
    page = open_page("why.html", allow=("ERR_FAILED",))
    page.route("**/search.*.js", lambda route: route.abort())
    dialog = open_search(page)
    expect(dialog.locator(".search-status")).to_contain_text("読み込めませんでした")
    dialog.locator(".search-situation").first.click()
    page.wait_for_url("**/stages/before-contract.html")


def test_it_is_loaded_as_soon_as_the_opener_is_touched(open_page: OpenPage) -> None:
    page = open_page("why.html")
    with page.expect_response("**/search.*.js"):
        page.locator(".search-open").dispatch_event("pointerdown")
    expect(page.locator("dialog.search")).to_be_hidden()
