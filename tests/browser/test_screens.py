"""One screen, one task: the first screen of a stage page, its map, and what can be done in a step.

Addresses, the trail and the chart with all steps are in test_walk.py, days in test_walk_weeks.py.
"""

from __future__ import annotations

import re
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from michishirube.analysis import addresses
from michishirube.flowchart.comb import kind_of
from michishirube.model import Guide, Tree, edges
from michishirube.reading.loader import load_guide
from tests.browser import site
from tests.browser.accessibility import violations, violations_by_night
from tests.browser.pages import DESKTOP, PHONE, OpenPage, enlarge_text, horizontal_overflow
from tests.browser.test_flowchart import FAULTS, LETTERS, TARGETS
from tests.browser.test_pages import TREES, UNDERLINED
from tests.conftest import FREELANCE, GUIDES, HOUSEPLANT, Project

SMALL_PHONE: ViewportSize = {"width": 360, "height": 640}
MOST_ELEMENTS = 1_500
MOST_ANSWERS = 4
"""With more, the last ones may be below the first screen."""

TREE = "stages/after-contract.html"
STEPS = "stages/after-contract.steps.html"
WAY = "after-contract/~silent~progress~nudge"
ACTION = f"{TREE}?at=nudge&way={WAY}"
WAIT = f"{TREE}?at=wait-office&way={WAY}"
QUESTION = f"{TREE}?at=nudge-result&way={WAY}"
TO_OTHER_TREE = f"{TREE}?at=finish&way=after-contract/~silent~progress~finish"
DEADLINE = f"{TREE}?at=final-notice&way={WAY}~wait-reply~final-notice"
TWO_LETTERS = "stages/lent.html"

NOW = "2026-11-26T10:00+09:00"
REFUSED = """
for (const name of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError') } })
"""
FULL = """() => {
  Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }
}"""

sizes = pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])


def loaded(root: Path) -> Guide:
    guide = load_guide(root).guide
    assert guide
    return guide


ALL = sorted(path.name for path in GUIDES.iterdir())
guides = pytest.mark.parametrize("name", ALL)


def routes(tree: Tree) -> dict[str, str]:
    """Of each step that the tree's beginning leads to, the address's query on the shortest way."""
    found: dict[str, str] = {}
    left = deque([(str(tree.start), f"{tree.id}/")])
    while left:
        step, way = left.popleft()
        if step in found:
            continue
        found[step] = f"?at={step}&way={way}&ask=1"
        is_question = kind_of(tree.nodes[step]) == "question"
        for index, edge in enumerate(edges(tree.nodes[step])):
            target = str(edge.target).removeprefix(f"{tree.id}/")
            if target in tree.nodes:
                name = f"~{target}" if is_question else f"~{target}.0" if index else ""
                left.append((target, way + name))
    return found


def shown(page: Page) -> str:
    """The step that the walk shows."""
    return str(page.locator(".walk-step > .node").get_attribute("data-node"))


def letters_of(tree: Tree, step: str) -> list[str]:
    return [str(letter) for letter in getattr(tree.nodes[step], "letters", ())]


def choose(page: Page, label: str) -> None:
    page.locator(f'.walk-step .answer[data-answer="{label}"]').click()


def since(page: Page) -> Locator:
    """The field for the day that a wait counts from."""
    return page.locator(".due-since input[type=date]")


def recorded(page: Page) -> list[str]:
    """The days that are recorded, as their owner is shown them."""
    if not page.locator(".keep").evaluate("each => each.open"):
        page.locator(".keep > summary").click()
    show = page.locator('.keep [data-does="show"]')
    if show.get_attribute("aria-expanded") == "false":
        show.click()
    return page.locator(".keep-record li > span").all_inner_texts()


# --- Small enough ------------------------------------------------------------------------------

MEASURE = """
queries => queries.map(query => {
  const shown = $each => $each.checkVisibility()
  history.replaceState(null, '', location.pathname + query)
  dispatchEvent(new PopStateEvent('popstate'))
  const $answers = [...document.querySelectorAll('.walk-step .answer')].filter(shown)
  const bottom = Math.max(0, ...$answers.map($e => $e.getBoundingClientRect().bottom + scrollY))
  const id = document.querySelector('.walk-step > .node').dataset.node
  if (document.querySelector('.walk-step > .node').dataset.kind !== 'question') $answers.length = 0
  return [id, $answers.length, Math.round(bottom), document.querySelectorAll('*').length]
})
"""


@pytest.fixture(scope="module")
def measured(guide_url: Callable[[Path], str]) -> Callable[[str, OpenPage], dict[str, Any]]:
    """Of each tree of a guide and each step: visible answers, the last one's end, and elements."""
    known: dict[str, dict[str, Any]] = {}

    def measure(name: str, open_page: OpenPage) -> dict[str, Any]:
        if name not in known:
            base, trees = guide_url(GUIDES / name), loaded(GUIDES / name).trees
            known[name] = {}
            for tree in trees.values():
                path = addresses.tree_page(tree.id)
                page = open_page(path, base=base, viewport=SMALL_PHONE, reduced_motion="reduce")
                found = page.evaluate(MEASURE, list(routes(tree).values()))
                known[name] |= {f"{tree.id}/{step}": rest for step, *rest in found}
        return known[name]

    return measure


@guides
def test_a_question_and_its_answers_are_on_the_first_screen(
    open_page: OpenPage, measured: Any, name: str
) -> None:
    """On a small phone, whoever came to it by answering sees all that can be answered."""
    steps = measured(name, open_page)
    height = SMALL_PHONE["height"]
    asked = {
        step: bottom for step, (count, bottom, _) in steps.items() if 0 < count <= MOST_ANSWERS
    }
    assert asked
    assert {step: bottom for step, bottom in asked.items() if bottom > height} == {}


