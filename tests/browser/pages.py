"""What a browser test works with besides its fixtures: sizes, and what may go wrong in a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Protocol

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Route,
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
        **options: Any,
    ) -> Page:
        """Open a page in a fresh browser profile."""


def watch(
    context: BrowserContext, host: str, problems: list[str], allow: tuple[str, ...] = ()
) -> None:
    """Collect what goes wrong in the pages of a context, and keep them from other hosts.

    Args:
        context: The browser profile; to be called before it opens a page.
        host: The start of every address that may be asked for.
        problems: Where they are added, a line each.
        allow: Regular expressions of problems to leave out.
    """

    def note(problem: str) -> None:
        if not any(re.search(pattern, problem) for pattern in allow):
            problems.append(problem)

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "assert"}:
            note(f"console: {message.text} ({message.location['url']})")

    def on_request(request: Request) -> None:
        if not is_local(request.url):
            note(f"request: {request.method} {request.url}")

    def is_local(url: str) -> bool:
        return url.startswith((host, "data:", "blob:", "about:"))

    def refuse(route: Route) -> None:
        route.abort()

    context.on("console", on_console)
    context.on("weberror", lambda error: note(f"script: {error.error}"))
    context.on("request", on_request)
    context.route(lambda url: not is_local(url), refuse)


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
