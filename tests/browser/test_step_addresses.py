"""A link to a step opens the walk there, with what its reader has answered before."""

from __future__ import annotations

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