@guides
def test_a_stage_page_stays_small_at_every_step(
    open_page: OpenPage, measured: Any, name: str
) -> None:
    steps = measured(name, open_page)
    most = {step: elements for step, (_, _, elements) in steps.items() if elements > MOST_ELEMENTS}
    assert most == {}


# --- Addresses of steps ------------------------------------------------------------------------


@sizes
def test_the_address_of_a_step_opens_the_walk_there(
    open_page: OpenPage, viewport: ViewportSize
) -> None:
    """Links of stories, terms, letters and searches, and those that others have sent or kept."""
    page = open_page("index.html", viewport=viewport)
    page.goto(page.url.replace("index.html", f"{TREE}#progress"))
    assert shown(page) == "progress"
    expect(page).to_have_url(re.compile(r"after-contract\.html\?at=progress$"))
    expect(page.locator(".walk-step h2")).to_be_in_viewport()
    # Who hears the page, or uses the keyboard, is there as well.
    expect(page.locator(".walk-step h2")).to_be_focused()
    expect(page.locator(".walk > .only-heard")).to_contain_text("納品できますか")
    choose(page, "できない・仮払いがまだ")
    expect(page.locator(".walk-step h2")).to_be_focused()
    page.go_back()
    page.go_back()
    expect(page).to_have_url(re.compile(r"index\.html$"))


def test_a_link_to_a_step_of_the_same_page_keeps_the_way_and_leads_back(
    open_page: OpenPage,
) -> None:
    page = open_page(QUESTION, reduced_motion="reduce")
    before = page.url
    page.evaluate("() => { location.hash = 'silent' }")
    expect(page.locator('.walk-step [data-node="silent"]')).to_be_visible()
    # They came by it: what they answered before it is still known.
    expect(page.locator(".trail-link")).to_have_count(1)
    page.go_back()
    expect(page.locator('.walk-step [data-node="nudge-result"]')).to_be_visible()
    assert page.url == before


def test_an_anchor_that_names_no_step_shows_the_beginning(open_page: OpenPage) -> None:
    page = open_page(f"{TREE}#no-such-step", reduced_motion="reduce")
    assert shown(page) == "escrow"
    page = open_page(f"{TREE}#%E0%A4%A", reduced_motion="reduce")
    assert shown(page) == "escrow"


def test_without_a_script_the_address_of_a_step_leads_to_it_in_full(open_page: OpenPage) -> None:
    page = open_page(f"{TREE}#progress", java_script_enabled=False)
    place = page.locator("#progress")
    expect(place).to_be_in_viewport()
    place.locator("a").click()
    page.wait_for_url(f"**/{STEPS}#progress")
    expect(page.locator("#progress")).to_be_in_viewport()
    expect(page.locator("#progress ~ .node .answer").first).to_be_visible()
    page.go_back()
    expect(place).to_be_in_viewport()


@guides
def test_without_a_script_every_step_is_listed_and_stands_in_full(
    guide_url: Callable[[Path], str], open_page: OpenPage, name: str
) -> None:
    base, trees = guide_url(GUIDES / name), loaded(GUIDES / name).trees
    for tree in trees.values():
        path = addresses.tree_page(tree.id)
        page = open_page(path, base=base, java_script_enabled=False, viewport=PHONE)
        anchors = page.locator(".walk h2[id], .step-list li[id]")
        listed = anchors.evaluate_all("all => all.filter(e => e.checkVisibility()).map(e => e.id)")
        assert sorted(listed) == sorted(tree.nodes)
        page.locator(".rows .row-link").click()
        page.wait_for_url(f"**/{addresses.steps_page(tree.id)}")
        steps = page.locator(".node[data-node]")
        full = steps.evaluate_all(
            "all => all.filter(e => e.checkVisibility()).map(e => e.dataset.node)"
        )
        assert sorted(full) == sorted(tree.nodes)
        assert horizontal_overflow(page) == 0


# --- The map -----------------------------------------------------------------------------------


def open_map(page: Page) -> Locator:
    page.locator(".map-opener").click()
    sheet = page.locator("dialog.map-sheet")
    expect(sheet).to_be_visible()
    return sheet


def box(page: Page, node: str) -> Locator:
    return page.locator(f'.map [data-node="{node}"]:visible').first


def test_the_map_is_made_when_it_is_asked_for(open_page: OpenPage) -> None:
    page = open_page(QUESTION, viewport=PHONE, reduced_motion="reduce")
    expect(page.locator(".map")).to_have_count(0)
    expect(page.locator("dialog.map-sheet")).to_be_hidden()
    sheet = open_map(page)
    expect(sheet.locator("[data-node]:visible")).not_to_have_count(0)
    assert horizontal_overflow(page) == 0
    nodes = sheet.locator(".map [data-node]").evaluate_all("all => all.map(e => e.dataset.node)")
    assert set(nodes) == set(loaded(FREELANCE).trees["after-contract"].nodes)


def test_a_tapped_box_says_what_it_is_and_leads_on(open_page: OpenPage) -> None:
    page = open_page(QUESTION, viewport=PHONE, reduced_motion="reduce")
    before = page.url
    sheet = open_map(page)
    bar = sheet.locator(".map-bar")
    expect(bar).to_be_hidden()
    box(page, "final-notice").click()
    expect(bar).to_contain_text("期限を決めて、最終の連絡を送る")
    expect(bar).to_contain_text("すること")
    # The walk waits until they say so.
    assert page.evaluate("location.search").startswith("?at=nudge-result")
    bar.get_by_text("ここから進む").click()
    expect(sheet).to_be_hidden()
    assert shown(page) == "final-notice"
    expect(page.locator(".walk-step h2")).to_be_focused()
    expect(page.locator(".walk-step h2")).to_be_in_viewport()
    page.go_back()
    expect(page.locator('.walk-step [data-node="nudge-result"]')).to_be_visible()
    expect(sheet).to_be_hidden()
    assert page.url == before


