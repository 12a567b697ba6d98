"""The guide without a network: kept by the browser after one visit, or opened from a folder.

Versions A and B are the built site and the same site with a mark on every page and drawing.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Error, Page, Response, ViewportSize, expect

from michishirube.publish import offline
from tests.browser import site
from tests.browser.accessibility import violations
from tests.browser.pages import DESKTOP, PHONE, OpenPage, horizontal_overflow
from tests.browser.test_pages import KINDS, SMALL_TARGETS

SCRIPT = (site.PROJECT / "templates" / "worker" / "sw.js").read_text(encoding="utf-8")
BUTTON = ".new-version button"
DRAWING = "stages/triage.svg"
IS_B = 'body[data-edition="b"]'
ALLOWED = ("ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_REFUSED", " 404 ")

KEPT = """
() => new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error("no worker after a minute")), 60_000)
  const workers = navigator.serviceWorker
  if (workers.controller) resolve()
  else workers.addEventListener("controllerchange", () => resolve())
})
"""
"""Wait until the page's own version is kept whole."""

UPDATE = """
async () => {
  const registration = await navigator.serviceWorker.getRegistration()
  await registration.update().catch(() => null)
  const worker = registration.installing
  if (!worker) return registration.waiting ? "installed" : "none"
  return new Promise(resolve => worker.addEventListener("statechange", () => resolve(worker.state)))
}
"""
"""Look for a new version now, and wait for how its worker fares."""


ANSWERS = """
async pages => {
  const found = {}
  for (const path of pages) {
    const at = new URL(path, location.origin)
    const parsed = new DOMParser().parseFromString(await (await fetch(at)).text(), "text/html")
    const named = "a[href], img, script[src], [data-search], link:is([rel=stylesheet], [rel=icon])"
    for (const $one of parsed.querySelectorAll(`:is(${named}):not(noscript *)`)) {
      for (const name of ["href", "src", "data-search"]) {
        const url = new URL($one.getAttribute(name) ?? "", at)
        if (url.origin === location.origin) found[url.pathname] = 0
      }
    }
  }
  for (const path in found) found[path] = (await fetch(path)).status
  return found
}
"""
"""What is answered at each of this host's addresses that pages with scripts name."""


@pytest.fixture
def folder(site_directory: Path, tmp_path: Path) -> Path:
    """A copy of the built site that a test may change."""
    return shutil.copytree(site_directory, tmp_path / "guide")


def publish_b(folder: Path) -> None:
    """Put version B in the place of A, as an upload to a host does."""
    for path in folder.rglob("*.html"):
        path.write_bytes(path.read_bytes().replace(b"<body ", b'<body data-edition="b" '))
    for path in folder.glob("stages/*.svg"):
        path.write_bytes(path.read_bytes() + b'<!-- data-edition="b" -->')
    offline.add_worker(folder, SCRIPT)
    for path in folder.rglob("*"):
        os.utime(path, (2_000_000_000, 2_000_000_000))  # Hosts tell versions apart by this.


def upload(path: Path, content: bytes, version: int) -> None:
    """Put a file in the place of another, as a host would have it."""
    path.write_bytes(content)
    os.utime(path, (2_000_000_000 + version, 2_000_000_000 + version))


def visit(open_page: OpenPage, base: str, path: str = "", viewport: ViewportSize = DESKTOP) -> Page:
    """Open a page and wait until all of the guide is kept."""
    page = open_page(path, base=base, allow=ALLOWED, service_workers="allow", viewport=viewport)
    page.evaluate(KEPT)
    return page


def go(page: Page, address: str) -> Response:
    response = page.goto(address)
    assert response
    return response


def edition(page: Page, address: str) -> str:
    """Which version an address shows."""
    text = page.evaluate("address => fetch(address).then(response => response.text())", address)
    return "b" if 'data-edition="b"' in text else "a"


def editions(page: Page, base: str) -> set[str]:
    """The versions that are shown by all kinds of pages, and by what has no name of its own."""
    return {edition(page, base + path) for path in [*KINDS.values(), DRAWING]}


def caches(page: Page) -> list[str]:
    return list(page.evaluate("caches.keys()"))


@contextlib.contextmanager
def cut_off(page: Page) -> Iterator[None]:
    page.context.set_offline(True)
    yield
    page.context.set_offline(False)


