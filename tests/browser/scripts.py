"""Runs modules of the guide's scripts in a blank page, to ask their functions directly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, Page

from tests.scripts.modules import Asked, exposing


def script_page(
    browser: Browser,
    asked: Asked,
    *,
    data: Mapping[str, Any],
    language: str = "ja",
    now: str = "2026-11-25T12:00+09:00",
    device_zone: str = "Asia/Tokyo",
) -> Page:
    """A blank page in which the functions named in `asked` can be called by `call`."""
    context = browser.new_context(timezone_id=device_zone)
    page = context.new_page()
    page.clock.set_fixed_time(now)
    page.evaluate(f"() => {{ {exposing(asked, data=data, language=language)}\n}}")
    return page


def call(page: Page, function: str, *arguments: object) -> Any:
    """What a function of the page answers."""
    return page.evaluate(f"given => {function}(...given)", list(arguments))