def test_a_step_that_one_came_by_keeps_what_was_answered(open_page: OpenPage) -> None:
    page = open_page(QUESTION, viewport=PHONE, reduced_motion="reduce")
    sheet = open_map(page)
    box(page, "progress").click()
    sheet.get_by_text("ここから進む").click()
    assert shown(page) == "progress"
    page.locator(".trail summary").click()
    answers = page.locator(".trail-link .trail-answer").all_inner_texts()
    assert answers == ["済んでいる", "それより長い"]


@pytest.mark.parametrize("how", ["escape", "back", "button", "beside"])
def test_the_map_closes_and_gives_the_focus_back(open_page: OpenPage, how: str) -> None:
    page = open_page(QUESTION, viewport=PHONE, reduced_motion="reduce")
    before = page.url
    for _ in range(2):  # Also when it was open before.
        sheet = open_map(page)
        assert sheet.evaluate("each => each.contains(document.activeElement)")
        if how == "escape":
            page.keyboard.press("Escape")
        elif how == "back":
            page.go_back()
        elif how == "button":
            sheet.get_by_role("button", name="閉じる").click()
        else:
            page.mouse.click(180, 4)
        expect(sheet).to_be_hidden()
        expect(page.locator(".map-opener")).to_be_focused()
        page.wait_for_url(before)
        assert shown(page) == "nudge-result"


def test_a_map_that_was_open_when_the_page_was_loaded_again_closes_at_once(
    open_page: OpenPage,
) -> None:
    page = open_page(QUESTION, viewport=PHONE, reduced_motion="reduce")
    before = page.url
    sheet = open_map(page)
    page.reload()
    assert shown(page) == "nudge-result"
    if sheet.is_hidden():
        open_map(page)
    page.keyboard.press("Escape")
    page.wait_for_url(before)
    # What may still come of it has come when the page answers to another key.
    page.evaluate("() => new Promise(done => setTimeout(done, 200))")
    expect(sheet).to_be_hidden()


def test_the_map_goes_along_with_the_walk(open_page: OpenPage) -> None:
    page = open_page(TREE, viewport=PHONE, reduced_motion="reduce")
    sheet = open_map(page)
    expect(box(page, "escrow")).to_have_class(re.compile("is-here"))
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    choose(page, "済んでいる")
    open_map(page)
    expect(box(page, "silent")).to_have_class(re.compile("is-here"))
    expect(box(page, "escrow")).to_have_class(re.compile("is-passed"))
    assert page.locator(".map [data-from].is-passed").count() > 0


@pytest.mark.parametrize("tree", TREES)
@sizes
def test_the_map_is_legible(open_page: OpenPage, tree: str, viewport: ViewportSize) -> None:
    page = open_page(f"stages/{tree}.html", viewport=viewport, reduced_motion="reduce")
    if viewport == PHONE:
        open_map(page)
    figure = page.locator(".map figure.flowchart")
    # Its parts one by one, as they are unfolded in place.
    figure.locator("details").evaluate_all("all => all.forEach(each => (each.open = true))")
    assert figure.evaluate(FAULTS) == []
    assert figure.evaluate(TARGETS) == []
    assert figure.evaluate(LETTERS) >= 14
    assert set(figure.locator("[data-node]:visible").evaluate_all(UNDERLINED)) == {"none"}


def test_a_link_within_the_map_names_the_box_that_it_leads_to(open_page: OpenPage) -> None:
    """Boxes that stand elsewhere already are drawn as links to there."""
    page = open_page(QUESTION, viewport=PHONE, reduced_motion="reduce")
    sheet = open_map(page)
    links = sheet.locator('a[href^="#flow."]:visible')
    assert links.count() > 0
    links.first.click()
    expect(sheet.locator(".map-bar")).to_be_visible()
    expect(sheet).to_be_visible()
    chosen = sheet.locator(".is-chosen")
    expect(chosen).to_have_count(1)
    expect(chosen).to_be_in_viewport()
    assert shown(page) == "nudge-result"


def test_on_wide_screens_the_map_stands_beside_the_walk_and_follows(open_page: OpenPage) -> None:
    page = open_page(TREE, viewport=DESKTOP, reduced_motion="reduce")
    expect(page.locator(".map-opener")).to_be_hidden()
    side, walk = page.locator(".map-side"), page.locator(".walk")
    expect(side).to_be_visible()
    beside, beneath = side.bounding_box(), walk.bounding_box()
    assert beside
    assert beneath
    assert beside["x"] >= beneath["x"] + beneath["width"]
    assert beside["y"] < DESKTOP["height"] / 2
    expect(page.locator(".map-close")).to_be_hidden()
    room = page.locator(".map-room")
    for label in ("済んでいる", "それより長い", "できない・仮払いがまだ"):
        choose(page, label)
        here = page.locator(".map .is-here:visible")
        expect(here).to_have_attribute("data-node", shown(page))
        expect(here).to_be_in_viewport()
        assert page.evaluate("scrollY") == 0
    page.locator(".walk-step .way-on a").click()
    page.go_back()
    page.wait_for_url("**at=nudge&**")
    expect(page.locator(".map .is-here:visible")).to_have_attribute("data-node", "nudge")
    # What is far from here is reached by scrolling the map alone.
    page.evaluate("scrollTo(0, 0)")
    room.evaluate("each => each.scrollTo(0, each.scrollHeight)")
    box(page, "resumed").click()
    expect(page.locator(".map-bar")).to_be_visible()
    assert page.evaluate("scrollY") == 0
    page.locator(".map-bar").get_by_text("ここから進む").click()
    assert shown(page) == "resumed"
    expect(side).to_be_visible()
    assert horizontal_overflow(page) == 0


