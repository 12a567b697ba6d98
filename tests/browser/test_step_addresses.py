"""A link to a step opens the walk there, with what its reader has answered before."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.pages import PHONE, OpenPage


def test_link_to_a_step_of_the_way_keeps_what_was_answered(
    open_page: OpenPage, parcel_url: str
) -> None:
    page = open_page("stages/ordered.html", viewport=PHONE, base=parcel_url)
    page.locator(".walk-step .answer").nth(1).click()
    second = page.locator(".walk-step h2").get_attribute("class")
    way = page.url
    assert "way=" in way
    step = page.evaluate("new URLSearchParams(location.search).get('at')")
    page.goto(f"{parcel_url}index.html")
    page.goto(f"{parcel_url}stages/ordered.html#{step}")
    page.locator(".walk.is-ready").wait_for()
    assert page.url == way
    assert page.locator(".walk-step h2").get_attribute("class") == second
    assert page.locator(".trail").is_visible()


def test_link_to_another_step_asserts_nothing(open_page: OpenPage, parcel_url: str) -> None:
    page = open_page("stages/ordered.html", viewport=PHONE, base=parcel_url)
    start = page.evaluate("document.querySelector('.walk').dataset.start")
    page.locator(".walk-step .answer").nth(1).click()
    elsewhere = page.evaluate(
        """[...document.querySelector(".walk-steps").content.querySelectorAll("h2")]
        .map($title => $title.dataset.node)
        .find(node => !location.search.includes(node))"""
    )
    page.goto(f"{parcel_url}index.html")
    page.goto(f"{parcel_url}stages/ordered.html#{elsewhere}")
    page.locator(".walk.is-ready").wait_for()
    assert page.url.endswith(f"?at={elsewhere}")
    assert elsewhere != start
    assert page.locator(".trail").is_hidden()


def test_wait_counts_from_the_day_that_was_asked_for(open_page: OpenPage, parcel_url: str) -> None:
    page = open_page(
        "stages/ordered.html", viewport=PHONE, base=parcel_url, now="2026-11-29T09:00+00:00"
    )
    page.locator(".day-answer input").fill("2026-11-26")
    page.locator(".walk-step .answer.is-fitting").click()
    expect(page.locator(".due-said b")).to_contain_text("3 December")
    # Another device knows no day: the address to keep has it.
    page.locator(".keep > summary").click()
    page.evaluate("navigator.clipboard.writeText = async text => (window.copied = text)")
    page.locator("[data-does=copy-address]").click()
    page.wait_for_function("window.copied")
    assert page.evaluate("window.copied").endswith("&on=2026-11-26")


def test_day_that_has_not_come_fits_no_answer(open_page: OpenPage, parcel_url: str) -> None:
    page = open_page(
        "stages/ordered.html", viewport=PHONE, base=parcel_url, now="2026-11-29T09:00+00:00"
    )
    page.locator(".day-answer input").fill("2026-12-10")
    assert page.locator(".walk-step .answer.is-fitting").count() == 0
    assert page.locator(".day-answer .due-said").inner_text()


def test_beginning_again_leads_to_the_first_question(open_page: OpenPage, parcel_url: str) -> None:
    """Also where a step has the name of its tree."""
    page = open_page("stages/ordered.html?at=come", viewport=PHONE, base=parcel_url)
    page.locator(".walk-again").click()
    start = page.evaluate("document.querySelector('.walk').dataset.start")
    assert page.locator(".walk-step .node").get_attribute("data-node") == start
