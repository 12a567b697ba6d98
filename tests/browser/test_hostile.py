"""No address and no stored value keeps a page from working; what others add changes nothing.

Whatever stands in the address and in the browser's stores: the page answers, no script throws
(`open_page` fails for that), a step is shown, and one can walk on.
"""

from __future__ import annotations

import json
import random
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import PHONE, OpenPage
from tests.conftest import EXAMPLES

TREE = "stages/after-contract.html"
WAY = "after-contract/~silent~progress~nudge"
WAIT = f"at=wait-office&way={WAY}"
LETTER = "letters/final-notice.html"
CALM: dict[str, Any] = {"reduced_motion": "reduce", "now": "2026-11-26T10:00+09:00"}

T = TypeVar("T")


def some(things: list[T], each: int) -> list[T]:
    """Each third, say; all of them in `make fuzz`."""
    return things if EXAMPLES == "new" else things[::each]


ADDRESSES = [
    f"?{WAIT}&on=9999-12-31",
    f"?{WAIT}&on=2199-12-31",
    f"?{WAIT}&on=1900-01-01",
    f"?{WAIT}&on=%2B275760-09-13",
    f"?{WAIT}&on=-000001-01-01",
    f"?{WAIT}&on=2026-11-26T99:99",
    "?at=wait-day&way=after-contract/~silent~wait-day&on=2199-12-31T23:59",
    "?at=__proto__&way=__proto__/~constructor",
    "?at=constructor&way=constructor/~after-contract/~silent",
    "?at=silent&way=constructor/~after-contract/",
    "?at=silent&way=valueof/~tostring/~after-contract/~silent",
    "?at=%E0%A4%A&way=%FF%FE&on=%00",
    "?at=%F0%9F%92%A9&way=~~~~&on=~",
    "?at=silent&at=nudge&way=a&way=b&on=2026-11-26&on=x",
    "?at=-&way=after-contract/",
    "?at=-&way=-",
    "?at=?&way=?",
    f"?at={'a' * 20_000}",
    f"?at=silent&way={'after-contract/~' * 1_500}",
    f"?at=silent&way={'~' * 20_000}",
    f"?way={'silent~' * 3_000}",
    f"?on={'9' * 20_000}",
    "?" + "&".join(f"at=x{each}" for each in range(2_000)),
    f"?{WAIT}#%E0%A4%A",
    f"?{WAIT}#:~:text=%E0%A4",
    "#__proto__",
    "#%",
]


def works(page: Page) -> None:
    """A step is shown, and one can walk on from it."""
    expect(page.locator(".walk-step h2")).to_have_count(1)
    assert page.evaluate("1 + 1") == 2
    before = page.locator(".walk-step .node").get_attribute("data-node")
    page.locator(".walk-step :is(.answer, .way-on a)").first.click()
    expect(page.locator(f'.walk-step .node[data-node="{before}"]')).to_have_count(0)


@pytest.mark.thorough
def test_no_address_keeps_the_walk_from_working(open_page: OpenPage) -> None:
    page = open_page(TREE, **CALM)
    base = page.url
    for address in some(ADDRESSES, 3):
        page.goto("about:blank")
        page.goto(base + address)
        works(page)


def test_an_address_of_100_kilobytes_is_read_at_once(open_page: OpenPage) -> None:
    page = open_page(TREE, **CALM)
    # Servers refuse such a line; a browser doesn't.
    for query in (f"?at={'~' * 100_000}", f"?at=silent&way={'silent~' * 15_000}"):
        page.evaluate("query => history.pushState(null, '', query)", query)
        page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
        works(page)


@pytest.mark.thorough
def test_random_queries_keep_nothing_from_working(open_page: OpenPage) -> None:
    chance = random.Random(0)  # noqa: S311 - the same in every run
    bits = ["at", "way", "on", "=", "&", "~", "/", ".", "-", "2026-11-26", "9999-99-99", "silent"]
    bits += [
        "after-contract",
        "nudge",
        "%",
        "%00",
        "%ff",
        "T18:00",
        "__proto__",
        "+",
        "#",
        "あ",
        "?",
    ]
    page = open_page(TREE, **CALM)
    for _ in range(1_000 if EXAMPLES == "new" else 100):
        query = "?" + "".join(chance.choices(bits, k=chance.randrange(1, 30)))
        page.evaluate("query => history.pushState(null, '', query)", query)
        page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
        assert page.locator(".walk-step h2").count() == 1, query
    works(page)


def test_a_day_that_can_not_be_counted_from_is_said_to_be_none(open_page: OpenPage) -> None:
    page = open_page(f"{TREE}?{WAIT}&on=9999-12-31", **CALM)
    expect(page.locator(".walk-lost")).to_contain_text("リンクにあった日付からは数えられません")
    assert page.locator(".due input").input_value() == "2026-11-26"


# --- What others add -----------------------------------------------------------------------

FOREIGN = [
    "fbclid=IwAR0x",
    "utm_source=line&openExternalBrowser=1",
    "at",
    "at=&way=&on=",
    "on=9999-12-31",
    "AT=nudge",
    "q=%E0%A4",
]