def test_on_a_tiny_screen_with_large_text_the_map_can_still_be_used(open_page: OpenPage) -> None:
    page = open_page(QUESTION, viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    enlarge_text(page, 200)
    sheet = open_map(page)
    assert horizontal_overflow(page) == 0
    close = sheet.get_by_role("button", name="閉じる")
    expect(close).to_be_in_viewport(ratio=0.95)
    box(page, "nudge-result").click()
    go = sheet.locator(".map-bar a")
    expect(go).to_be_in_viewport(ratio=0.95)
    # What is named doesn't take all the room of the map.
    expect(box(page, "nudge-result")).to_be_in_viewport()
    close.click()
    expect(sheet).to_be_hidden()


def test_where_there_are_no_dialogs_nothing_offers_one(open_page: OpenPage) -> None:
    page = open_page(
        TREE,
        viewport=PHONE,
        before=lambda page: page.add_init_script("delete HTMLDialogElement.prototype.showModal"),
    )
    expect(page.locator(".map-opener")).to_be_hidden()
    choose(page, "済んでいる")
    assert shown(page) == "silent"


def test_a_turned_tablet_keeps_its_map(open_page: OpenPage) -> None:
    page = open_page(QUESTION, viewport=DESKTOP, reduced_motion="reduce")
    expect(page.locator(".map-side .map")).to_be_visible()
    page.set_viewport_size({"width": 800, "height": 1280})
    expect(page.locator(".map-side")).to_be_hidden()
    sheet = open_map(page)
    expect(box(page, "nudge-result")).to_have_class(re.compile("is-here"))
    page.set_viewport_size(DESKTOP)
    expect(sheet).to_be_hidden()
    expect(page.locator(".map-side .map")).to_be_visible()
    expect(page.locator(".map")).to_have_count(1)


# --- What was done -----------------------------------------------------------------------------


def test_what_was_done_is_recorded_and_leads_on(open_page: OpenPage) -> None:
    page = open_page(ACTION, viewport=PHONE, now=NOW, reduced_motion="reduce")
    done = page.locator(".walk-step .done")
    expect(done.locator("button")).to_have_text("連絡催促を申請した")
    expect(done.locator("input")).to_have_value("2026-11-26")
    done.locator("button").click()
    assert shown(page) == "wait-office"
    expect(page.locator(".walk-step h2")).to_be_focused()
    note = page.locator(".walk-note")
    expect(note).to_contain_text("11月26日")
    expect(note).to_contain_text("このタブを閉じるまで")
    expect(page.locator(".due-said")).to_contain_text("11月30日(月)まで")
    assert recorded(page) == ["・11月26日 連絡催促を申請した"]
    # The next step says nothing of it any more.
    page.locator(".walk-step .way-on a").click()
    expect(note).to_have_text("")


def test_what_was_recorded_is_taken_back(open_page: OpenPage) -> None:
    page = open_page(ACTION, viewport=PHONE, now=NOW, reduced_motion="reduce")
    page.locator(".done input").fill("2026-11-18")
    page.locator(".done button").click()
    expect(since(page)).to_have_value("2026-11-18")
    page.locator(".note-undo").click()
    expect(page.locator(".walk-note")).to_have_text("記録を取り消しました。")
    assert recorded(page) == []
    page.locator(".trail summary").click()
    expect(page.locator(".trail ol")).not_to_contain_text("11月18日")
    # The wait counts no more from a day on which nothing was done.
    expect(since(page)).not_to_have_value("2026-11-18")
    page.reload()
    expect(since(page)).not_to_have_value("2026-11-18")


def test_what_was_recorded_can_be_kept_on_the_device_at_once(open_page: OpenPage) -> None:
    page = open_page(ACTION, viewport=PHONE, now=NOW, reduced_motion="reduce")
    page.locator(".done button").click()
    page.locator(".note-keep").click()
    expect(page.locator(".walk-note")).to_have_text("この端末に残しました。")
    kept = page.evaluate("Object.keys(localStorage)")
    assert any(key.endswith("record") for key in kept)
    page.go_back()
    page.locator(".done button").click()
    expect(page.locator(".note-keep")).to_have_count(0)


def test_a_changed_day_is_taken_back_to_the_one_before(open_page: OpenPage) -> None:
    page = open_page(ACTION, viewport=PHONE, now=NOW, reduced_motion="reduce")
    page.locator(".done input").fill("2026-11-18")
    page.locator(".done button").click()
    page.go_back()
    expect(page.locator(".done input")).to_have_value("2026-11-18")
    page.locator(".done input").fill("2026-11-20")
    page.locator(".done button").click()
    assert recorded(page) == ["・11月20日 連絡催促を申請した"]
    page.locator(".note-undo").click()
    # Also in the list that is open below it.
    expect(page.locator(".keep-record li > span")).to_have_text("・11月18日 連絡催促を申請した")
    expect(since(page)).to_have_value("2026-11-18")


@pytest.mark.parametrize(
    ("day", "said"), [("", "日付を選んで"), ("2026-11-27", "まだ来ていない日時")]
)
def test_a_day_on_which_nothing_can_have_been_done_is_not_recorded(
    open_page: OpenPage, day: str, said: str
) -> None:
    page = open_page(ACTION, viewport=PHONE, now=NOW, reduced_motion="reduce")
    page.locator(".done input").fill(day)
    page.locator(".done button").click()
    expect(page.locator(".done .due-status")).to_contain_text(said)
    assert shown(page) == "nudge"
    assert recorded(page) == []
    page.locator(".done input").fill("2026-11-26")
    page.locator(".done button").click()
    assert shown(page) == "wait-office"


def test_what_was_done_leads_on_into_another_tree(open_page: OpenPage) -> None:
    page = open_page(TO_OTHER_TREE, viewport=PHONE, now=NOW, reduced_motion="reduce")
    page.locator(".done button").click()
    page.wait_for_url("**/after-delivery.html?at=reachable&**")
    expect(page.locator('.walk[data-tree="after-delivery"] .walk-step')).to_be_visible()
    assert shown(page) == "reachable"
    assert recorded(page) == ["・11月26日 納品した"]
    page.go_back()
    page.wait_for_url("**/after-contract.html?at=finish&**")
    assert shown(page) == "finish"


def test_the_step_can_be_left_without_recording(open_page: OpenPage) -> None:
    page = open_page(ACTION, viewport=PHONE, now=NOW, reduced_motion="reduce")
    page.locator(".walk-step .way-on a").click()
    assert shown(page) == "wait-office"
    assert recorded(page) == []
    expect(page.locator(".due-since")).to_have_attribute("open", "")


def test_refused_storage_is_said_and_the_day_still_counts(open_page: OpenPage) -> None:
    page = open_page(
        ACTION,
        viewport=PHONE,
        now=NOW,
        reduced_motion="reduce",
        before=lambda page: page.add_init_script(REFUSED),
    )
    page.locator(".done input").fill("2026-11-20")
    page.locator(".done button").click()
    assert shown(page) == "wait-office"
    expect(page.locator(".walk-note")).to_contain_text("記録できませんでした")
    expect(page.locator(".walk-note")).not_to_contain_text("と記録しました")
    expect(page.locator(".due-said")).to_contain_text("11月25日(水)")
    # The day is in the address, which is all there is.
    page.reload()
    expect(page.locator(".due-said")).to_contain_text("11月25日(水)")
    expect(since(page)).to_have_value("2026-11-20")


def test_what_could_not_be_kept_can_be_taken_back(open_page: OpenPage) -> None:
    page = open_page(
        ACTION,
        viewport=PHONE,
        now=NOW,
        reduced_motion="reduce",
        before=lambda page: page.add_init_script(REFUSED),
    )
    page.locator(".done input").fill("2026-11-20")
    page.locator(".done button").click()
    page.locator(".note-undo").click()
    expect(since(page)).not_to_have_value("2026-11-20")
    page.reload()
    expect(since(page)).not_to_have_value("2026-11-20")


def test_a_deadline_is_not_the_day_on_which_it_was_set(open_page: OpenPage) -> None:
    """The letter says until when; also where the browser keeps nothing of it."""
    page = open_page(
        DEADLINE,
        viewport=PHONE,
        now=NOW,
        reduced_motion="reduce",
        before=lambda page: page.add_init_script(REFUSED),
    )
    end = page.locator('.letter-place .entry[data-field="deadline"] input[type=date]').input_value()
    assert end > "2026-11-26"
    page.locator(".done button").click()
    assert shown(page) == "wait-deadline"
    expect(since(page)).to_have_value(end)


@pytest.mark.parametrize("refuses", [True, False], ids=["refused", "kept"])
def test_a_wait_from_another_day_still_asks_for_that_one(
    open_page: OpenPage, refuses: bool
) -> None:
    """It counts from the delivery, whenever the reminder was sent."""
    page = open_page(
        "stages/after-delivery.html?at=soft",
        viewport=PHONE,
        now=NOW,
        reduced_motion="reduce",
        before=lambda page: page.add_init_script(REFUSED if refuses else ""),
    )
    page.locator(".done input").fill("2026-11-20")
    page.locator(".done button").click()
    assert shown(page) == "wait-review"
    expect(page.locator(".due-since")).to_contain_text("納品した日")
    expect(page.locator(".due-since")).to_have_attribute("open", "")
    expect(since(page)).not_to_have_value("2026-11-20")


def test_storage_that_is_full_in_the_middle_loses_nothing(open_page: OpenPage) -> None:
    page = open_page(
        ACTION,
        viewport=PHONE,
        now=NOW,
        reduced_motion="reduce",
        before=lambda page: page.add_init_script(""),
    )
    entry = page.locator('.letter-place .entry[data-field="sender_name"] input')
    entry.fill("山田")
    page.evaluate(FULL)
    page.locator(".done button").click()
    assert shown(page) == "wait-office"
    expect(page.locator(".walk-note")).to_contain_text("記録できませんでした")
    expect(since(page)).to_have_value("2026-11-26")
    page.go_back()
    expect(page.locator(".done input")).to_have_value("2026-11-26")
    expect(entry).to_have_value("山田")


# --- The letter in its step --------------------------------------------------------------------


def copy_anyway(page: Page) -> None:
    """Copy the letter, whatever is still missing in it."""
    page.locator(".letter-place .copy-button").click()
    anyway = page.get_by_role("button", name="このままコピーする")
    if anyway.count():
        anyway.click()


def test_a_letter_that_was_copied_is_marked_as_sent_with_the_next_tap(open_page: OpenPage) -> None:
    page = open_page(
        ACTION,
        viewport=PHONE,
        now=NOW,
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )
    expect(page.locator(".done-copied")).to_have_count(0)
    page.locator(".letter-place .entry input[type=text]:visible").first.fill("山田")
    copy_anyway(page)
    expect(page.locator(".copy-status")).to_contain_text("コピーしました")
    assert "山田" in page.evaluate("navigator.clipboard.readText()")
    copy_anyway(page)
    sent = page.locator(".desk-bar .done-copied")
    expect(sent).to_have_count(1)
    # It says what is recorded, in the step's own words.
    expect(sent).to_have_text("連絡催促を申請した")
    # Another text is copied first.
    page.locator(".letter-place .entry input[type=text]:visible").first.fill("山本")
    expect(sent).to_have_count(0)
    copy_anyway(page)
    sent.click()
    assert shown(page) == "wait-office"
    expect(page.locator(".walk-step h2")).to_be_focused()
    expect(page.locator(".walk-note")).to_contain_text("11月26日")
    expect(page.locator(".due-said")).to_contain_text("11月30日(月)まで")
    assert recorded(page) == ["・11月26日 連絡催促を申請した"]


def test_another_letter_of_the_step_can_be_chosen(open_page: OpenPage, library_url: str) -> None:
    page = open_page(TWO_LETTERS, base=library_url, viewport=PHONE, reduced_motion="reduce")
    places = page.locator(".letter-place")
    expect(places).to_have_count(2)
    expect(page.locator(".letter-here")).to_have_count(1)
    first = page.locator(".letter-here-title").inner_text()
    field = page.locator(".letter-place .entry input[type=text]:visible").first
    name = field.evaluate("each => each.closest('[data-field]').dataset.field")
    field.fill("本の虫")
    other = page.locator(".letter-other")
    title = other.inner_text()
    other.click()
    heading = page.locator(".letter-here-title")
    expect(heading).to_have_count(1)
    expect(heading).to_be_focused()
    assert heading.inner_text() != first
    assert heading.inner_text().removeprefix("文例") in title
    expect(page.locator(".desk .copy-button")).to_have_count(1)
    expect(page.locator(".letter-other")).to_contain_text(first.removeprefix("文例"))
    page.locator(".letter-other").click()
    expect(heading).to_have_text(first)
    expect(page.locator(f'.letter-place .entry[data-field="{name}"] input')).to_have_value("本の虫")


def test_a_letter_asks_for_what_is_missing_and_folds_the_rest(
    open_page: OpenPage, parcel_url: str
) -> None:
    """What was answered on the way is in the letter, and can still be put right."""
    way = "stages/ordered.html?at=write&way=triage/~ordered/.2~paid~write"
    page = open_page(way, base=parcel_url, viewport=PHONE, reduced_motion="reduce")
    letter = page.locator(".letter-here .letter-text")
    paid = page.locator('.letter-place .entry[data-field="paid"]')
    expect(page.locator('.letter-place .entry[data-field="shop"]')).to_be_visible()
    expect(paid).to_be_hidden()
    expect(letter).to_contain_text("I have paid the deposit.")
    page.locator(".desk-folded > summary").click()
    expect(paid.locator(".entry-known")).to_be_visible()
    paid.get_by_label("paid", exact=True).check()
    expect(letter).to_contain_text("I have paid all of it.")


def test_a_blank_of_the_letter_leads_to_its_entry_wherever_that_is(
    open_page: OpenPage, library_url: str
) -> None:
    page = open_page(TWO_LETTERS, base=library_url, viewport=PHONE, reduced_motion="reduce")
    blanks = page.locator(".letter-here .letter-text a.blank")
    assert blanks.count() > 1
    for blank in blanks.all():
        field = (blank.get_attribute("href") or "").removeprefix("#field-")
        blank.click()
        entry = page.locator(f'.letter-place .entry[data-field="{field}"]')
        expect(entry).to_be_in_viewport()
        assert entry.evaluate("each => each.contains(document.activeElement)")
    # They lead to entries of this step, and to no other place of the page or the walk.
    assert shown(page) == "write"


def test_each_letter_of_every_step_has_its_form(
    guide_url: Callable[[Path], str], open_page: OpenPage
) -> None:
    """Whatever letters a step names, the walk has each of them in place."""
    base, guide = guide_url(FREELANCE), loaded(FREELANCE)
    for tree in guide.trees.values():
        queries = {step: query for step, query in routes(tree).items() if letters_of(tree, step)}
        page = open_page(addresses.tree_page(tree.id), base=base, reduced_motion="reduce")
        for step, query in queries.items():
            page.evaluate(MEASURE, [query])
            assert shown(page) == step
            names = page.locator(".letter-place").evaluate_all(
                "all => all.map(e => e.dataset.letter)"
            )
            assert names == letters_of(tree, step)
            for _ in names[1:]:
                expect(page.locator(".letter-place .desk .copy-button")).to_have_count(1)
                page.locator(".letter-other").last.click()
            expect(page.locator(".letter-place .desk .copy-button")).to_have_count(1)


def test_a_keyboard_over_the_page_hides_no_entry(open_page: OpenPage) -> None:
    """With the keyboard open a third of a phone is left: the bar covers nothing one types in."""
    page = open_page(
        ACTION, viewport={"width": 360, "height": 320}, now=NOW, reduced_motion="reduce"
    )
    page.locator(".desk-folded > summary").click()
    entries = page.locator(".letter-place .entry :is(input:not([type=radio]), textarea):visible")
    assert entries.count() > 4
    for entry in entries.all():
        entry.focus()
        covered = entry.evaluate(
            """each => {
              const { left, width, top } = each.getBoundingClientRect()
              return !each.contains(document.elementFromPoint(left + width / 2, top + 12))
            }"""
        )
        assert not covered, entry.evaluate("each => each.id")


# --- The wait ----------------------------------------------------------------------------------


def test_a_wait_shows_its_days_in_a_row(open_page: OpenPage) -> None:
    """From Friday two business days: the weekend doesn't count, and today is named."""
    page = open_page(
        f"{WAIT}&on=2026-11-27",
        viewport=PHONE,
        now="2026-11-28T10:00+09:00",
        reduced_motion="reduce",
    )
    days = page.locator(".due-days > li")
    assert days.locator("b").all_inner_texts() == ["27", "28", "29", "30", "1"]
    assert [each.split() for each in days.locator("span:first-child").all_inner_texts()] == [
        ["金"],
        ["土"],
        ["日"],
        ["月"],
        ["火"],
    ]
    classes = [set((each.get_attribute("class") or "").split()) for each in days.all()]
    assert classes == [set(), {"is-off", "is-today"}, {"is-off"}, set(), {"is-last"}]
    expect(days.nth(1)).to_contain_text("今日")
    expect(days.nth(2)).to_contain_text("休み")
    # Hatched, or it would be told by colour alone.
    assert "gradient" in days.nth(2).evaluate("each => getComputedStyle(each).backgroundImage")
    expect(page.locator(".due-said b")).to_have_text("12月1日(火)まで待ちます")
    expect(page.locator(".due-left")).to_have_text("あと3日です。")
    assert horizontal_overflow(page) == 0


def test_where_every_day_counts_none_is_hatched(open_page: OpenPage, parcel_url: str) -> None:
    path = "stages/ordered.html?at=three-days&on=2026-11-27"
    page = open_page(path, base=parcel_url, now="2026-11-28T10:00+00:00", reduced_motion="reduce")
    days = page.locator(".due-days > li b")
    expect(days).to_have_text(["27", "28", "29", "30"])
    expect(page.locator(".due-days .is-off")).to_have_count(0)


def test_a_wait_of_weeks_is_said_without_a_row(open_page: OpenPage, parcel_url: str) -> None:
    path = "stages/ordered.html?at=patience&on=2026-11-27"
    page = open_page(path, base=parcel_url, now="2026-11-28T10:00+00:00", viewport=PHONE)
    expect(page.locator(".due-said b")).to_contain_text("4 December")
    expect(page.locator(".due-days > li")).to_have_count(0)


def test_the_day_is_asked_for_until_it_is_known(open_page: OpenPage) -> None:
    page = open_page(WAIT, viewport=PHONE, now=NOW, reduced_motion="reduce")
    expect(page.locator(".due-since")).to_have_attribute("open", "")
    page = open_page(f"{WAIT}&on=2026-11-20", viewport=PHONE, now=NOW, reduced_motion="reduce")
    expect(page.locator(".due-since")).not_to_have_attribute("open", "")
    page.locator(".due-since > summary").click()
    since(page).fill("2026-11-24")
    expect(page.locator(".due-said")).to_contain_text("11月26日")


# --- Keyboard, ears, contributing --------------------------------------------------------------


def tab_to(page: Page, place: Locator, most: int = 60) -> None:
    """Press the tabulator key until something has the focus."""
    for _ in range(most):
        if place.count() and place.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"not reached by the keyboard: {place}")


