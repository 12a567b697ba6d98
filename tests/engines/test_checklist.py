"""A checklist in Firefox and WebKitGTK: a tick gives its result, and stays over a reload."""

from __future__ import annotations

from tests.browser.test_checklist import PATH
from tests.engines.conftest import OpenPage


def test_a_tick_gives_its_result(open_page: OpenPage) -> None:
    page = open_page(PATH, guide="library")
    page.find(".results .result", "貸しても大丈夫です。")
    page.click("label", "前に遅れて返した")
    page.find(".results .result", "期限を決めて貸します。")
    page.click("label", "前の本をなくした")
    page.find(".results .result", "貸さずに、図書館を教えます。")
    page.gone(".results .result", "期限を決めて貸します。")
    page.reload()
    page.find(".results .result", "貸さずに、図書館を教えます。")
