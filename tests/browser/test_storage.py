"""What the guide remembers: for this visit, on the device when asked, in memory when refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.pages import OpenPage

USE = """
script => {
  const document = { currentScript: { src: location.origin + '/guide/assets/guide.js' } }
  globalThis.store = new Function('document', script + '; return store')(document)
}
"""
REFUSE = """
for (const name of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError') } })
"""
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"

OpenTab = Callable[..., Page]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(bypass_csp=True)
    yield made
    made.close()


@pytest.fixture
def tab(context: BrowserContext, small_site_url: str) -> OpenTab:
    """A tab of a site with nothing but the store in it."""
    from tests.browser.scripts import SCRIPTS

    script = (SCRIPTS / "scripts" / "storage.js").read_text("utf-8")

    def open_tab(first: str = "") -> Page:
        page = context.new_page()
        if first:
            page.add_init_script(first)
        page.goto(small_site_url + "assets/favicon.svg")
        page.evaluate(USE, script)
        return page

    return open_tab


def kept(page: Page, key: str) -> Any:
    return page.evaluate("key => store.get(key) ?? null", key)


def test_at_first_it_is_for_this_tab(tab: OpenTab) -> None:
    page = tab()
    page.evaluate("store.set('a', { day: '2026-11-25' })")
    assert kept(page, "a") == {"day": "2026-11-25"}
    assert page.evaluate("localStorage.length") == 0
    assert kept(tab(), "a") is None


def test_what_was_chosen_to_be_kept_is_there_in_another_tab(tab: OpenTab) -> None:
    page = tab()
    page.evaluate("store.set('before', 1); store.keep(); store.set('after', 2)")
    other = tab()
    assert other.evaluate("[store.isKept(), store.all()]") == [True, {"before": 1, "after": 2}]
    assert page.evaluate("sessionStorage.length") == 0


def test_what_is_told_of_a_value_goes_where_the_value_goes(tab: OpenTab) -> None:
    page = tab()
    page.evaluate(
        "store.set('a', 'x', ['Name', 'X']); store.keep(); store.set('b', 'y', ['Job', 'Y'])"
    )
    assert kept(tab(), "told") == {"a": ["Name", "X"], "b": ["Job", "Y"]}
    page.evaluate("store.clear()")
    assert kept(page, "told") is None


def test_erasing_leaves_nothing_but_what_others_keep(tab: OpenTab) -> None:
    page = tab()
    page.evaluate("localStorage.setItem('theirs', 1); store.keep(); store.set('a', 1)")
    page.evaluate("store.clear()")
    assert page.evaluate("[store.isKept(), store.all()]") == [False, {}]
    assert page.evaluate("[Object.keys(localStorage), sessionStorage.length]") == [["theirs"], 0]


def test_undefined_forgets_and_rubbish_is_nothing(tab: OpenTab) -> None:
    page = tab()
    page.evaluate("store.set('a', 1); store.set('b', 2); store.set('a', undefined)")
    assert page.evaluate("store.all()") == {"b": 2}
    page.evaluate("sessionStorage.setItem(Object.keys(sessionStorage)[0], '{')")
    assert kept(page, "b") is None


@pytest.mark.parametrize("refusal", [REFUSE, FULL], ids=["refused", "full"])
def test_where_nothing_may_be_stored_memory_serves(tab: OpenTab, refusal: str) -> None:
    page = tab(refusal)
    page.evaluate("store.set('a', 1); store.keep()")
    assert page.evaluate("[store.get('a'), store.isKept(), store.all()]") == [1, False, {"a": 1}]
    page.evaluate("store.clear()")
    assert kept(page, "a") is None


def test_two_guides_of_one_host_share_nothing(tab: OpenTab) -> None:
    page = tab()
    page.evaluate("store.set('a', 1)")
    assert page.evaluate("Object.keys(sessionStorage)") == ["guide:/guide/:a"]


def test_a_page_works_where_storage_is_refused(open_page: OpenPage, small_site_url: str) -> None:
    # The theme's own script for colours asks too, and fails: that is the theme's affair.
    page = open_page(
        "stages/wet.html",
        base=small_site_url,
        before=lambda page: page.add_init_script(REFUSE),
        allow=("SecurityError", "__md_get", "no$"),
    )
    page.locator(".walk-step .answer").first.click()
    assert page.locator(".walk-step h2").inner_text() == "Ask a friend to help you repot it"