def test_the_keyboard_alone_leads_from_the_first_question_to_a_copied_letter(
    open_page: OpenPage, parcel_url: str
) -> None:
    page = open_page(
        "stages/ordered.html",
        base=parcel_url,
        viewport=PHONE,
        permissions=["clipboard-read", "clipboard-write"],
        reduced_motion="reduce",
        now="2026-11-29T09:00+00:00",
    )
    for label in ("Two weeks ago or more", "Yes"):
        tab_to(page, page.locator(f'.walk-step .answer[data-answer="{label}"]'))
        page.keyboard.press("Enter")
        expect(page.locator(".walk-step h2")).to_be_focused()
    assert shown(page) == "write"
    tab_to(page, page.locator('.entry[data-field="shop"] input'))
    page.keyboard.type("The Lamp Shop")
    tab_to(page, page.locator(".letter-place .copy-button"))
    page.keyboard.press("Enter")
    anyway = page.get_by_role("button", name=re.compile("anyway|as it is", re.IGNORECASE))
    if anyway.count():
        tab_to(page, anyway)
        page.keyboard.press("Enter")
    expect(page.locator(".copy-status")).to_contain_text("Copied")
    assert "The Lamp Shop" in page.evaluate("navigator.clipboard.readText()")
    tab_to(page, page.locator(".done-copied"))
    page.keyboard.press("Enter")
    assert shown(page) == "three-days"
    expect(page.locator(".walk-step h2")).to_be_focused()


