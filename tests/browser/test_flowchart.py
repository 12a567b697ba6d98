"""Charts in a real browser: all fits, at any size of text, and works without script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize

from michishirube.flowchart import chart_for, marks
from michishirube.model import Tree
from tests.browser.accessibility import violations
from tests.browser.pages import DESKTOP, PHONE, OpenPage
from tests.flowchart.trees import NASTY, guide, outcome, question, random_tree, tree

ROOT = Path(__file__).resolve().parents[2]
STYLES = [
    ROOT / "templates" / name
    for name in ("styles/tokens.css", "styles/theme.css", "components/flowchart/flowchart.css")
]

# As much room as the theme leaves on these screens: 328 and 688 px.
PAGE = """\
<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><title>図</title>
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="flowchart.css">
<style>
  body {{ background: {ground}; font: 100%/1.5 sans-serif; margin: 0 }}
  main {{ box-sizing: border-box; margin: auto; max-width: 720px; padding: 0 16px }}
</style></head>
<body data-md-color-scheme="{scheme}"><main class="guide"><h1>題</h1>
{chart}
{sections}
</main></body></html>
"""

FONTS = ("sans-serif", "serif", "monospace, monospace", "'DejaVu Sans'")

SMALL = [(3, 1), (12, 2), (25, 3), (60, 9)]

# What sticks out: boxes beyond the page, over each other, or smaller than their text.
FAULTS = """
root => {
  const faults = []
  const seen = e => e.getClientRects().length > 0
  const say = e => (e.getAttribute('aria-label') || e.textContent).slice(0, 30)
  const wide = document.documentElement.clientWidth
  if (document.scrollingElement.scrollWidth > wide) faults.push('scrolls sideways')
  const boxes = [...root.querySelectorAll('.fc-node, .fc-jump, .fc-label, .fc-box')].filter(seen)
  const rects = boxes.map(e => {
    const shape = e.querySelector('.fc-shape') || e
    return shape.getBoundingClientRect()
  })
  rects.forEach((r, i) => {
    if (r.left < 0 || r.right > wide + 0.5) faults.push('beyond the page: ' + say(boxes[i]))
    for (let j = 0; j < i; j++) {
      const s = rects[j]
      if (r.left < s.right - 1 && s.left < r.right - 1 && r.top < s.bottom - 1 &&
          s.top < r.bottom - 1) faults.push('overlap: ' + say(boxes[i]) + ' / ' + say(boxes[j]))
    }
    const walk = document.createTreeWalker(boxes[i], NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) {
      const range = document.createRange()
      range.selectNodeContents(walk.currentNode)
      for (const t of range.getClientRects()) {
        if (t.width && (t.left < r.left - 1 || t.right > r.right + 1 || t.top < r.top - 3 ||
            t.bottom > r.bottom + 3)) faults.push('text leaves its box: ' + say(boxes[i]))
      }
    }
  })
  return faults
}
"""

TARGETS = """
root => [...root.querySelectorAll('a, summary')].filter(e => e.getClientRects().length).map(e => {
  const shape = (e.querySelector('.fc-shape') || e).getBoundingClientRect()
  return [e.textContent.slice(0, 20), shape.width, shape.height]
}).filter(([, width, height]) => width < 43.9 || height < 43.9)
"""

LETTERS = """
root => {
  const sizes = []
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement
    if (!walk.currentNode.data.trim() || e.closest('style, .fc-hide') || !e.getClientRects().length)
      continue
    const svg = e.closest('.fc-svg')
    const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1
    sizes.push(parseFloat(getComputedStyle(e).fontSize) * scale)
  }
  return Math.min(...sizes)
}
"""

Show = Callable[..., Page]


@pytest.fixture
def show(tmp_path: Path, serve: Callable[[Path], str], open_page: OpenPage) -> Show:
    """Open a page that holds a tree's chart."""

    def show_one(
        written: Tree,
        viewport: ViewportSize = PHONE,
        *,
        dark: bool = False,
        anchor: str = "",
        **options: Any,
    ) -> Page:
        sections = "".join(f'<h2 id="{key}">{key}</h2>' for key in written.nodes)
        ground, scheme = ("#1e2129", "slate") if dark else ("#fff", "default")
        chart = chart_for(guide(written), written)
        page = PAGE.format(chart=chart.html, sections=sections, ground=ground, scheme=scheme)
        (tmp_path / "index.html").write_text(page, encoding="utf-8")
        style = "".join(sheet.read_text(encoding="utf-8") for sheet in STYLES)
        (tmp_path / "flowchart.css").write_text(style + marks([written]), encoding="utf-8")
        return open_page(f"index.html{anchor}", base=serve(tmp_path), viewport=viewport, **options)

    return show_one


def grow(page: Page, percent: int) -> None:
    """Set the size of the text, as the browser's settings do."""
    page.add_style_tag(content=f"html {{ font-size: {percent}% }}")


def simple() -> Tree:
    return tree(
        "t",
        question("a", "届きましたか", ("まだ", "b"), ("届いた", "end")),
        question("b", "待てますか", ("待てる", "<a"), ("待てない", "c")),
        question("c", "続けますか", ("はい", "end"), ("いいえ", "lost")),
        outcome("end", "受け取る", "good"),
        outcome("lost", "あきらめる", "bad"),
    )