def test_after_one_visit_every_page_opens_without_a_network(
    open_page: OpenPage, site_directory: Path
) -> None:
    with site.serve(site_directory, "/") as base:
        page = visit(open_page, base)
    with cut_off(page):
        for path in KINDS.values():
            address = f"{base}{path}?at=asked&path=a.b#_top"
            response = go(page, address)
            assert response.status == 200
            assert response.from_service_worker
            assert page.url == address
            expect(page.locator("h1")).to_be_visible()
        go(page, base)
        expect(page.locator(".cards-stages .card")).to_have_count(3)


def test_without_a_network_all_that_pages_name_is_there(
    open_page: OpenPage, site_directory: Path
) -> None:
    with site.serve(site_directory, "/") as base:
        page = visit(open_page, base)
    with cut_off(page):
        answers = page.evaluate(ANSWERS, list(KINDS.values()))
    assert len(answers) > 40
    assert [address for address, status in answers.items() if status != 200] == []


def test_an_unknown_address_shows_the_missing_page_as_missing(
    open_page: OpenPage, site_directory: Path
) -> None:
    with site.serve(site_directory, "/") as base:
        page = visit(open_page, base)
        assert go(page, f"{base}stages/nowhere.html").status == 404  # From the host itself.
    with cut_off(page):
        for path in ("stages/nowhere.html", "stages/nowhere/", "nowhere?at=index.html", "stages/"):
            response = go(page, base + path)
            assert response.status == 404
            assert page.url == base + path
            assert page.locator("h1").text_content() == "ページが見つかりません"
        page.locator(".cards .card").first.click()
        page.wait_for_url(f"{base}index.html")
        expect(page.locator(".cards-stages .card")).to_have_count(3)


def test_hosts_that_leave_out_html_are_understood(
    open_page: OpenPage, site_directory: Path
) -> None:
    with site.serve(site_directory, "/") as base:
        page = visit(open_page, base)
    with cut_off(page):
        assert go(page, f"{base}stages/triage").status == 200
        assert page.locator("h1").text_content() == "段階を調べる"


def test_only_addresses_of_the_guide_are_answered(
    open_page: OpenPage, folder: Path, tmp_path: Path
) -> None:
    """Two guides on one host: neither answers for the other, or for the rest of the host."""
    shutil.copytree(folder, tmp_path / "guide-two")
    publish_b(tmp_path / "guide-two")
    (tmp_path / "index.html").write_text("<title>the host</title>", encoding="utf-8")
    with site.serve(tmp_path, "/") as host:
        page = visit(open_page, f"{host}guide/")
        go(page, f"{host}guide-two/index.html")
        page.evaluate(KEPT)
        assert len(caches(page)) == 2
    with cut_off(page):
        assert editions(page, f"{host}guide-two/") == {"b"}
        go(page, f"{host}guide/index.html")
        assert editions(page, f"{host}guide/") == {"a"}
        for path in ("", "index.html", "elsewhere/index.html"):
            with pytest.raises(Error, match="ERR_"):
                page.goto(host + path)


def test_a_new_version_waits_until_it_is_asked_for(open_page: OpenPage, folder: Path) -> None:
    with site.serve(folder) as base:
        page = visit(open_page, base, "stages/triage.html?at=found", PHONE)
        old = caches(page)
        other = page.context.new_page()
        go(other, f"{base}glossary.html")
        publish_b(folder)
        page.reload()
        # Browsers look for new versions a while after a page has loaded.
        expect(page.locator(BUTTON)).to_have_text("新しい版があります", timeout=20_000)
        assert editions(page, base) == {"a"}
        page.locator(BUTTON).click()
        page.wait_for_selector(IS_B, state="attached")
        assert page.url == f"{base}stages/triage.html?at=found"
        expect(page.locator(BUTTON)).to_have_count(0)
        assert editions(page, base) == {"b"}
        assert not set(old) & set(caches(page))
        assert len(caches(page)) == 1
        # The other tab still shows the old version, and says so.
        other.locator(BUTTON).click()
        other.wait_for_selector(IS_B, state="attached")
    with cut_off(page):
        assert editions(page, base) == {"b"}


def test_an_update_loads_only_what_changed(open_page: OpenPage, folder: Path) -> None:
    with site.serve(folder) as base:
        page = visit(open_page, base)
        (folder / "about.html").write_bytes((folder / "about.html").read_bytes() + b"<!-- b -->")
        offline.add_worker(folder, SCRIPT)
        os.utime(folder / "about.html", (2_000_000_000, 2_000_000_000))
        for path in folder.rglob("*"):
            if path.is_file() and path.name not in ("about.html", "sw.js"):
                path.unlink()
        assert page.evaluate(UPDATE) == "installed"