def seen(page: Page) -> dict[str, object]:
    return dict(
        page.evaluate(
            """() => ({
              scroll: scrollY,
              focus: document.activeElement.tagName,
              title: document.title,
              step: document.querySelector(".walk-step .node")?.dataset.node ?? "",
              said: document.querySelector(".only-heard")?.textContent ?? "",
              offer: document.querySelector(".walk-offer").hidden,
              lost: document.querySelector(".walk-lost")?.hidden ?? true,
            })"""
        )
    )


@pytest.mark.parametrize("path", ["index.html", TREE])
def test_foreign_parameters_change_nothing(open_page: OpenPage, path: str) -> None:
    page = open_page(f"{TREE}?{WAIT}", viewport=PHONE, **CALM)
    site = page.url.split("stages/")[0]
    page.goto(site + path)
    plain = seen(page)
    assert plain["offer"] is False
    for foreign in FOREIGN:
        page.goto(f"{site}{path}?{foreign}")
        assert seen(page) == plain, foreign
        assert page.url.endswith(f"?{foreign}")


def test_a_place_is_found_among_foreign_parameters_and_sent_on_without(
    open_page: OpenPage,
) -> None:
    page = open_page(
        f"{TREE}?utm_source=line&{WAIT}&fbclid=x&on=2026-11-20#:~:text=x",
        permissions=["clipboard-read", "clipboard-write"],
        **CALM,
    )
    assert page.locator(".due input").input_value() == "2026-11-20"
    expect(page.locator(".walk-step h2")).to_be_focused()
    page.locator(".keep > summary").click()
    page.locator('[data-does="copy-address"]').click()
    expect(page.locator(".keep .due-status")).to_have_text("コピーしました。")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{page.url.split('?')[0]}?{WAIT}&on=2026-11-20"


def test_an_unknown_place_in_the_page_is_none(open_page: OpenPage) -> None:
    page = open_page(f"{TREE}?{WAIT}#no-such-thing", **CALM)
    expect(page.locator(".walk-step h2")).to_be_focused()


# --- What is stored ------------------------------------------------------------------------

SHAPES = [
    *("", "{", "null", "7", '"constructor"', "[]", "{}", "[null,7,{}]", '"9999-12-31"'),
    json.dumps([{"day": "9999-12-31", "what": "after-contract/nudge", "title": "x"}]),
    json.dumps([{"day": ["2026-11-26"], "what": {}, "title": 7}, None]),
    json.dumps({"path": "javascript:alert(1)", "title": "<b>", "tree": {}}),
    json.dumps({"index": "x", "color": {"a b": 1, "media": {}}}),
    json.dumps({"index": 99, "color": 7}),
    json.dumps("x" * 50_000),
]
KEYS = [
    *("record", "place", "tone", "told", "on.after-contract/wait-day", "field.client_name"),
    *("field.job_title", "letter.final-notice.deadline", "letter.final-notice.nudge"),
    *("checklist.trustworthy-client", "unheard-of", "__proto__"),
]
PUT = """
([keys, shape, isKept]) => {
  const site = new URL("..", document.querySelector("script[src*='assets/guide.']").src).pathname
  for (const area of [localStorage, sessionStorage]) {
    area.clear()
    for (const key of keys) {
      area.setItem(`guide:${site}:${key}`, shape)
      area.setItem(`guide:${site}:2:${key}`, `{"value":${shape},"told":${shape}}`)
      area.setItem(`guide:${site}:3:${key}`, shape)
    }
    area.setItem(`${site}.__palette`, shape)
  }
  if (isKept) localStorage.setItem(`guide:${site}:kept`, shape)
}
"""


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("shape", "kept"),
    [(shape, True) for shape in some(SHAPES, 3)]
    + [(shape, False) for shape in some(SHAPES[::5], 3)],
    ids=lambda value: value[:30] if isinstance(value, str) else "device" if value else "visit",
)
def test_no_stored_value_keeps_a_page_from_working(
    open_page: OpenPage, shape: str, kept: bool
) -> None:
    page = open_page(TREE, **CALM)
    site = page.url.split("stages/")[0]
    page.evaluate(PUT, [KEYS, shape, kept])
    page.goto(f"{site}{LETTER}")
    name = page.locator('.entry[data-field="client_name"] input')
    name.fill("山田")
    expect(page.locator(".desk .letter-text")).to_contain_text("山田様")
    page.goto(f"{site}checklists/trustworthy-client.html")
    page.locator(".tick").first.click()
    expect(page.locator(".apply")).to_have_count(1)
    page.goto(f"{site}index.html")
    page.goto(f"{site}{TREE}?{WAIT}")
    works(page)
    page.locator(".keep > summary").click()
    page.locator('.keep [data-does="show"]').click()
    expect(page.locator(".keep-raw")).to_contain_text("3:unheard-of")
    page.locator('.keep [data-does="erase"]').click()
    page.get_by_role("button", name="本当に消す").click()
    expect(page.locator(".keep .due-status")).to_have_text("すべて消しました。")
    expect(page.locator(".keep-raw li")).to_have_count(0)
    left = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
    assert page.evaluate(f"{left}.filter(key => key.startsWith('guide:'))") == []
