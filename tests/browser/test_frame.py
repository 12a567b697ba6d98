"""What stands around the content (templates/frame): colours, menu, tabs, contents, way up."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import DESKTOP, PHONE, OpenPage

LONG = "glossary.html"
SCHEME = "document.body.dataset.mdColorScheme"


def press_colours(page: Page) -> None:
    page.locator("[data-md-component=palette] label:visible").click()


def scroll_to(page: Page, top: int) -> None:
    page.evaluate("top => scrollTo({ top, behavior: 'instant' })", top)


@pytest.mark.parametrize(("device", "scheme"), [("light", "default"), ("dark", "slate")])
def test_colours_follow_the_device_until_chosen(
    open_page: OpenPage, device: str, scheme: str
) -> None:
    page = open_page(color_scheme=device)
    assert page.evaluate(SCHEME) == scheme
    page.emulate_media(color_scheme="light" if device == "dark" else "dark")
    other = "slate" if scheme == "default" else "default"
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", other)


def test_chosen_colours_stay_on_other_pages(open_page: OpenPage) -> None:
    page = open_page(color_scheme="light")
    press_colours(page)
    press_colours(page)
    assert page.evaluate(SCHEME) == "slate"
    told = page.locator("meta[name=color-scheme]")
    expect(told).to_have_attribute("content", "dark")
    dark = page.locator("meta[name=theme-color]").last.get_attribute("content")
    page.emulate_media(color_scheme="dark")
    page.emulate_media(color_scheme="light")
    assert page.evaluate(SCHEME) == "slate"
    page.goto(page.url.replace("index.html", "") + LONG)
    assert page.evaluate(SCHEME) == "slate"
    expect(page.locator("[data-md-component=palette] label:visible")).to_have_count(1)
    press_colours(page)  # As the device wishes, again.
    assert page.evaluate(SCHEME) == "default"
    expect(told).to_have_attribute("content", "light dark")
    assert page.locator("meta[name=theme-color]").last.get_attribute("content") != dark


def test_colours_are_chosen_with_the_keyboard(open_page: OpenPage) -> None:
    page = open_page(color_scheme="light")
    page.locator("#__palette_0").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.evaluate(SCHEME) == "slate"
    assert page.evaluate("document.activeElement.id") == "__palette_2"


@pytest.mark.parametrize("way", ["escape", "beside"])
def test_the_menu_closes(open_page: OpenPage, way: str) -> None:
    page = open_page(LONG, viewport=PHONE)
    page.locator("label.md-header__button[for=__drawer]").first.click()
    drawer = page.locator("#__drawer")
    expect(drawer).to_be_checked()
    if way == "escape":
        page.keyboard.press("Escape")
    else:
        page.mouse.click(345, 500)
    expect(drawer).not_to_be_checked()
    expect(page.locator(".md-sidebar--primary")).to_be_hidden()


def test_the_header_names_the_page_once_its_heading_is_gone(open_page: OpenPage) -> None:
    page = open_page(LONG)
    title = page.locator(".md-header__title--active")
    tabs = page.locator(".md-tabs[hidden]")
    expect(title).to_have_count(0)
    expect(tabs).to_have_count(0)
    scroll_to(page, 800)
    expect(title).to_have_count(1)
    expect(tabs).to_have_count(1)
    scroll_to(page, 0)
    expect(title).to_have_count(0)
    expect(tabs).to_have_count(0)


def test_the_contents_show_where_one_is(open_page: OpenPage) -> None:
    page = open_page(LONG, viewport=DESKTOP)
    links = page.locator(".md-sidebar--secondary a.md-nav__link")
    active = page.locator(".md-sidebar--secondary a.md-nav__link--active")
    expect(active).to_have_count(0)
    page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    expect(active).to_have_text(links.last.inner_text())
    # The list follows: what is active can be seen in it.
    expect(active).to_be_in_viewport()
    scroll_to(page, 0)
    expect(active).to_have_count(0)


def test_a_button_leads_to_the_top_for_those_who_go_back(open_page: OpenPage) -> None:
    page = open_page(LONG, reduced_motion="reduce")
    button = page.locator(".md-top")
    expect(button).to_have_attribute("hidden", "")
    expect(button).to_be_hidden()  # Not reached with the keyboard either.
    scroll_to(page, 2000)
    expect(page.locator(".md-header__title--active")).to_have_count(1)
    expect(button).to_have_attribute("hidden", "")
    scroll_to(page, 1700)
    expect(button).not_to_have_attribute("hidden", "")
    button.click()
    page.wait_for_function("scrollY === 0")
    expect(button).to_have_attribute("hidden", "")


def test_what_is_folded_opens_for_a_link_and_on_paper(open_page: OpenPage) -> None:
    page = open_page("sources.html")
    folded = page.locator("details:not([open])")
    before = folded.count()
    assert before > 2
    page.evaluate(
        """() => {
          document.querySelector('details:not([open]) li').id = 'inside'
          location.hash = '#inside'
        }"""
    )
    expect(page.locator("details[open] #inside")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(folded).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(folded).to_have_count(before - 1)
