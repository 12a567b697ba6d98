"""The search as readers use it: what they type leads to the place, and nothing is loaded before."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Locator, Page, Route, ViewportSize, expect

from michishirube.publish.build import publish
from tests.browser.accessibility import violations
from tests.browser.pages import DESKTOP, PHONE, OpenPage, horizontal_overflow
from tests.publish.test_build import make_project

# Found by nobody in the theme's own search, or typed by the distressed: what comes first.
TYPED = {
    "仮払い": "stages/outside-or-unpaid.html",
    "サービス外": "letters/propose-outside-contact.html",
    "検収されない": "stages/after-delivery.html",
    "アカウント停止": "stages/outside-or-unpaid.html",
    "バックレ": "stages/triage.html",
    "ﾊﾞｯｸﾚ": "stages/triage.html",
    "かりばらい": "letters/start-after-escrow.html",
    "連絡　とれない": "stages/after-contract.html",
    "飛ばれた": "stages/triage.html",
    "音信普通": "stages/triage.html",
    "契約途中修了リクエスト": "stages/request-received.html",
    "１１０番": "last-resort.html#freelance-110",
    "期限つきの最終連絡": "letters/final-notice.html",
    "仮払いのあとに始めると伝える": "stages/after-contract.html#not-yet",
}
SMALL_TARGETS = """
$dialog => [...$dialog.querySelectorAll("a, button, input")]
  .map(each => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < 44 || box.height < 44))
"""


def open_search(page: Page) -> Locator:
    page.locator(".search-open").click()
    dialog = page.locator("dialog.search")
    expect(dialog).to_be_visible()
    return dialog


def results_for(page: Page, typed: str) -> list[str]:
    """The addresses of the results, relative to the site's root."""
    dialog = page.locator("dialog.search")
    dialog.locator("input").fill(typed)
    expect(dialog.locator(".search-hit").first).to_be_visible()
    hrefs: list[str] = dialog.locator(".search-hit").evaluate_all("all => all.map(a => a.href)")
    root = page.evaluate("new URL('..', document.querySelector('script[src*=search]').src).href")
    return [unquote(href.removeprefix(root)) for href in hrefs]


def test_what_people_type_leads_to_its_place(open_page: OpenPage) -> None:
    page = open_page()
    open_search(page)
    assert {typed: results_for(page, typed)[0] for typed in TYPED} == TYPED


def test_it_works_from_a_folder_on_disk(open_page: OpenPage, site_directory: Path) -> None:
    base = site_directory.as_uri() + "/"
    page = open_page("stages/after-contract.html", base=base, viewport=PHONE)
    open_search(page)
    assert results_for(page, "仮払い")[0] == "stages/outside-or-unpaid.html"
    page.locator(".search-hit").first.click()
    page.wait_for_url(f"{base}stages/outside-or-unpaid.html")


def test_nothing_is_loaded_before_it_is_used_and_then_once(open_page: OpenPage) -> None:
    asked: list[str] = []
    page = open_page(
        "glossary.html", before=lambda p: p.on("request", lambda r: asked.append(r.url))
    )
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if re.search("search|lunr|worker", url)] == []
    asked.clear()
    open_search(page)
    assert results_for(page, "検収")
    page.keyboard.press("Escape")
    open_search(page)
    results_for(page, "納品")
    assert [url.rpartition("/")[2] for url in asked if "favicon" not in url] == [
        page.evaluate("document.querySelector('script[src*=search]').src").rpartition("/")[2]
    ]
    assert "検収" not in page.url


def test_a_policy_that_allows_only_our_own_files_lets_it_work(open_page: OpenPage) -> None:
    # The theme's own inline scripts are let through; everything the search could need isn't.
    policy = "script-src 'self' 'unsafe-inline'; connect-src 'none'; worker-src 'none'"

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(
            response=response, headers=response.headers | {"content-security-policy": policy}
        )

    page = open_page(before=lambda p: p.route("**/*.html", answer), path="index.html")
    open_search(page)
    assert results_for(page, "仮払い")


