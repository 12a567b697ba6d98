"""The walk as readers use it: back and forward, sharing, keyboard, what they hear and see."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.browser.accessibility import violations, violations_by_night
from tests.browser.pages import DESKTOP, PHONE, OpenPage, enlarge_text, horizontal_overflow

TREE = "stages/after-contract.html"
STEPS = "stages/after-contract.steps.html"
WAY = "triage/~contracted~after-contract/~silent~progress~nudge"
ACTION = f"{TREE}?at=nudge&way={WAY}"
WAIT = f"{TREE}?at=wait-office&way={WAY}"
QUESTION = f"{TREE}?at=nudge-result&way={WAY}"
END = f"{TREE}?at=resumed&way=after-contract/~silent~ask~resumed"
TO_AFTER_CONTRACT = (
    "届いていない",
    "クラウドワークスの中",
    "プロジェクト(固定報酬制・時間単価制)",
    "成立している",
    "まだ納品していない",
)
PLACES = {"start": TREE, "question": QUESTION, "action": ACTION, "wait": WAIT, "end": END}

sizes = pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
places = pytest.mark.parametrize("path", PLACES.values(), ids=PLACES.keys())

SMALL_TARGETS = """
() => [...document.querySelectorAll('.walk :is(a, button, summary, input, textarea, label)')]
  .filter(e => e.checkVisibility() && !e.matches('.cite-link') && !e.closest('.node-text, .todo'))
  // Words of a letter are running text; a box within its label is as large as the label.
  .filter(e => !e.matches('.letter-text a, label > input, .entry > label'))
  .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
  .filter(([, box]) => box.width < 43.5 || box.height < 43.5)
"""


def at(page: Page) -> str:
    """The step that is shown."""
    return str(page.locator(".walk-step > .node").get_attribute("data-node"))


def choose(page: Page, label: str) -> None:
    page.locator(f'.walk-step .answer[data-answer="{label}"]').click()


def in_trail(page: Page, words: str) -> Locator:
    """A step in the list of those that one came by, which is open then."""
    summary = page.locator(".trail summary")
    if not page.locator(".trail details").evaluate("each => each.open"):
        summary.click()
    return page.locator(".trail-link", has_text=words)


def trail(page: Page) -> list[str]:
    entries: list[str] = page.locator(".trail .trail-words").evaluate_all(
        "all => all.map(e => [...e.children].map(e => e.textContent).filter(Boolean).join(': '))"
    )
    return entries


@pytest.fixture
def other_browser(browser: Browser) -> Iterator[Page]:
    """Somebody else's device."""
    context = browser.new_context(locale="ja-JP", reduced_motion="reduce")
    yield context.new_page()
    context.close()


# --- One step at a time ---------------------------------------------------------------------


@sizes
@places
def test_one_step_is_shown_and_nothing_sticks_out(
    open_page: OpenPage, path: str, viewport: ViewportSize
) -> None:
    page = open_page(path, viewport=viewport, reduced_motion="reduce")
    assert page.locator(".walk-step h2").count() == 1
    assert horizontal_overflow(page) == 0
    assert page.evaluate(SMALL_TARGETS) == []
    # The step's heading is in sight, below the header.
    if "?" in path:
        top = page.locator(".walk-step h2").bounding_box()
        assert top
        assert 56 <= top["y"] < viewport["height"] / 2


@places
def test_axe_finds_nothing(open_page: OpenPage, path: str) -> None:
    page = open_page(path, viewport=PHONE, reduced_motion="reduce")
    page.evaluate("document.querySelectorAll('.walk details').forEach(part => (part.open = true))")
    # What stands around them is looked at in test_pages.py.
    assert violations(page, ".tree-head", ".walk", ".rows") == ""
    assert violations_by_night(page, ".tree-head", ".walk", ".rows") == ""


@places
def test_with_large_text_it_still_fits(open_page: OpenPage, path: str) -> None:
    page = open_page(path, viewport=PHONE, reduced_motion="reduce")
    enlarge_text(page, 200)
    assert horizontal_overflow(page) == 0


def test_without_script_the_first_step_is_there_and_leads_to_the_others(
    open_page: OpenPage,
) -> None:
    page = open_page(QUESTION, java_script_enabled=False)
    assert at(page) == "escrow"
    page.locator(".walk-step .answer").first.click()
    page.wait_for_url(f"**/{STEPS}#silent")
    expect(page.locator("#silent")).to_be_in_viewport()
    link = page.locator("#nudge-result ~ .node .answer").first
    assert link.get_attribute("href") == "#wait-reply"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_chart_marks_the_step_that_a_link_led_to(open_page: OpenPage, script: bool) -> None:
    page = open_page(f"{STEPS}#silent", java_script_enabled=script)
    ringed = """all => all
      .filter(e => e.checkVisibility() && getComputedStyle(e).getPropertyValue("--fc-ring").trim())
      .map(e => e.dataset.node)"""
    nodes = page.locator(".flowchart [data-node]")
    assert nodes.evaluate_all(ringed) == ["silent"]
    page.locator('.flowchart [data-node="progress"]:visible').click()
    assert page.url.endswith("#progress")
    assert nodes.evaluate_all(ringed) == ["progress"]


