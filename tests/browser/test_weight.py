"""Pages are light: few bytes at first view, nothing published that no page loads, nothing moves."""

from __future__ import annotations

import gzip
import json
import posixpath
import re
import time
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from michishirube.publish import offline
from tests.browser.pages import PHONE, OpenPage
from tests.browser.test_pages import KINDS

BUDGET = 120_000
"""Bytes, gzipped, of a page and all that it loads before anything is touched."""

LOADED = re.compile(
    r'<script [^>]*?src="([^"]+)"|<img [^>]*?src="([^"]+)"'
    r'|<link rel="(?:stylesheet|icon|manifest)"[^>]*? href="([^"]+)"'
)

SHIFTS = """
window.shifts = []
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifts.push(entry)
}).observe({ type: "layout-shift", buffered: true })
"""
# A busy machine may draw a paragraph of which only the half has come, and break its lines anew when
# the rest is there. That is over before the script is, which comes later than all of the page.
MOVED = """
(() => {
  const loaded = performance.getEntriesByType("resource")
  const script = loaded.find(({ name }) => /\\/guide\\.\\w+\\.js$/.test(name))
  const shown = node => node?.outerHTML?.slice(0, 60) ?? node?.textContent.slice(0, 60)
  return shifts
    .filter(entry => entry.startTime > script.responseEnd)
    .map(entry => [entry.value, ...entry.sources.map(({ node }) => shown(node))])
})()
"""


HAS_STYLE = """
function hasStyle($each) {
  const isNone = getComputedStyle($each).display === "none"
  return !isNone && (!$each.parentElement || hasStyle($each.parentElement))
}
"""


@cache
def packed(file: Path) -> int:
    content = file.read_bytes()
    return len(content if file.suffix == ".png" else gzip.compress(content, 6, mtime=0))


def loaded_by(page: Path, site: Path) -> set[str]:
    """The files that a page names as its parts, and the page."""
    here = page.relative_to(site).as_posix()
    found = {"".join(names) for names in LOADED.findall(page.read_text(encoding="utf-8"))}
    # The page for missing addresses names them from the root of the host.
    paths = {posixpath.join(posixpath.dirname(here), name.lstrip("/")) for name in found}
    return {posixpath.normpath(path) for path in paths} | {here}


def test_every_page_is_light_at_first_view(site_directory: Path) -> None:
    weights = {}
    for page in site_directory.rglob("*.html"):
        parts = loaded_by(page, site_directory)
        assert sum(part.endswith((".css", ".js")) for part in parts) >= 3, page
        weights[page.name] = sum(packed(site_directory / part) for part in parts)
    assert {name: weight for name, weight in weights.items() if weight > BUDGET} == {}


def test_nothing_of_the_theme_is_published_that_no_page_loads(site_directory: Path) -> None:
    assets = {
        path.relative_to(site_directory).as_posix()
        for path in (site_directory / "assets").rglob("*")
        if path.is_file()
    }
    assert len(assets) >= 8
    assert assets - set(offline.reachable(site_directory)) == set()


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_nothing_moves_while_a_page_loads(open_page: OpenPage, path: str) -> None:
    def late(route: Route) -> None:
        # As on a slow network: what scripts move must not be drawn before they run.
        time.sleep(0.3)
        route.fallback()

    def observe(page: Page) -> None:
        page.add_init_script(SHIFTS)
        page.route("**/assets/guide.*.js", late)

    page = open_page(path, viewport=PHONE, before=observe)
    page.wait_for_load_state("networkidle")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")
    assert page.evaluate(MOVED) == []


def test_no_page_is_styled_twice_while_it_loads(
    open_page: OpenPage, browser: Browser, tmp_path: Path
) -> None:
    """A class of its root or its colours, changed when all is there, cost a phone a third more."""

    def trace(page: Page) -> None:
        browser.start_tracing(page=page, path=tmp_path / "trace", categories=["devtools.timeline"])

    page = open_page(KINDS["tree"], viewport=PHONE, before=trace)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")
    events = json.loads(browser.stop_tracing())["traceEvents"]
    styled = sum(
        event["args"]["elementCount"]
        for event in events
        if event["name"] == "UpdateLayoutTree" and "elementCount" in event["args"]
    )
    # What is folded is styled as well.
    shown = page.evaluate(f"[...document.querySelectorAll('*')].filter({HAS_STYLE}).length")
    assert 0.8 * shown < styled < 1.5 * shown
    assert page.evaluate("document.documentElement.className") == "js"