@pytest.mark.parametrize(("size", "seed"), SMALL)
def test_it_fits_a_phone_at_every_size_of_text(show: Show, size: int, seed: int) -> None:
    page = show(random_tree(size, seed))
    figure = page.locator("figure")
    for percent in (100, 130, 200):
        grow(page, percent)
        assert page.locator(".fc-narrow").is_visible(), percent
        assert not page.locator(".fc-wide").is_visible(), percent
        assert figure.evaluate(FAULTS) == [], percent
        assert figure.evaluate(TARGETS) == [], percent
        assert figure.evaluate(LETTERS) >= 14 * percent / 100 - 0.1, percent


def test_it_fits_the_smallest_screen_and_wider_letters(show: Show) -> None:
    page = show(random_tree(25, 3), {"width": 320, "height": 640})
    assert page.locator("figure").evaluate(FAULTS) == []
    # What readers may set, by WCAG 1.4.12.
    page.add_style_tag(
        content="* { letter-spacing: .12em !important; line-height: 1.5 !important;"
        " word-spacing: .16em !important }"
    )
    assert page.locator("figure").evaluate(FAULTS) == []


@pytest.mark.parametrize(("size", "seed"), SMALL)
def test_it_fits_a_wide_page_in_every_font(show: Show, size: int, seed: int) -> None:
    page = show(random_tree(size, seed), DESKTOP)
    figure = page.locator("figure")
    for font in FONTS:
        page.evaluate("font => { document.body.style.fontFamily = font }", font)
        assert page.locator(".fc-wide").is_visible(), font
        assert not page.locator(".fc-narrow").is_visible(), font
        assert figure.evaluate(FAULTS) == [], font
        assert figure.evaluate(TARGETS) == [], font
        assert figure.evaluate(LETTERS) >= 14, font


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("label", NASTY)
def test_bad_labels_stay_in_their_boxes(show: Show, label: str, viewport: ViewportSize) -> None:
    written = tree(
        "t",
        question("a", label, (label, "b"), ("x", "c")),
        question("b", "?", ("はい", "c"), ("いいえ", "<a")),
        outcome("c", label),
    )
    page = show(written, viewport)
    assert page.locator("figure").evaluate(FAULTS) == []
    assert page.locator("script").count() == 0


def test_enlarged_text_on_a_wide_page_gets_the_lists(show: Show) -> None:
    page = show(random_tree(25, 3), DESKTOP)
    grow(page, 200)
    assert page.locator(".fc-narrow").is_visible()
    assert page.locator("figure").evaluate(FAULTS) == []


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(show: Show, viewport: ViewportSize, dark: bool) -> None:
    page = show(random_tree(25, 3), viewport, dark=dark)
    assert violations(page, "figure") == ""


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_each_step_is_met_once_by_keyboard_and_leads_to_its_section(
    show: Show, viewport: ViewportSize
) -> None:
    page = show(simple(), viewport, java_script_enabled=False)
    links = page.locator("figure [data-node]:visible")
    assert [links.nth(at).get_attribute("data-node") for at in range(links.count())] == [
        "a", "end", "b", "c", "lost",
    ]  # fmt: skip
    for at in range(links.count()):
        links.nth(at).click()
        assert page.url.endswith(f"#{links.nth(at).get_attribute('data-node')}")


def test_a_jump_leads_to_its_target_in_the_drawing_that_is_seen(show: Show) -> None:
    page = show(simple(), PHONE)
    page.locator(".fc-jump-back:visible").click()
    assert page.evaluate("document.querySelector(':target').closest('.fc-narrow') !== null")
    marked = page.locator(':target > .fc-head > [data-node="a"]')
    assert marked.evaluate("e => getComputedStyle(e).getPropertyValue('--fc-ring').trim()") == "3px"


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_step_that_the_address_names_is_marked(show: Show, viewport: ViewportSize) -> None:
    page = show(simple(), viewport, anchor="#b")
    ring = "e => getComputedStyle(e).getPropertyValue('--fc-ring').trim()"
    marked = page.locator('[data-node="b"]:visible')
    assert marked.evaluate(ring) == "3px"
    assert page.locator('[data-node="a"]:visible').evaluate(ring) == ""


def test_the_focus_is_seen(show: Show) -> None:
    for viewport in (PHONE, DESKTOP):
        page = show(simple(), viewport)
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(s => [s.outlineStyle, parseFloat(s.outlineWidth)])"
            "(getComputedStyle(document.activeElement))"
        )
        assert style == ["solid", 3]


def test_forced_colours_leave_lines_and_shapes(show: Show) -> None:
    page = show(simple(), DESKTOP, forced_colors="active")
    paint = page.locator(".fc-svg .fc-shape").first.evaluate(
        "e => [getComputedStyle(e).fill, getComputedStyle(e).stroke]"
    )
    assert paint[0] != paint[1]


def test_a_long_chart_is_folded_and_a_jump_unfolds_its_target(show: Show) -> None:
    page = show(random_tree(500, 1), PHONE)
    parts = page.locator(".fc-part")
    assert parts.count() > 5
    assert page.locator("[data-node]:visible").count() < 150
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 360
    hidden = parts.nth(2).locator(".fc-item").first
    assert not hidden.is_visible()
    page.evaluate("id => { location.hash = id }", hidden.get_attribute("id"))
    hidden.wait_for(state="visible")


def test_paper_gets_the_drawing_that_fits(show: Show) -> None:
    short = show(simple(), DESKTOP)
    short.emulate_media(media="print")
    assert short.locator(".fc-wide").is_visible()
    tall = show(random_tree(60, 9), DESKTOP)
    tall.emulate_media(media="print")
    assert tall.locator(".fc-narrow").is_visible()
    assert not tall.locator(".fc-take").is_visible()