def test_a_failed_update_changes_nothing(open_page: OpenPage, folder: Path) -> None:
    with site.serve(folder) as base:
        page = visit(open_page, base)
        publish_b(folder)
        glossary = (folder / "glossary.html").read_bytes()
        (folder / "glossary.html").unlink()
        assert page.evaluate(UPDATE) == "redundant"
        page.reload()
        assert editions(page, base) == {"a"}
        expect(page.locator(BUTTON)).to_have_count(0)
        # The same with a file that is there, but of another version.
        upload(folder / "glossary.html", glossary + b"<!-- half uploaded -->", 1)
        assert page.evaluate(UPDATE) == "redundant"
        assert editions(page, base) == {"a"}
        upload(folder / "glossary.html", glossary, 2)
        assert page.evaluate(UPDATE) == "installed"
        expect(page.locator(BUTTON)).to_be_visible()
        assert editions(page, base) == {"a"}


def test_the_button_fits_into_the_header(open_page: OpenPage, folder: Path) -> None:
    with site.serve(folder) as base:
        page = visit(open_page, base, viewport=PHONE)
        publish_b(folder)
        page.evaluate(UPDATE)
        expect(page.locator(BUTTON)).to_be_visible()
        assert horizontal_overflow(page) == 0
        assert page.evaluate(SMALL_TARGETS) == []
        assert violations(page) == ""
        header = page.locator(".md-header__inner").bounding_box()
        assert header
        assert header["height"] <= 64


def test_a_browser_that_is_never_quiet_keeps_the_guide_too(
    open_page: OpenPage, site_directory: Path
) -> None:
    """Idle time may never come in a page; a callback that sets a limit comes all the same."""

    def keep_busy(page: Page) -> None:
        page.add_init_script(
            "window.requestIdleCallback = (f, options) => options?.timeout ? setTimeout(f) : 0"
        )

    with site.serve(site_directory, "/") as base:
        page = open_page(base=base, service_workers="allow", before=keep_busy, allow=ALLOWED)
        page.evaluate(KEPT)
    with cut_off(page):
        assert go(page, f"{base}stages/triage.html").status == 200


def test_who_saves_data_keeps_nothing(open_page: OpenPage, site_url: str) -> None:
    def save_data(page: Page) -> None:
        page.add_init_script(
            "Object.defineProperty(navigator.connection, 'saveData', {value: true})"
        )

    page = open_page(base=site_url, service_workers="allow", before=save_data)
    page.wait_for_load_state("networkidle")
    wait = "requestIdleCallback(() => setTimeout(done, 100), { timeout: 5000 })"
    page.evaluate(f"new Promise(done => {wait})")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_the_browser_could_install_the_guide(whole_browser: Browser, site_url: str) -> None:
    page = whole_browser.new_page()
    page.goto(site_url)
    session = page.context.new_cdp_session(page)
    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert manifest["url"] == urljoin(site_url, "manifest.webmanifest")
    found = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # Playwright's profiles are all private ones.
    assert [each["errorId"] for each in found] == ["in-incognito"]


@pytest.fixture(scope="module")
def unpacked(site_directory: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the offline zip's contents on disk."""
    folder = tmp_path_factory.mktemp("unpacked")
    for name, content in offline.without_network(offline.reachable(site_directory)).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder.as_uri() + "/"


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_the_zip_opens_from_a_folder(open_page: OpenPage, unpacked: str, path: str) -> None:
    page = open_page(path, base=unpacked, viewport=PHONE, service_workers="allow")
    expect(page.locator("h1")).to_be_visible()
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(250, 247, 242)"
    assert horizontal_overflow(page) == 0


def test_the_zip_leads_from_page_to_page(open_page: OpenPage, unpacked: str) -> None:
    page = open_page("index.html", base=unpacked)
    page.locator(".cards-stages .card").first.click()
    page.wait_for_url("**/stages/before-contract.html*")
    first = page.locator(".walk-step h2").inner_text()
    page.locator(".walk-step .answer[data-walk]").first.click()
    expect(page.locator(".walk-step h2")).not_to_have_text(first)
    page.go_back()
    expect(page.locator(".walk-step h2")).to_have_text(first)
    page.locator(".rows .row-link").click()
    page.wait_for_url("**/stages/before-contract.steps.html*")
    expect(page.locator("figure.flowchart")).to_be_visible()
    page.locator('a.button[href*="letters/"]').first.evaluate("link => link.click()")
    page.wait_for_url("**/letters/*.html")
    expect(page.locator(".letter-text").first).to_be_visible()
