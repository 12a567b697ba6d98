"""Asks axe what in a page some readers could not use."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

ONLY_CONTRAST = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
"""All that another colour scheme can change."""


def violations(page: Page, within: str | None = None) -> str:
    """What axe finds wrong, as a report; empty when that is nothing."""
    return _report(page, within)


def violations_by_night(page: Page) -> str:
    """What the dark scheme adds, in a page whose light one is looked at by `violations`."""
    page.emulate_media(color_scheme="dark")
    return _report(page, options=ONLY_CONTRAST)


def _report(page: Page, within: str | None = None, **options: dict[str, list[str]]) -> str:
    # A page that holds axe already has compiled it: half a second on a large page.
    script = "" if page.evaluate("'axe' in window") else AXE_SCRIPT
    results = Axe(script).run(page, within, **options)
    return str(results.generate_report()) if results.violations_count else ""