def test_the_keyboard_is_enough(open_page: OpenPage) -> None:
    page = open_page("why.html")
    page.keyboard.press("/")
    dialog = page.locator("dialog.search")
    expect(dialog.locator("input")).to_be_focused()
    page.keyboard.type("検収")
    hits = dialog.locator(".search-hit")
    expect(hits.first).to_be_visible()
    assert dialog.locator("input").input_value() == "検収"
    page.keyboard.press("ArrowDown")
    expect(hits.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(hits.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(dialog.locator("input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("/")
    expect(dialog.locator("input")).to_be_focused()
    page.keyboard.type("仮払い")
    expect(hits.first.locator("mark").first).to_have_text("仮払い")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stages/outside-or-unpaid.html")


def test_it_opens_again_before_the_closed_dialog_has_lost_the_focus(open_page: OpenPage) -> None:
    page = open_page("why.html")
    page.keyboard.press("/")
    expect(page.locator("dialog.search input")).to_be_focused()
    # In one task, as on a busy phone: between two keys nothing is drawn.
    page.evaluate("""
      document.querySelector("dialog.search").close()
      document.activeElement.dispatchEvent(
        new KeyboardEvent("keydown", { key: "/", bubbles: true, cancelable: true }))
    """)
    expect(page.locator("dialog.search input")).to_be_focused()


def test_focus_returns_to_where_it_was(open_page: OpenPage) -> None:
    page = open_page()
    page.locator(".search-open").focus()
    page.keyboard.press("Space")
    expect(page.locator("dialog.search")).to_be_visible()
    page.get_by_role("button", name="閉じる").click()
    expect(page.locator("dialog.search")).to_be_hidden()
    expect(page.locator(".search-open")).to_be_focused()


def test_a_slash_in_a_field_stays_a_slash(open_page: OpenPage) -> None:
    page = open_page()
    page.evaluate("document.querySelector('main').prepend(document.createElement('textarea'))")
    page.locator("main textarea").press("/")
    assert page.locator("main textarea").input_value() == "/"
    expect(page.locator("dialog.search")).to_be_hidden()


def test_a_step_of_the_same_page_closes_the_dialog_and_is_shown(open_page: OpenPage) -> None:
    page = open_page("stages/after-contract.html", viewport=PHONE)
    dialog = open_search(page)
    assert results_for(page, "否認された理由に、心あたりは")[0] == (
        "stages/after-contract.html#rejected"
    )
    page.locator(".search-hit").first.click()
    expect(dialog).to_be_hidden()
    expect(page.locator('.walk-step [data-node="rejected"]')).to_be_visible()
    expect(page.locator(".walk-step h2")).to_be_in_viewport()
    expect(page.locator(".walk-step h2")).to_have_text("否認された理由に、心あたりはありますか")


def test_a_result_on_the_same_page_closes_the_dialog_and_jumps(open_page: OpenPage) -> None:
    page = open_page("glossary.html", viewport=PHONE)
    dialog = open_search(page)
    found = results_for(page, "和解あっせん")[0]
    assert found.startswith("glossary.html#")
    page.locator(".search-hit").first.click()
    expect(dialog).to_be_hidden()
    expect(page.locator(f"#{found.split('#')[1]}")).to_be_in_viewport()


def test_a_result_says_what_it_is_and_shows_the_phrase(open_page: OpenPage) -> None:
    page = open_page()
    open_search(page)
    results_for(page, "飛ばれた")
    term = page.locator(".search-hit[data-kind=term]").first
    expect(term.locator(".search-kind")).to_have_text("意味を読む")
    expect(term.locator(".search-title")).to_have_text("バックレ")
    expect(term.locator(".search-text mark").first).to_have_text("飛ばれた")
    results_for(page, "仮払いのあとに始めると伝える")
    expect(page.locator(".search-hit .search-page").first).to_have_text("契約後")
    expect(page.locator(".search-status")).to_have_text(re.compile(r"^\d+件見つかりました$"))


def test_what_is_typed_is_only_ever_text(open_page: OpenPage) -> None:
    page = open_page()
    dialog = open_search(page)
    results_for(page, '<img src=x onerror="alert(1)">仮払い</mark><b>')
    assert dialog.locator("img, b, script").count() == 0


def test_what_isn_t_there_is_said(open_page: OpenPage) -> None:
    page = open_page()
    dialog = open_search(page)
    results_for(page, "検収")
    dialog.locator("input").fill("ξψω")
    expect(dialog.locator(".search-status")).to_contain_text("見つかりませんでした")
    assert dialog.locator(".search-hit").count() == 0
    dialog.locator("input").fill("")
    expect(dialog.locator(".search-status")).to_have_text("")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read_and_touched(
    open_page: OpenPage, viewport: ViewportSize, scheme: str
) -> None:
    page = open_page(viewport=viewport, color_scheme=scheme)
    dialog = open_search(page)
    results_for(page, "途中終了")
    assert dialog.evaluate(SMALL_TARGETS) == []
    assert dialog.evaluate("$dialog => $dialog.scrollWidth - $dialog.clientWidth") == 0
    assert horizontal_overflow(page) == 0
    assert violations(page, "dialog.search") == ""


def test_a_result_is_there_soon_after_a_key(open_page: OpenPage) -> None:
    page = open_page()
    open_search(page)
    results_for(page, "検収")
    # The thread's own time, not the clock's: other tests share the machine.
    measured = page.context.new_cdp_session(page)
    measured.send("Performance.enable", {"timeDomain": "threadTicks"})

    def worked() -> float:
        found = measured.send("Performance.getMetrics")["metrics"]
        return float(next(each["value"] for each in found if each["name"] == "TaskDuration"))

    words = ["け", "けん", "けんし", "検収", "検収さ", "検収され", "検収されな", "仮払い前に作業"]
    before = worked()
    for word in words:
        page.locator("dialog.search input").fill(word)
        page.evaluate("new Promise(requestAnimationFrame)")
    milliseconds = (worked() - before) * 1000 / len(words)
    assert 0.1 < milliseconds < 100


def test_without_script_the_link_leads_to_the_words(open_page: OpenPage) -> None:
    page = open_page("why.html", viewport=PHONE, java_script_enabled=False)
    assert page.locator("dialog.search").is_hidden()
    page.locator(".search-open").click()
    assert page.url.endswith("/glossary.html")


def test_when_it_cannot_be_loaded_it_says_so_and_tries_again(open_page: OpenPage) -> None:
    page = open_page(allow=("ERR_FAILED",))
    refused: list[str] = []

    def refuse(route: Route) -> None:
        refused.append(route.request.url)
        route.abort()

    page.route("**/search.*.js", refuse)
    dialog = open_search(page)
    expect(dialog.locator(".search-status")).to_contain_text("読み込めませんでした")
    page.unroute("**/search.*.js")
    page.keyboard.press("Escape")
    open_search(page)
    assert results_for(page, "検収")
    assert refused


def test_another_guide_in_another_language(
    open_page: OpenPage, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    project = make_project(tmp_path / "project")
    publish(project.root, tmp_path / "site")
    page = open_page("index.html", base=serve(tmp_path / "site"))
    open_search(page)
    assert results_for(page, "repo")[0] == "stages/wet.html#repot"
    assert results_for(page, "Thirsty")[0] == "glossary.html#dry-soil"
    assert results_for(page, "puddel")[0] == "scenarios.html#too-much-love"
    assert results_for(page, "helth plant")[0] == "checklists/healthy-plant.html"
    expect(page.locator(".search-kind").first).to_have_text("Check")