# --- The place in the address -----------------------------------------------------------------


def test_back_and_forward_are_the_browsers_own(open_page: OpenPage) -> None:
    page = open_page(TREE, reduced_motion="reduce")
    choose(page, "済んでいる")
    choose(page, "それより長い")
    assert at(page) == "progress"
    page.go_back()
    expect(page.locator('.walk-step [data-node="silent"]')).to_be_visible()
    page.go_back()
    expect(page.locator('.walk-step [data-node="escrow"]')).to_be_visible()
    page.go_forward()
    expect(page.locator('.walk-step [data-node="silent"]')).to_be_visible()
    page.reload()
    assert at(page) == "silent"
    assert trail(page) == ["仮払いは済んでいますか: 済んでいる"]


def test_a_link_opens_the_same_step_for_somebody_else(
    open_page: OpenPage, other_browser: Page
) -> None:
    page = open_page("stages/triage.html", reduced_motion="reduce")
    for label in (*TO_AFTER_CONTRACT, "済んでいる", "それより長い"):
        choose(page, label)
    # As after LINE's own way to open another browser.
    other_browser.goto(page.url + "&openExternalBrowser=1")
    assert at(other_browser) == at(page) == "progress"
    assert trail(other_browser) == trail(page)
    assert len(trail(page)) == 3
    in_trail(page, "段階を調べる").first.click()
    expect(page).to_have_url(re.compile(r"/triage\.html\?"))
    # The question that led out of the tree, ready to be answered otherwise.
    assert at(page) == "delivered"


def test_the_address_holds_names_of_steps_and_nothing_else(open_page: OpenPage) -> None:
    page = open_page(QUESTION, reduced_motion="reduce")
    choose(page, "承認された")
    query = page.url.split("?")[1]
    assert re.fullmatch(r"at=[a-z-]+&way=[a-z0-9/~.-]+", query)


def test_an_answer_can_be_changed_and_what_no_longer_applies_is_gone(open_page: OpenPage) -> None:
    page = open_page(QUESTION, reduced_motion="reduce")
    in_trail(page, "仮払いは済んでいますか").click()
    assert at(page) == "escrow"
    assert page.locator(".answer-before").count() == 1
    assert "前に選んだ答え" in page.locator(".walk-step .answer").first.inner_text()
    choose(page, "まだ")
    assert at(page) == "not-yet"
    assert [entry for entry in trail(page) if "24時間" in entry or "納品できますか" in entry] == []
    assert "nudge" not in page.url


def test_going_back_in_the_tree_shortens_the_way(open_page: OpenPage) -> None:
    page = open_page(QUESTION, reduced_motion="reduce")
    before = trail(page)
    choose(page, "まだ結果が出ない")
    assert at(page) == "ask-status"
    page.locator(".walk-step .way-on a").click()
    assert at(page) == "nudge-result"
    assert trail(page) == before


def test_the_beginning_is_one_press_away(open_page: OpenPage) -> None:
    page = open_page(QUESTION, reduced_motion="reduce")
    page.locator(".walk-again").click()
    assert at(page) == "escrow"
    assert page.url.endswith(TREE)
    assert page.locator(".walk-again").is_hidden()


@pytest.mark.parametrize(
    ("query", "shown", "said"),
    [
        ("?at=no-such-step&way=triage/~x", "escrow", "いまのガイドにはありません"),
        ("?at=nudge-result&way=after-contract/~renamed~x", "nudge-result", "合わなくなりました"),
        ("?at=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E", "escrow", "いまのガイドにはありません"),
    ],
)
def test_an_old_or_broken_link_is_taken_kindly(
    open_page: OpenPage, query: str, shown: str, said: str
) -> None:
    page = open_page(TREE + query, reduced_motion="reduce")
    assert at(page) == shown
    expect(page.locator(".walk-lost")).to_contain_text(said)
    page.locator(".walk-step :is(.answer, .way-on a)").first.click()
    expect(page.locator(".walk-lost")).to_be_hidden()


# --- Keyboard, ears, chart -----------------------------------------------------------------------


