"""The page of `guide diff` in a browser: whole without scripts, at any width, by day and night."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize

from michishirube.changes.compare import compare
from michishirube.changes.findings import Side
from michishirube.changes.page import as_html
from michishirube.changes.report import document_of
from michishirube.changes.reporting import report_of
from michishirube.checks.project import check_project
from tests.browser.accessibility import violations
from tests.browser.pages import DESKTOP, PHONE, OpenPage
from tests.conftest import HOUSEPLANT, Project


@pytest.fixture
def report(houseplant: Project, tmp_path: Path, serve: Callable[[Path], str]) -> str:
    """The address of a report in which nodes and ways differ."""
    houseplant.replace(
        "content/stages/wet.yml",
        "label: It recovered\n        to: dry/saved",
        "label: It recovered\n        to: repotted",
    )
    houseplant.replace("content/stages/dry.yml", "hours: 24", "hours: 48")
    before, after = (
        Side(name, check_project(root).guide)
        for name, root in (("main", HOUSEPLANT), ("work", houseplant.root))
    )
    changes = compare(before, after)
    folder = tmp_path / "report"
    folder.mkdir()
    page = as_html(document_of(report_of(changes), "en"), changes, "en")
    (folder / "index.html").write_text(page, encoding="utf-8")
    return serve(folder)


def outline_of(page: Page, node: str, side: str) -> str:
    box = page.locator(f'[id^="{side}"] [data-node="{node}"] .fc-shape').first
    return str(box.evaluate("shape => getComputedStyle(shape).strokeWidth"))


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_fits_and_is_accessible(
    open_page: OpenPage, report: str, viewport: ViewportSize, scheme: str
) -> None:
    page = open_page(base=report, viewport=viewport, color_scheme=scheme, bypass_csp=True)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= viewport["width"]
    assert violations(page) == ""


def test_charts_are_marked_where_they_differ(open_page: OpenPage, report: str) -> None:
    page = open_page(base=report, java_script_enabled=False)
    assert page.locator("figure svg").count() == 4
    page = open_page(base=report)
    assert outline_of(page, "rest", "after") == "4px"
    assert outline_of(page, "water", "after") == "1.5px"