def test_the_keyboard_alone_uses_the_map(open_page: OpenPage) -> None:
    page = open_page(TREE, viewport=PHONE, reduced_motion="reduce")
    tab_to(page, page.locator(".map-opener"))
    page.keyboard.press("Enter")
    expect(page.locator("dialog.map-sheet")).to_be_visible()
    tab_to(page, box(page, "silent"))
    page.keyboard.press("Enter")
    go = page.locator(".map-bar a")
    expect(go).to_be_visible()
    tab_to(page, go, most=200)
    page.keyboard.press("Enter")
    assert shown(page) == "silent"
    expect(page.locator(".walk-step h2")).to_be_focused()


PLACES = {"question": QUESTION, "letter": ACTION, "wait": WAIT, "map": QUESTION}


@sizes
@pytest.mark.parametrize("place", PLACES)
def test_axe_finds_nothing(open_page: OpenPage, viewport: ViewportSize, place: str) -> None:
    page = open_page(PLACES[place], viewport=viewport, now=NOW, reduced_motion="reduce")
    if place == "map":
        if viewport == PHONE:
            open_map(page)
        box(page, "final-notice").click()
        expect(page.locator(".map-bar")).to_be_visible()
    else:
        # What is folded is read as well.
        page.evaluate("document.querySelectorAll('.walk details').forEach(e => (e.open = true))")
    assert violations(page) == ""
    assert violations_by_night(page) == ""


