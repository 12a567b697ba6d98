"""The site opens at all; everything else about it is in the other browser tests."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.pages import DESKTOP, PHONE, OpenPage, horizontal_overflow


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_home_opens_and_fits(open_page: OpenPage, viewport: ViewportSize, script: bool) -> None:
    page = open_page(viewport=viewport, java_script_enabled=script)
    expect(page.locator("h1").first).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "ja"
    assert horizontal_overflow(page) == 0
