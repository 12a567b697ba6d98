"""What the guide remembers: for a visit, on the device when asked, in the page when refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.pages import OpenPage
from tests.scripts.modules import exposing

ASKED = {"scripts/storage.js": ["store"]}
GUIDE = {"timeZone": "Europe/London"}
USE = """
script => {
  // The page is none of the guide's: the script is to believe that it lies in its folder.
  Object.defineProperty(document, 'currentScript', {
    value: { src: location.origin + '/guide/assets/guide.js' },
  })
  new Function(script)()
}
"""
REFUSE = """
for (const name of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError') } })
"""
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
DROPPED = "Storage.prototype.setItem = () => {}"
MISSING = """
for (const name of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, name, { value: null })
"""
NAME, JOB, TICKS, RECORD = "field.name", "letter.x.job", "checklist.plant", "record"
STAY = 'store.set("field.name", "Ann"); '

OpenTab = Callable[..., Page]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(bypass_csp=True)
    yield made
    made.close()


@pytest.fixture
def tab(context: BrowserContext, small_site_url: str) -> OpenTab:
    """A tab of a site with nothing but the store in it; `first` is done before that."""
    script = exposing(ASKED, data=GUIDE, language="en")

    def open_tab(init: str = "", first: str = "") -> Page:
        page = context.new_page()
        if init:
            page.add_init_script(init)
        page.goto(small_site_url + "assets/favicon.svg")
        if first:
            page.evaluate(first)
        page.evaluate(USE, script)
        return page

    return open_tab


def kept(page: Page, key: str) -> Any:
    return page.evaluate("key => store.get(key) ?? null", key)


def all_kept(page: Page) -> dict[str, Any]:
    return {each["key"]: each["value"] for each in page.evaluate("store.all()")}


def others(page: Page) -> list[str]:
    return sorted(key for key, _ in page.evaluate("store.others()"))


def put(key: str, text: str, area: str = "sessionStorage") -> str:
    return f"{area}.setItem({json.dumps(f'guide:/guide/:{key}')}, {json.dumps(text)}); "


# --- Where things are ---------------------------------------------------------------------


def test_at_first_it_is_for_this_tab(tab: OpenTab) -> None:
    page = tab()
    assert page.evaluate("store.set('field.name', 'Ann')") == "visit"
    assert kept(page, NAME) == "Ann"
    assert page.evaluate("localStorage.length") == 0
    assert kept(tab(), NAME) is None


def test_what_was_chosen_to_be_kept_is_there_in_another_tab(tab: OpenTab) -> None:
    page = tab()
    page.evaluate("store.set('field.name', 'Ann'); store.keep()")
    assert page.evaluate("store.set('letter.x.job', 'pots')") == "device"
    other = tab()
    assert other.evaluate("[store.isKept(), store.state()]") == [True, "device"]
    assert all_kept(other) == {NAME: "Ann", JOB: "pots"}
    assert page.evaluate("sessionStorage.length") == 0


def test_what_is_told_of_a_value_goes_where_the_value_goes(tab: OpenTab) -> None:
    page = tab()
    page.evaluate("store.set('field.name', 'x', ['Name', 'X']); store.keep()")
    page.evaluate("store.set('letter.x.job', 'y', ['Job', 'Y'])")
    told = {each["key"]: each["told"] for each in tab().evaluate("store.all()")}
    assert told == {NAME: ["Name", "X"], JOB: ["Job", "Y"]}


def test_erasing_leaves_nothing_but_what_others_keep(tab: OpenTab) -> None:
    page = tab()
    page.evaluate("localStorage.setItem('theirs', 1); store.keep()")
    page.evaluate(STAY + put("0:old", "{", "localStorage") + put("junk", "null"))
    assert page.evaluate("store.clear()") is True
    assert page.evaluate("[store.isKept(), store.all(), store.others()]") == [False, [], []]
    assert page.evaluate("[Object.keys(localStorage), sessionStorage.length]") == [["theirs"], 0]


def test_two_guides_of_one_host_share_nothing(tab: OpenTab) -> None:
    page = tab()
    page.evaluate(STAY)
    assert page.evaluate("Object.keys(sessionStorage)") == ["guide:/guide/:2:field.name"]


# --- Two tabs -----------------------------------------------------------------------------


def test_a_write_touches_nothing_but_its_own_key(tab: OpenTab) -> None:
    page = tab()
    page.evaluate("store.keep(); store.set('letter.x.job', 'pots', ['Job', 'pots'])")
    page.evaluate(
        """() => {
          const real = Storage.prototype.setItem
          globalThis.written = []
          Storage.prototype.setItem = function (key, text) {
            written.push(key)
            real.call(this, key, text)
          }
        }"""
    )
    page.evaluate("store.set('field.name', 'Ann', ['Name', 'Ann'])")
    assert page.evaluate("written") == ["guide:/guide/:2:field.name"]


def test_parts_of_other_tabs_hear_of_a_change(tab: OpenTab) -> None:
    page = tab()
    page.evaluate(STAY + "store.keep()")
    other = tab()
    other.evaluate(
        "globalThis.heard = []; store.follow(document.documentElement, "
        "() => heard.push(store.get('field.name') ?? ''))"
    )
    page.evaluate("store.set('field.name', 'Bea')")
    other.wait_for_function("heard.includes('Bea')")
    page.evaluate("store.clear()")
    other.wait_for_function("heard.at(-1) === ''")
    assert other.evaluate("store.isKept()") is False


def test_what_another_tab_had_for_its_visit_is_kept_too(tab: OpenTab) -> None:
    page, other = tab(), tab()
    other.evaluate("store.set('letter.x.job', 'pots'); store.set('field.name', 'Bea')")
    page.evaluate(STAY + "store.keep()")
    other.wait_for_function("store.get('letter.x.job') === 'pots' && store.isKept()")
    # What both had is the one's who chose to keep it; the other's is listed, and erased with it.
    assert kept(other, NAME) == "Ann"
    assert others(other) == ["2:field.name"]
    assert all_kept(page) == {NAME: "Ann", JOB: "pots"}


def test_tabs_that_ask_whether_anything_can_be_kept_leave_each_other_in_peace(tab: OpenTab) -> None:
    page = tab()
    page.evaluate("store.keep()")
    other = tab()
    other.evaluate(
        "globalThis.heard = 0; "
        "store.follow(document.documentElement, () => { heard += 1; store.state() })"
    )
    page.evaluate("store.follow(document.documentElement, () => store.state())")
    page.evaluate("store.set('field.name', 'Ann'); store.state()")
    page.evaluate("store.set('field.name', 'Bea')")
    other.wait_for_function("store.get('field.name') === 'Bea'")
    assert other.evaluate("heard") <= 2


# --- Refused ------------------------------------------------------------------------------

REFUSALS = pytest.mark.parametrize(
    "refusal",
    [REFUSE, FULL, DROPPED, MISSING],
    ids=["refused", "full", "dropped without a word", "missing"],
)


@REFUSALS
def test_where_nothing_may_be_stored_the_page_serves_and_says_so(
    tab: OpenTab, refusal: str
) -> None:
    page = tab(refusal)
    assert page.evaluate("store.set('field.name', 'Ann')") == ""
    assert page.evaluate("[store.keep(), store.isKept(), store.state()]") == [False, False, ""]
    assert all_kept(page) == {NAME: "Ann"}
    page.evaluate("store.clear()")
    assert kept(page, NAME) is None


def test_a_store_that_fills_up_later_says_so_then(tab: OpenTab) -> None:
    page = tab()
    page.evaluate(STAY + "store.keep()")
    page.evaluate(f"() => {{ {FULL} }}")
    assert page.evaluate("store.set('field.name', 'Bea')") == ""
    assert page.evaluate("[store.get('field.name'), store.state()]") == ["Bea", ""]


def test_what_does_not_fit_on_the_device_stays_in_the_tab_whole(tab: OpenTab) -> None:
    page = tab()
    page.evaluate("store.set('field.name', 'Ann'); store.set('letter.x.job', 'pots')")
    page.evaluate(
        """() => {
          const real = Storage.prototype.setItem
          let left = 1
          Storage.prototype.setItem = function (key, text) {
            if (this === localStorage && !left--) throw new DOMException("", "QuotaExceededError")
            real.call(this, key, text)
          }
        }"""
    )
    assert page.evaluate("[store.keep(), store.isKept(), localStorage.length]") == [False, False, 0]
    assert all_kept(page) == {NAME: "Ann", JOB: "pots"}


def test_what_the_browser_erased_is_not_said_to_be_kept(tab: OpenTab) -> None:
    page = tab()
    page.evaluate(STAY + "store.keep(); localStorage.clear()")
    assert page.evaluate("[store.isKept(), store.state(), store.all()]") == [False, "visit", []]


def test_a_page_works_where_storage_is_refused(open_page: OpenPage, small_site_url: str) -> None:
    page = open_page(
        "stages/wet.html",
        base=small_site_url,
        before=lambda page: page.add_init_script(REFUSE),
    )
    page.locator(".walk-step .answer").first.click()
    expect(page.locator(".walk-step h2")).to_have_text("Ask a friend to help you repot it")
    page.locator(".keep > summary").click()
    expect(page.locator(".keep-page")).to_be_visible()
    page.locator('.keep [data-does="begin"]').click()
    expect(page.locator(".keep .due-status")).to_contain_text("can't keep anything")


# --- Other versions, other shapes ---------------------------------------------------------


def test_values_of_the_first_version_are_taken_over(tab: OpenTab) -> None:
    entry = {"day": "2026-11-25", "what": "wet/repot", "title": "I repotted it"}
    page = tab(
        first=put("kept", "", "localStorage")
        + put(NAME, '"Ann"', "localStorage")
        + put(RECORD, json.dumps([entry]), "localStorage")
        + put("told", json.dumps({NAME: ["Name", "Ann"]}), "localStorage")
        + put(TICKS, '["leaves.yellow"]')
    )
    assert all_kept(page) == {NAME: "Ann", RECORD: [entry], TICKS: ["leaves.yellow"]}
    told = {each["key"]: each.get("told") for each in page.evaluate("store.all()")}
    assert told[NAME] == ["Name", "Ann"]
    assert others(page) == []
    keys = sorted(page.evaluate("Object.keys(localStorage)"))
    assert [key.removeprefix("guide:/guide/:") for key in keys] == [
        "2:checklist.plant",
        "2:field.name",
        "2:record",
        "kept",
    ]


def test_what_is_of_another_version_or_unknown_is_listed(tab: OpenTab) -> None:
    page = tab(
        first=put("3:field.name", '{"value":["Ann"]}')
        + put("2:unheard-of", '{"value":1}')
        + put("2:field.name", "{")
        + put("tone", "{}")
        + put("2:field.name", '{"value":"Ann"}', "localStorage")
    )
    assert all_kept(page) == {}
    assert others(page) == ["2:field.name", "2:field.name", "2:unheard-of", "3:field.name", "tone"]


def test_a_new_value_is_not_replaced_by_an_old_one(tab: OpenTab) -> None:
    page = tab(first=put(NAME, '"Ann"') + put("2:field.name", '{"value":"Bea"}'))
    assert kept(page, NAME) == "Bea"
    assert others(page) == [NAME]


SHAPES = [
    *("", "{", "null", "0", "true", '"text"', "[]", "{}", "[null]", "[[]]", "[{}]", "1e999"),
    '{"value":null}',
    '{"value":{"__proto__":1}}',
    '{"value":[{"day":"9999-12-31","what":"a/b","title":"x"}]}',
    '{"value":[{"day":{"a":1},"what":"a/b","title":"x"}]}',
    '{"value":{"path":"javascript:alert(1)","title":"x","tree":"y"}}',
    '{"value":{"path":"//evil.example/","title":"x","tree":"y"}}',
    '{"value":{"path":"../../elsewhere","title":"x","tree":"y"}}',
    '{"value":"2026-02-31"}',
    '{"value":"constructor","told":{"0":1}}',
    json.dumps({"value": "x" * 100_001}),
    "[" * 20_000,
]
KEYS = [RECORD, "place", "tone", "on.a/b", NAME, JOB, TICKS, "told", "__proto__", "kept"]


TRY_SHAPES = """
([keys, shapes]) => {
  let tried = 0
  const check = (isRight, ...what) => {
    if (!isRight) throw new Error(what.join(" "))
  }
  for (const key of keys)
    for (const shape of shapes)
      for (const version of ["", "2:", "3:"]) {
        sessionStorage.clear()
        sessionStorage.setItem("guide:/guide/:" + version + key, shape)
        const value = store.get(key)
        check(key !== "record" || !value?.length, "a day out of reach", shape)
        check(key !== "place" || !value, "a place out of the site", shape)
        const count = store.all().length + store.others().length
        check(count || key === "kept", "not listed", key, shape)
        check(store.clear() && !sessionStorage.length, "not erased", key, shape)
        tried += 1
      }
  return tried
}
"""


def test_no_stored_shape_stops_the_store(tab: OpenTab) -> None:
    page = tab()
    tried = page.evaluate(TRY_SHAPES, [KEYS, SHAPES])
    assert tried == len(KEYS) * len(SHAPES) * 3


def test_undefined_forgets(tab: OpenTab) -> None:
    page = tab()
    page.evaluate("store.set('field.name', 'x'); store.set('letter.x.job', 'y')")
    page.evaluate("store.set('field.name', undefined)")
    assert all_kept(page) == {JOB: "y"}


def test_a_text_too_long_to_be_read_again_is_not_said_to_be_kept(tab: OpenTab) -> None:
    page = tab()
    assert page.evaluate("store.set('field.name', 'x'.repeat(100_001))") == ""
    assert page.evaluate("store.get('field.name').length") == 100_001
