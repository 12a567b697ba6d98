"""Every kind of page in a real browser: nothing sticks out or is too small, axe is content."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import ViewportSize

from tests.browser.accessibility import violations, violations_by_night
from tests.browser.pages import DESKTOP, PHONE, OpenPage, enlarge_text, horizontal_overflow
from tests.browser.site import serve
from tests.browser.test_flowchart import FAULTS, LETTERS, TARGETS
from tests.conftest import EXAMPLES, FREELANCE

KINDS = {
    "home": "index.html",
    "tree": "stages/after-contract.html",
    "triage": "stages/triage.html",
    "letters": "letters/index.html",
    "letter": "letters/final-notice.html",
    "checklist": "checklists/trustworthy-client.html",
    "glossary": "glossary.html",
    "stories": "scenarios.html",
    "sources": "sources.html",
    "document": "last-resort.html",
    "steps": "stages/after-contract.steps.html",
}

# Links within running text may be as small as the text (WCAG 2.5.8 excepts them). A box within
# its label is as large as the label; a field's name beside it is no target of its own.
SMALL_TARGETS = """
() => [...document.querySelectorAll('a, button, summary, input, select, textarea, label')]
  .filter(e => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter(e => !e.closest('p, dd, figcaption, .prose li, .node-text, .panel-text, .todo, td'))
  .filter(e => !e.matches('.letter-text a, label > input, .entry > label'))
  .filter(e => !e.matches('.md-skip, .md-overlay, .cite-link, .md-search__overlay, .headerlink'))
  .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
  .filter(([, box]) => box.width && box.height && (box.width < 43.5 || box.height < 43.5))
  .map(([words, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${words}`)
"""

UNDERLINED = "all => all.map(e => getComputedStyle(e).textDecorationLine)"
"""In a drawing a line below the words would be black, whatever their colour."""

everywhere = pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
JUDGED = [
    pytest.param(size, path, id=f"{'phone' if size is PHONE else 'desktop'}-{name}")
    for number, (name, path) in enumerate(KINDS.items())
    for at, size in enumerate((PHONE, DESKTOP))
    if EXAMPLES == "new" or number % 2 == at
]
"""Each kind of page at one size, in turn; `make fuzz` looks at each at both."""
sizes = pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])


@pytest.mark.thorough
@pytest.mark.parametrize(("viewport", "path"), JUDGED)
def test_axe_finds_nothing(open_page: OpenPage, path: str, viewport: ViewportSize) -> None:
    page = open_page(path, viewport=viewport, reduced_motion="reduce")
    assert violations(page) == ""
    assert violations_by_night(page) == ""


@everywhere
@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_wider_than_a_phone(open_page: OpenPage, path: str, percent: int) -> None:
    narrow: ViewportSize = {"width": 320 if percent == 100 else 360, "height": 800}
    page = open_page(path, viewport=narrow)
    enlarge_text(page, percent)
    assert horizontal_overflow(page) == 0


@everywhere
@sizes
def test_without_script_all_is_there(
    open_page: OpenPage, path: str, viewport: ViewportSize
) -> None:
    plain = open_page(path, viewport=viewport, java_script_enabled=False)
    assert plain.locator("h1").count() == 1
    assert horizontal_overflow(plain) == 0


@everywhere
def test_targets_are_large_enough_for_a_thumb(open_page: OpenPage, path: str) -> None:
    page = open_page(path, viewport=PHONE)
    assert page.evaluate(SMALL_TARGETS) == []


def test_what_is_missing_is_said_with_ways_on(open_page: OpenPage, site_directory: Path) -> None:
    # At the root of the host, as site_config.yml says: that page may be shown at any address.
    with serve(site_directory, "/") as root:
        page = open_page("stages/nowhere.html", base=root, viewport=PHONE, allow=(" 404 ",))
        assert violations(page) == ""
        assert page.locator(".cards .card").count() >= 4
        page.locator(".cards .card").first.click()
        assert page.url == f"{root}index.html"


def test_the_menu_opens_and_leads_on(open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE)
    page.locator("label.md-header__button[for=__drawer]").first.click()
    page.locator(".md-nav--primary").get_by_text("納品後", exact=True).first.click()
    page.wait_for_url("**/stages/after-delivery.html")


def test_home_asks_its_one_question_above_the_fold(open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE)
    cards = page.locator(".cards-stages .card")
    assert cards.count() == 3
    for at in range(3):
        box = cards.nth(at).bounding_box()
        assert box
        assert box["y"] + box["height"] <= 800
    people = page.locator("figure.people svg").bounding_box()
    assert people
    assert people["y"] + people["height"] <= 800


def test_the_survey_is_drawn_as_people(open_page: OpenPage) -> None:
    page = open_page()
    assert page.locator(".person").count() == 100
    assert page.locator(".person.is-marked").count() == 63
    name = page.locator("figure.people svg title").text_content() or ""
    assert "100" in name
    assert "63" in name


def test_an_answer_leads_to_its_step_without_script(open_page: OpenPage) -> None:
    page = open_page("stages/after-delivery.html", viewport=PHONE, java_script_enabled=False)
    first = page.locator(".walk-step .answer").first
    to = first.get_attribute("data-to")
    first.click()
    assert page.url.endswith(f"stages/after-delivery.steps.html#{to}")
    page.locator('[data-node="days"] [data-to="asked"]').click()
    assert page.url.endswith("stages/after-delivery.steps.html#asked")
    page.locator('[data-node="escrow"] [data-to="outside-or-unpaid/unpaid"]').click()
    assert page.url.endswith("stages/outside-or-unpaid.html#unpaid")
    # There the step is in the list, which leads to it in full.
    page.locator("#unpaid a").click()
    assert page.url.endswith("stages/outside-or-unpaid.steps.html#unpaid")


TREES = sorted(path.stem for path in (FREELANCE / "content" / "stages").glob("*.yml"))


@pytest.mark.parametrize("tree", TREES)
@sizes
def test_charts_of_the_guide_are_legible(
    open_page: OpenPage, tree: str, viewport: ViewportSize
) -> None:
    page = open_page(f"stages/{tree}.steps.html", viewport=viewport)
    figure = page.locator("figure.flowchart")
    assert figure.evaluate(FAULTS) == []
    assert figure.evaluate(TARGETS) == []
    assert figure.evaluate(LETTERS) >= 14
    boxes = figure.locator("[data-node]:visible")
    assert set(boxes.evaluate_all(UNDERLINED)) == {"none"}
    boxes.first.hover()
    assert viewport == PHONE or set(boxes.evaluate_all(UNDERLINED)) == {"none"}