def test_the_keyboard_alone_walks_on(open_page: OpenPage) -> None:
    page = open_page(TREE, reduced_motion="reduce")
    page.locator(".walk-step .answer").first.focus()
    page.keyboard.press("Enter")
    assert at(page) == "silent"
    heading = page.locator(".walk-step h2")
    expect(heading).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".walk-step .answer").first).to_be_focused()
    page.keyboard.press("Enter")
    assert at(page) == "wait-day"


def test_a_new_step_is_announced(open_page: OpenPage) -> None:
    page = open_page(TREE, reduced_motion="reduce")
    status = page.locator(".walk > .only-heard[role=status]")
    expect(status).to_have_text("")
    choose(page, "済んでいる")
    expect(status).to_contain_text("相手の最後の返信から")


def test_a_middle_click_is_left_to_the_browser(whole_browser: Browser, site_url: str) -> None:
    # In the shell a tab that the browser itself opens often stays empty.
    page = whole_browser.new_page(reduced_motion="reduce")
    page.goto(site_url + TREE)
    with page.context.expect_page() as opened:
        page.locator(".walk-step .answer").first.click(modifiers=["ControlOrMeta"])
    assert at(page) == "escrow"
    opened.value.wait_for_load_state()
    assert at(opened.value) == "silent"


@sizes
def test_the_map_shows_path_and_place(open_page: OpenPage, viewport: ViewportSize) -> None:
    page = open_page(QUESTION, viewport=viewport, reduced_motion="reduce")
    if viewport == PHONE:
        page.locator(".map-opener").click()
    here = page.locator(".map [data-node].is-here:visible")
    assert here.count() == 1
    assert here.get_attribute("data-node") == "nudge-result"
    assert here.get_attribute("aria-current") == "step"
    expect(here).to_be_in_viewport()
    # Also in parts that are folded: nothing but what they came by is marked.
    marked = page.locator(".map [data-node]:is(.is-passed, .is-here)")
    nodes = marked.evaluate_all("all => all.map(each => each.dataset.node)")
    passed = {"escrow", "silent", "progress", "nudge", "wait-office"}
    assert set(nodes) == passed | {"nudge-result"}


def test_the_page_tells_which_step_it_shows(open_page: OpenPage) -> None:
    page = open_page(TREE, reduced_motion="reduce")
    title = page.title()
    choose(page, "済んでいる")
    assert page.title() == f"相手の最後の返信から、どれくらいたちましたか - {title}"


@pytest.mark.parametrize("wish", ["no-preference", "reduce"])
def test_a_new_step_begins_at_the_top_at_once(open_page: OpenPage, wish: str) -> None:
    """Nothing moves by itself, whether or not rest is wished."""
    page = open_page(ACTION, viewport=PHONE, reduced_motion=wish)
    page.locator(".walk-step .way-on a").scroll_into_view_if_needed()
    assert page.evaluate("scrollY") > 0
    # In the same turn: an animation would still be on its way.
    assert page.evaluate("document.querySelector('.walk-step .way-on a').click(), scrollY") == 0
    assert at(page) == "wait-office"
    expect(page.locator(".walk-step h2")).to_be_in_viewport()


def test_a_letter_stands_in_its_step_and_works(open_page: OpenPage) -> None:
    page = open_page(
        ACTION, reduced_motion="reduce", permissions=["clipboard-read", "clipboard-write"]
    )
    letter = page.locator(".walk-step .letter-place")
    assert letter.locator(".desk .letter-text").count() == 1
    assert letter.locator(".entry:visible").count() > 0
    assert letter.locator(".copy-button").count() == 1
    assert "2営業日" in page.locator(".walk-step .way-on").inner_text()
    assert page.locator(".walk-step .todo li").count() > 2
    letter.locator(".entry input[type=text]:visible").first.fill("山田")
    expect(letter.locator(".letter-text")).to_contain_text("山田")
    letter.locator(".copy-button").click()
    anyway = letter.get_by_role("button", name="このままコピー")
    if anyway.count():
        anyway.click()
    expect(letter.locator(".copy-status")).to_contain_text("コピーしました")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == letter.locator(".letter-text").inner_text()


def test_where_one_was_is_offered_again(open_page: OpenPage) -> None:
    page = open_page(QUESTION, reduced_motion="reduce")
    page.goto(page.url.split("?")[0].replace(TREE, "index.html"))
    offer = page.locator(".walk-offer a")
    expect(offer).to_contain_text("申請は、どうなりましたか")
    offer.click()
    expect(page).to_have_url(re.compile(r"/after-contract\.html\?"))
    assert at(page) == "nudge-result"


def test_nothing_is_offered_to_who_was_nowhere(open_page: OpenPage) -> None:
    page = open_page("index.html")
    expect(page.locator(".walk-offer")).to_be_hidden()
