"""Fixtures for tests that open the site in Firefox and in WebKitGTK.

A test asks for `open_page`, and runs once in each engine that is found on the machine:

    def test_letter(open_page: OpenPage) -> None:
        page = open_page("letters/decline.html")

Errors in scripts and what the page's policy had to stop fail the test at its end. Where an engine
isn't found, its tests are not there at all, and `make test` says so (programs.py).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest
from selenium.webdriver import Remote

from tests.browser import site
from tests.conftest import FREELANCE, LIBRARY
from tests.engines import browsers, programs
from tests.engines.page import Page
from tests.engines.served import watch

ENGINES = sorted(programs.find())
# With no parameter at all, pytest would count each test as skipped.
collect_ignore_glob = [] if ENGINES else ["test_*.py"]

Start = Callable[..., Remote]


class OpenPage(Protocol):
    """What the fixture `open_page` gives; see there."""

    def __call__(
        self,
        path: str = "",
        *,
        guide: str = "site",
        first: str = "",
        driver: Remote | None = None,
        allow: tuple[str, ...] = (),
    ) -> Page:
        """Open a page in a tab of its own, of an address that no test had before."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test once in each engine."""
    if "engine" in metafunc.fixturenames:
        # All tests of an engine in a row, so that few test processes have to start it.
        metafunc.parametrize("engine", ENGINES, scope="session")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests in this folder, so that `-m "not browser"` leaves them out too."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("browser")
            item.add_marker("engines")


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """The screen of this test process."""
    with browsers.screen() as shown:
        yield shown


@pytest.fixture(scope="session")
def start(display: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Start a browser that ends with the test process: `start("firefox", stores_nothing=True)`."""
    with contextlib.ExitStack() as stack:

        def start_one(engine: str, *, stores_nothing: bool = False) -> Remote:
            folder = tmp_path_factory.mktemp(engine)
            started = browsers.start(engine, display, folder, stores_nothing=stores_nothing)
            driver = stack.enter_context(started)
            assert driver.get_window_rect() == browsers.PLACE
            return driver

        yield start_one


@pytest.fixture(scope="session")
def running() -> dict[str, Remote]:
    """The browsers of this test process, each started by the first test that needs it."""
    return {}


@pytest.fixture
def driver(engine: str, start: Start, running: dict[str, Remote]) -> Remote:
    """The browser of the engine."""
    if engine not in running:
        running[engine] = start(engine)
    return running[engine]


@pytest.fixture(scope="session")
def guides(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str], Path]:
    """Build a guide once for the whole run: "site", or "library" with every kind of field."""
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent
    roots = {"site": FREELANCE, "library": LIBRARY}
    return lambda name: site.once(shared / name, partial(site.build, guide=roots[name]))


@pytest.fixture
def open_page(driver: Remote, guides: Callable[[str], Path]) -> Iterator[OpenPage]:
    """Open pages, and fail the test for what goes wrong in them.

    The function takes:
        path: Relative to the guide.
        guide: Which one (see `guides`).
        first: A script that runs before the guide's own.
        driver: Another browser than the one that the tests share.
        allow: Parts of problems that belong to the test.
    """
    problems: list[str] = []
    allowed: list[str] = []
    with contextlib.ExitStack() as stack:

        def open_one(
            path: str = "",
            *,
            guide: str = "site",
            first: str = "",
            driver: Remote | None = driver,
            allow: tuple[str, ...] = (),
        ) -> Page:
            assert driver
            allowed.extend(allow)
            page = Page(driver, stack.enter_context(watch(guides(guide), problems, first)))
            stack.enter_context(_tab(driver))
            page.goto(path)
            return page

        yield open_one
    left = [problem for problem in problems if not any(part in problem for part in allowed)]
    if left:
        pytest.fail("ブラウザーで問題が起きました:\n" + "\n".join(left), pytrace=False)


@contextlib.contextmanager
def _tab(driver: Remote) -> Iterator[None]:
    """A tab of its own: nothing of the visit before is left in it."""
    first = driver.current_window_handle
    driver.switch_to.new_window("tab")
    opened = driver.current_window_handle
    yield
    driver.switch_to.window(opened)
    driver.close()
    driver.switch_to.window(first)
