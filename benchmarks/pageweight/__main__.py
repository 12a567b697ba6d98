"""What a reader loads for each kind of page: python -m benchmarks.pageweight [--lighthouse|--work].

Of each kind the heaviest page of the built site, in a fresh Chromium of a phone's size: bytes and
requests at the first view, and at a second one with the home page seen before. A request to another
host ends the run. See README.md.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

from benchmarks.pageweight import lighthouse, work
from benchmarks.pageweight.server import as_sent, served
from michishirube.reading.loader import load_guide
from michishirube.website.pages import pages_of
from tests.browser import chromium
from tests.browser.pages import PHONE

ROOT = Path(__file__).parents[2]
BUDGET = 120_000

SHIFTS = """
window.shifted = 0
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value
}).observe({ type: "layout-shift", buffered: true })
"""


@dataclass(frozen=True)
class View:
    """What a page made the browser load: answers, bytes of their bodies, and how much moved."""

    requests: int
    bytes: int
    shifted: float


def heaviest(site: Path) -> dict[str, str]:
    """The heaviest page of each kind, by its size as it is sent."""
    guide = load_guide(ROOT).guide
    if guide is None:
        raise SystemExit("The guide can't be read: run `guide check`.")
    found: dict[str, str] = {}
    for page in pages_of(guide):
        known = found.get(page.kind)
        if known is None or len(as_sent(site / page.path)) > len(as_sent(site / known)):
            found[page.kind] = page.path
    return found | {"404": "404.html"}


class Watch:
    """Counts what a context loads, from what the server sends: no headers, no service worker."""

    def __init__(self, context: BrowserContext, site: Path, address: str) -> None:
        self._site, self._address = site, address
        self.requests = self.bytes = 0
        self.elsewhere: list[str] = []
        context.on("request", self._asked)
        context.on("requestfinished", self._loaded)

    def _asked(self, request: Any) -> None:
        own = urlsplit(self._address).netloc
        if request.url.startswith("http") and urlsplit(request.url).netloc != own:
            self.elsewhere.append(request.url)

    def _loaded(self, request: Any) -> None:
        if not request.url.startswith(self._address):
            return
        sent = request.sizes()["responseBodySize"]
        response = request.response()
        # What the browser takes from its own store was not sent.
        if response is None or request.timing["responseStart"] < 0 or sent <= 0:
            self.requests += response is not None and response.status == 304
            return
        self.requests += 1
        self.bytes += sent


def view(page: Page, watch: Watch, address: str) -> View:
    """Open a page and count."""
    watch.requests = watch.bytes = 0
    page.goto(address, wait_until="networkidle")
    page.mouse.wheel(0, 3000)  # What comes late may move things too.
    page.wait_for_timeout(300)
    if watch.elsewhere:
        raise SystemExit(f"{address} asks other hosts: {', '.join(watch.elsewhere)}")
    return View(watch.requests, watch.bytes, page.evaluate("window.shifted"))


def measure(browser: Browser, site: Path, address: str, path: str) -> tuple[View, View]:
    """A page at first view, and at the view after the home page, each in a fresh profile."""
    views = []
    for before in (None, "index.html" if path != "index.html" else "404.html"):
        context = browser.new_context(viewport=PHONE, service_workers="block")
        context.add_init_script(SHIFTS)
        watch, page = Watch(context, site, address), context.new_page()
        if before:
            page.goto(address + before, wait_until="networkidle")
        views.append(view(page, watch, address + path))
        context.close()
    return views[0], views[1]


def main() -> None:
    """Measure what was asked for."""
    options = argparse.ArgumentParser(prog="benchmarks.pageweight", description=__doc__)
    options.add_argument("sites", nargs="*", type=Path, default=[ROOT / "site"])
    options.add_argument("--lighthouse", action="store_true", help="its scores on phone settings")
    options.add_argument("--work", action="store_true", help="processor time, of several sites too")
    chosen = options.parse_args()
    site = chosen.sites[0]
    pages = heaviest(site)
    with contextlib.ExitStack() as stack:
        addresses = {str(each): stack.enter_context(served(each)) for each in chosen.sites}
        if chosen.lighthouse:
            lighthouse.report(addresses[str(site)], pages)
            return
        browser = stack.enter_context(chromium.launched())
        if chosen.work:
            work.report(browser, addresses, pages)
        else:
            weigh(browser, site, addresses[str(site)], pages)


def weigh(browser: Browser, site: Path, address: str, pages: dict[str, str]) -> None:
    """Print requests and bytes of each page; exit status 1 when one is too heavy or moves."""
    rows = {(kind, path): measure(browser, site, address, path) for kind, path in pages.items()}
    print("| kind | page | requests | kB | … next | kB | shift |\n|---|---|--:|--:|--:|--:|--:|")
    for (kind, path), (first, second) in rows.items():
        sizes = f"{first.requests} | {first.bytes / 1e3:.1f}"
        later = f"{second.requests} | {second.bytes / 1e3:.1f}"
        print(f"| {kind} | {path} | {sizes} | {later} | {first.shifted:.3f} |")
    heavy = [path for (_, path), (first, _) in rows.items() if first.bytes > BUDGET]
    moving = [path for (_, path), views in rows.items() if any(each.shifted for each in views)]
    if heavy or moving:
        sys.exit(f"over {BUDGET} bytes: {heavy}; moving: {moving}")


if __name__ == "__main__":
    main()
