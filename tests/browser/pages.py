"""What a browser test works with besides its fixtures: sizes, and what may go wrong in a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    ViewportSize,
)

PHONE: ViewportSize = {"width": 360, "height": 800}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}


class OpenPage(Protocol):
    """What the fixture `open_page` gives; see there."""

    def __call__(
        self,
        path: str = "",
        *,
        viewport: ViewportSize = DESKTOP,
        base: str | None = None,
        allow: tuple[str, ...] = (),
        before: Callable[[Page], object] | None = None,
        now: str | None = None,
        **options: Any,
    ) -> Page:
        """Open a page in a fresh browser profile."""


@dataclass
class Watch:
    """What to look out for in a profile just now: another test, another host."""

    host: str = "about:"
    """The start of every address that may be asked for."""
    allow: tuple[str, ...] = ()
    """Regular expressions of problems to leave out."""
    problems: list[str] = field(default_factory=list)
    """What went wrong, a line each."""

    def on_console(self, message: ConsoleMessage) -> None:
        """Take an error on the console for a problem."""
        # The browser asks for this by itself where a page, such as a test's own, names no icon.
        by_itself = message.location["url"] == f"{self.host}favicon.ico"
        if message.type in {"error", "assert"} and not by_itself:
            self.note(f"console: {message.text} ({message.location['url']})")

    def on_request(self, request: Request) -> None:
        """Take a request to another host for a problem; the browser itself refuses it."""
        if not request.url.startswith((self.host, "data:", "blob:", "about:")):
            self.note(f"request: {request.method} {request.url}")

    def note(self, problem: str) -> None:
        """Add a problem unless it is allowed."""
        if not any(re.search(pattern, problem) for pattern in self.allow):
            self.problems.append(problem)


def watch(context: BrowserContext) -> Watch:
    """Collect what goes wrong in the pages of a context, to be called before it opens one.

    Other hosts are out of reach anyway (chromium.launch_arguments). Not by Playwright's routes:
    with one, each request goes through the test's process, and nothing is cached.
    """
    seen = Watch()
    context.on("console", seen.on_console)
    context.on("weberror", lambda error: seen.note(f"script: {error.error}"))
    context.on("request", seen.on_request)
    return seen


def horizontal_overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than what can be seen of it."""
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )


def enlarge_text(page: Page, percent: int) -> None:
    """Set the size of text as a reader does in the browser's settings."""
    # Not by a style element: the page's own policy forbids those.
    page.evaluate(
        "size => document.documentElement.style.setProperty('font-size', size, 'important')",
        f"{percent}%",
    )
