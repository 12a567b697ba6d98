"""Fixtures for tests that open the site in a real browser.

A test asks for `open_page` and calls it with a page's path:

    def test_letter(open_page: OpenPage) -> None:
        page = open_page("letters/decline/", viewport=PHONE, color_scheme="dark")

The site is built once for the whole run. At the end of the test, any error on the console, any
uncaught exception in a script, and any request to another host fail it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Playwright, ViewportSize, sync_playwright

from tests.browser import chromium, site
from tests.browser.pages import DESKTOP, OpenPage
from tests.browser.profiles import Profile, Profiles
from tests.conftest import FREELANCE, HOUSEPLANT, LIBRARY, PARCEL


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests in this folder, so that `-m "not browser"` leaves them out."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, started once in each test process."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium's headless shell where there is one, started once in each test process."""
    with _launched(playwright, chromium.find_shell) as started:
        yield started


@pytest.fixture
def whole_browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium as people have it, for what the shell is without: installing a site, tabs."""
    with _launched(playwright, chromium.find) as started:
        yield started


@pytest.fixture(scope="session")
def profiles(browser: Browser) -> Profiles:
    """The browser profiles of this test process."""
    return Profiles(browser)


@pytest.fixture(scope="session")
def site_directory(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the site, built once for the whole run."""
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent  # The same for all processes of this run.
    return _or_fail(lambda: site.once(shared / "site", site.build))


@pytest.fixture(scope="session")
def site_url(site_directory: Path) -> Iterator[str]:
    """The address of the built site, ending in a slash."""
    with site.serve(site_directory) as url:
        yield url


@pytest.fixture(scope="session")
def small_site_url(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """The address of the small English guide (tests/guides/houseplant), built once."""
    with _built(tmp_path_factory, worker_id, HOUSEPLANT) as url:
        yield url


@pytest.fixture(scope="session")
def library_url(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """The address of the small guide whose letters use every kind of field."""
    with _built(tmp_path_factory, worker_id, LIBRARY) as url:
        yield url


@pytest.fixture(scope="session")
def parcel_url(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """The address of the small guide that follows its reader's case."""
    with _built(tmp_path_factory, worker_id, PARCEL) as url:
        yield url


@pytest.fixture(scope="session")
def guide_url(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str, request: pytest.FixtureRequest
) -> Iterator[Callable[[Path], str]]:
    """The address of any frozen guide, built when first asked for: `guide_url(TOWING)`."""
    known: dict[Path, str] = {}
    with contextlib.ExitStack() as stack:

        def address_of(guide: Path) -> str:
            if guide == FREELANCE:
                return str(request.getfixturevalue("site_url"))
            if guide not in known:
                known[guide] = stack.enter_context(_built(tmp_path_factory, worker_id, guide))
            return known[guide]

        yield address_of


@contextlib.contextmanager
def _built(factory: pytest.TempPathFactory, worker_id: str, guide: Path) -> Iterator[str]:
    """Serve the site of a guide, built once for all workers."""
    shared = factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent
    directory = _or_fail(lambda: site.once(shared / guide.name, partial(site.build, guide=guide)))
    with site.serve(directory) as url:
        yield url


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve another folder until the test ends: `serve(tmp_path)` gives its address."""
    with contextlib.ExitStack() as stack:
        yield lambda directory: stack.enter_context(site.serve(directory))


@pytest.fixture
def open_page(profiles: Profiles, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Open pages, each in a clean profile, and fail the test for what goes wrong in them.

    The function takes:
        path: Relative to the site, such as "letters/decline/?q=1#top".
        viewport: PHONE (360 x 800), DESKTOP (1280 x 900; what it is when left out) or another.
        base: The address to be relative to, instead of the built site (see `serve`).
        allow: Regular expressions of problems that belong to the test, such as " 404 ".
        before: Called with the page before it opens, to add a script or a listener. This takes
            a new profile, which costs half a second.
        now: What the device's clock shows, standing still: "2026-11-24T09:00+09:00".
        options: What Playwright's new_context takes: color_scheme="dark",
            java_script_enabled=False, reduced_motion="reduce", permissions=[...], ...
            The guide isn't kept for offline use unless service_workers="allow".
    """
    problems: list[str] = []
    taken: list[tuple[Profile, bool]] = []

    def open_one(
        path: str = "",
        *,
        viewport: ViewportSize = DESKTOP,
        base: str | None = None,
        allow: tuple[str, ...] = (),
        before: Callable[[Page], object] | None = None,
        now: str | None = None,
        **options: Any,
    ) -> Page:
        # Only now: a test of a folder of its own needs no site.
        address = base or str(request.getfixturevalue("site_url"))
        kept = "service_workers" not in options and urlsplit(address).scheme == "http"
        profile = profiles.take(has_clock=bool(now), once=bool(before) or not kept, **options)
        taken.append((profile, bool(now)))
        profile.watch.host = urljoin(address, "/")
        profile.watch.allow, profile.watch.problems = allow, problems
        profile.prepare(viewport, now)
        if before:
            before(profile.page)
        profile.page.goto(urljoin(address, path))
        return profile.page

    yield open_one
    for profile, has_clock in taken:
        profiles.give_back(profile, has_clock=has_clock)
    if problems:
        pytest.fail("ブラウザーで問題が起きました:\n" + "\n".join(problems), pytrace=False)


@contextlib.contextmanager
def _launched(playwright: Playwright, find: Callable[[], Path]) -> Iterator[Browser]:
    """A browser that ends with the block, or a failure that says what to install."""
    started = playwright.chromium.launch(
        executable_path=_or_fail(find), args=chromium.launch_arguments()
    )
    yield started
    started.close()


def _or_fail(get: Callable[[], Path]) -> Path:
    """Return what `get` gives, or fail the test with nothing but the reason."""
    try:
        return get()
    except (chromium.ChromiumMissingError, site.BuildFailedError) as error:
        reason = str(error)
    pytest.fail(reason, pytrace=False)
