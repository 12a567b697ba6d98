"""The walk in Firefox and WebKitGTK: back, forward, reload, the address, storage refused."""

from __future__ import annotations

from tests.browser.test_walk import TREE
from tests.engines.conftest import OpenPage, Start
from tests.engines.page import Page


def at(page: Page, node: str) -> None:
    """Wait until this step is the one that is shown."""
    page.find(f'.walk-step > .node[data-node="{node}"]')


def choose(page: Page, label: str) -> None:
    page.click(f'.walk-step .answer[data-answer="{label}"]')


def walk_on(page: Page) -> None:
    at(page, "escrow")
    choose(page, "済んでいる")
    at(page, "silent")
    choose(page, "それより長い")
    at(page, "progress")


def test_back_forward_and_reload_are_the_browsers_own(open_page: OpenPage) -> None:
    page = open_page(TREE)
    walk_on(page)
    page.back()
    at(page, "silent")
    page.back()
    at(page, "escrow")
    page.forward()
    at(page, "silent")
    page.reload()
    at(page, "silent")
    assert "済んでいる" in page.text(".trail")


def test_the_address_leads_somebody_else_to_the_same_step(
    open_page: OpenPage, start: Start, engine: str
) -> None:
    page = open_page(TREE)
    walk_on(page)
    other = Page(start(engine), page.address)
    other.goto(page.url)
    at(other, "progress")
    assert other.text(".trail") == page.text(".trail")


def test_the_keyboard_alone_walks_on(open_page: OpenPage) -> None:
    page = open_page(TREE)
    at(page, "escrow")
    answer = page.find('.walk-step .answer[data-answer="済んでいる"]')
    page.evaluate("arguments[0].focus()", answer)
    page.press("\ue007")
    at(page, "silent")
    page.until(lambda: page.has_focus(".walk-step h2, .walk-step h2 *, .walk-step"), "focus")