def test_the_places_of_the_page_that_can_be_changed_are_one_quiet_line(open_page: OpenPage) -> None:
    page = open_page(TREE, viewport=PHONE, reduced_motion="reduce")
    menu = page.locator(".edit-menu")
    expect(menu).to_have_count(1)
    expect(menu.locator(".edit-link").first).to_be_hidden()
    menu.locator("summary").click()
    expect(menu.locator(".edit-link").first).to_be_visible()
    assert all(link.get_attribute("href") for link in menu.locator("a").all())
    # Nowhere else.
    outside = page.locator(".edit-link:not(.edit-menu *)")
    expect(outside).to_have_count(0)
    menu.get_by_text("手順を選んで直す").click()
    page.wait_for_url(f"**/{STEPS}#_edit")
    nodes = loaded(FREELANCE).trees["after-contract"].nodes
    listed = page.locator(".edit-menu .edit-link").all_text_contents()
    for node in nodes.values():
        assert any(str(node.title) in text for text in listed), node.id
    # Whoever came for it sees it.
    expect(page.locator(".edit-menu .edit-link").first).to_be_visible()


# --- More than there should be --------------------------------------------------------------------

MANY = 290
"""With those of the small guide, nearly as many steps as a tree may have."""
DRY = "content/stages/dry.yml"
LONG_HELP = "Look closely before you answer, and take all the time that you need for it. " * 5


