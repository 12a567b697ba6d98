"""What a month of readers costs, from measured bytes: python -m benchmarks.hosting [SITE].

Opens the built site in Chromium as readers do (home, a stage, the first letter of that stage, a
checklist), in a fresh browser for each stage, behind the caching that docs/hosting.md asks for,
and counts what the server has to send. Bytes are those of the files, gzipped; headers aren't
counted. What the service worker keeps for offline use is added once a reader, whole.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import re
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser

from tests.browser import chromium
from tests.browser.pages import PHONE

READERS = 1_000_000
HASHED = re.compile(r"\.[0-9a-f]{8,}\.")
"""A name that changes with the content."""

NOT_PACKED = {".png", ".jpg", ".woff2", ".gz"}


@dataclass(frozen=True)
class Host:
    """A host's rates in dollars; `docs/hosting.md` says where they are from."""

    name: str
    per_gigabyte: float = 0
    free_gigabytes: float = 0
    per_million: float = 0
    free_millions: float = 0
    base: float = 0

    def month(self, gigabytes: float, millions: float) -> float:
        """What a month costs."""
        traffic = max(0.0, gigabytes - self.free_gigabytes) * self.per_gigabyte
        requests = max(0.0, millions - self.free_millions) * self.per_million
        return self.base + traffic + requests


CREDIT = 10 / 1500
"""Netlify's price of a credit beyond those of the plan."""

HOSTS = (
    Host("Cloudflare Pages"),
    Host("R2 behind Cloudflare's cache", per_million=0.36, free_millions=10),
    Host("CloudFront, Japan", 0.114, 1000, 1.20, 10),
    Host("bunny.net, Asia", 0.03),
    # The plan's 3,000 credits are taken off its base.
    Host("Netlify Pro", 20 * CREDIT, 0, 200 * CREDIT, 0, 20 - 3000 * CREDIT),
)


@dataclass(frozen=True)
class View:
    """What one page made the server send: the files, and how often it said "not changed"."""

    path: str
    files: tuple[str, ...]
    unchanged: int


class Server(SimpleHTTPRequestHandler):
    """Serves a folder with the caching of docs/hosting/_headers and notes what it sends."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, sent: list[tuple[str, int]], **options: Any) -> None:
        self._sent = sent
        super().__init__(*args, **options)

    def end_headers(self) -> None:
        keep = "public, max-age=31536000, immutable" if HASHED.search(self.path) else "no-cache"
        self.send_header("Cache-Control", keep)
        super().end_headers()

    def send_response(self, code: int, message: str | None = None) -> None:
        self._sent.append((urlsplit(self.path).path.lstrip("/"), int(code)))
        super().send_response(code, message)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (named so above)
        """Say nothing."""


@contextlib.contextmanager
def served(site: Path) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Serve a site; gives its address and the list of what was sent."""
    sent: list[tuple[str, int]] = []
    handler = partial(Server, directory=str(site), sent=sent)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/", sent
    finally:
        server.shutdown()
        server.server_close()


def journeys(site: Path) -> list[list[str]]:
    """The ways of readers, one for each stage of the guide."""
    guide = json.loads((site / "guide.json").read_text(encoding="utf-8"))
    checklist = [each["path"] for each in guide["checklists"].values()][:1]
    ways = []
    for stage in guide["stages"]:
        tree = guide["trees"][stage]
        letters = [name for node in tree["nodes"].values() for name in node.get("letters", [])]
        first = [guide["letters"][name]["path"] for name in letters[:1]]
        ways.append(["index.html", tree["path"], *first, *checklist])
    return ways


def visit(
    browser: Browser, address: str, sent: list[tuple[str, int]], way: list[str]
) -> list[View]:
    """Walk one way in a browser that knows nothing yet."""
    context = browser.new_context(viewport=PHONE, service_workers="block")
    page, views = context.new_page(), []
    for path in way:
        sent.clear()
        page.goto(address + path, wait_until="networkidle")
        files = tuple(name for name, code in sent if code == HTTPStatus.OK)
        missing = [name for name, code in sent if code >= HTTPStatus.BAD_REQUEST]
        assert not missing, missing
        unchanged = sum(code == HTTPStatus.NOT_MODIFIED for _, code in sent)
        views.append(View(path, files, unchanged))
    context.close()
    return views


def kept_offline(site: Path) -> View:
    """What the service worker asks for once, after the first page: the whole guide."""
    found = re.search(r"^const FILES = (.*)$", (site / "sw.js").read_text("utf-8"), re.MULTILINE)
    assert found
    return View("(kept for offline)", tuple(unquote(name) for name, _ in json.loads(found[1])), 0)


def weight(site: Path, name: str) -> int:
    """The bytes of a file as hosts send it."""
    content = (site / name).read_bytes()
    return len(content) if Path(name).suffix in NOT_PACKED else len(gzip.compress(content, 6))


def main() -> None:
    site = Path(sys.argv[1] if len(sys.argv) > 1 else "site")
    with served(site) as (address, sent), chromium.launched() as browser:
        walks = [visit(browser, address, sent, way) for way in journeys(site)]
    print("| view | files sent | kB | not changed |\n|---|--:|--:|--:|")
    for walk in walks:
        for view in walk:
            size = sum(weight(site, name) for name in view.files)
            print(f"| {view.path} | {len(view.files)} | {size / 1e3:.1f} | {view.unchanged} |")
    views = [view for walk in walks for view in walk]
    each = sum(weight(site, name) for view in views for name in view.files) / len(walks)
    requests = sum(len(view.files) + view.unchanged for view in views) / len(walks)
    pages = len(views) / len(walks)
    whole = kept_offline(site)
    offline = sum(weight(site, name) for name in whole.files)
    print(f"\nKept on the device for offline: {len(whole.files)} files, {offline / 1e3:.1f} kB.")
    each, requests = each + offline, requests + len(whole.files)
    gigabytes, millions = READERS * each / 1e9, READERS * requests / 1e6
    print(f"\nA reader: {pages:.1f} pages, {each / 1e3:.1f} kB, {requests:.1f} requests.")
    print(f"{READERS:,} readers: {gigabytes:.0f} GB, {millions:.1f} million requests.\n")
    print("| host | dollars a month |\n|---|--:|")
    for host in HOSTS:
        print(f"| {host.name} | {host.month(gigabytes, millions):.0f} |")


if __name__ == "__main__":
    main()
