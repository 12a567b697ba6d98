"""Asks axe what in a page some readers could not use."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

QUICK = {"resultTypes": ["violations"]}
"""What is in order needn't be listed."""

ONLY_CONTRAST = {**QUICK, "runOnly": ["color-contrast"]}
"""All that another colour scheme can change."""


def violations(page: Page, *within: str) -> str:
    """What axe finds wrong, on the page or in some parts of it; empty when that is nothing."""
    return _report(page, within, QUICK)


def violations_by_night(page: Page, *within: str) -> str:
    """What the dark scheme adds, in a page whose light one is looked at by `violations`."""
    page.emulate_media(color_scheme="dark")
    return _report(page, within, ONLY_CONTRAST)


def _report(page: Page, within: tuple[str, ...], options: dict[str, list[str]]) -> str:
    # A page that holds axe already has compiled it: half a second on a large page.
    script = "" if page.evaluate("'axe' in window") else AXE_SCRIPT
    context = {"include": [[part] for part in within]} if within else None
    results = Axe(script).run(page, context, options)
    return str(results.generate_report()) if results.violations_count else ""