@pytest.fixture(scope="module")
def crowded_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The small guide with a question of seven answers, a long help, and a tree of many steps."""
    folder = tmp_path_factory.mktemp("crowded")
    shutil.copytree(HOUSEPLANT, folder / "guide")
    guide = Project(folder / "guide")
    labels = [f"It has lost {count} leaves" for count in range(7)]
    answers = "".join(f"      - {{label: {label}, to: step-1}}\n" for label in labels)
    steps = "".join(
        f"  step-{number}:\n"
        f"    action: Look at leaf number {number}\n"
        "    do: [Turn it round]\n"
        "    sources: [handbook]\n"
        f"    next: {f'step-{number + 1}' if number < MANY else 'saved'}\n"
        for number in range(1, MANY + 1)
    )
    told = "".join(
        f"  - id: leaves-{number}\n    title: Leaves fell off\n    story: One after another.\n"
        f"    start: dry\n    answers: [{{recovered: They fall off}}, {{leaves: {label}}}]\n"
        "    ends: dry/saved\n"
        for number, label in enumerate(labels)
    )
    guide.replace("content/scenarios/all.yml", "scenarios:\n", f"scenarios:\n{told}")
    guide.replace(
        DRY,
        "        to: wet/repot\n",
        "        to: wet/repot\n      - label: They fall off\n        to: leaves\n"
        f"  leaves:\n    question: How many leaves are gone?\n    answers:\n{answers}{steps}",
    )
    asked = "    question: Do the leaves stand up again?\n"
    guide.replace(DRY, asked, f"{asked}    help: {LONG_HELP}\n")
    site.build(folder / "site", folder / "guide")
    with site.serve(folder / "site") as url:
        yield url


def test_seven_answers_can_all_be_reached(open_page: OpenPage, crowded_url: str) -> None:
    page = open_page("stages/dry.html?at=leaves", base=crowded_url, viewport=SMALL_PHONE)
    answers = page.locator(".walk-step .answer")
    expect(answers).to_have_count(7)
    answers.last.scroll_into_view_if_needed()
    expect(answers.last).to_be_in_viewport(ratio=0.95)
    assert horizontal_overflow(page) == 0
    answers.last.click()
    assert shown(page) == "step-1"


def test_a_long_help_leaves_the_answers_where_they_are(
    open_page: OpenPage, crowded_url: str
) -> None:
    page = open_page("stages/dry.html?at=recovered", base=crowded_url, viewport=SMALL_PHONE)
    answers = page.locator(".walk-step .answer")
    expect(answers.last).to_be_in_viewport(ratio=0.95)
    page.locator(".walk-step .help summary").click()
    expect(page.locator(".walk-step .help .node-text")).to_be_visible()
    # All of it is there when it is asked for.
    text = page.locator(".walk-step .help .node-text").inner_text()
    assert text.strip() == LONG_HELP.strip()


def test_a_tree_of_hundreds_of_steps_is_as_light_as_any(
    open_page: OpenPage, crowded_url: str
) -> None:
    page = open_page("stages/dry.html", base=crowded_url, viewport=PHONE, reduced_motion="reduce")
    assert page.evaluate("document.querySelectorAll('*').length") <= MOST_ELEMENTS
    page.goto(f"{crowded_url}stages/dry.html#step-250")
    assert shown(page) == "step-250"
    sheet = open_map(page)
    here = page.locator(".map [data-node].is-here:visible")
    expect(here).to_have_count(1)
    expect(here).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.wait_for_url("**/dry.html?at=step-250")
    page.goto(f"{crowded_url}stages/dry.steps.html#step-250")
    expect(page.locator("#step-250")).to_be_in_viewport()
