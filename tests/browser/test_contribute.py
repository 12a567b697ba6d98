"""Changing the guide, as one meets it on a phone: links large enough to press, nothing cut off."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.pages import DESKTOP, PHONE, OpenPage

EDITABLE = [
    "stages/before-contract.html",
    "stages/before-contract.steps.html",
    "glossary.html",
    "sources.html",
    "scenarios.html",
    "checklists/trustworthy-client.html",
]


def width(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


@pytest.mark.parametrize("path", EDITABLE)
def test_links_into_the_editor_can_be_pressed_and_say_what_they_open(
    open_page: OpenPage, path: str
) -> None:
    page = open_page(path, viewport=PHONE, java_script_enabled=False)
    page.locator(".edit-menu > summary").click()
    boxes = page.locator(".edit-link")
    sizes = [
        (box["width"], box["height"])
        for box in (each.bounding_box() for each in boxes.all())
        if box is not None
    ]
    assert sizes
    assert all(wide >= 44 and high >= 44 for wide, high in sizes)
    names = [each.inner_text().strip() for each in boxes.all()]
    assert all(names)
    assert len(set(names)) == len(names), "each says what it opens"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_the_page_on_helping_fits_with_its_forms_open(
    open_page: OpenPage, viewport: dict[str, int], scheme: str
) -> None:
    page = open_page("contribute.html", viewport=viewport, color_scheme=scheme)  # type: ignore[arg-type]
    for summary in page.locator(".draft-form summary").all():
        summary.click()
    assert width(page) <= viewport["width"]
    for link in page.locator(".files-list a, .draft .button").all():
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    form = page.locator("[data-draft=term] .draft-text")
    assert form.inner_text().startswith("  - id: new-term\n    term: ")


def test_every_other_page_leads_to_the_page_on_helping(open_page: OpenPage) -> None:
    page = open_page("letters/decline.html")
    page.locator(".edit-menu > summary").click()
    page.locator(".edit-menu").get_by_text("直し方と").click()
    assert page.url.endswith("/contribute.html")
    assert page.locator(".edit-menu").get_by_text("直し方と").count() == 0
