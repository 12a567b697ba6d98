"""Browser profiles that tests use one after another, each cleaned as if it were new.

A new profile with its first page costs half a second of processor time, and more than a whole one
where there is no headless shell: a window, a process, all scripts compiled anew. Cleaned, it costs
a tenth. What a test can leave behind is taken away
here (test_fixtures.py shows it); what can't be, such as scripts added to a profile, is for
profiles that are used once (`open_page(..., before=…)`).
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import Browser, BrowserContext, Error, Page, ViewportSize

from tests.browser.pages import Watch, watch
from tests.browser.site import BLANK

TIMEOUT_MILLISECONDS = 30_000
KEPT_PROFILES = 6
"""Of how many kinds, besides those in use: each takes about 100 MB."""

SETTINGS: dict[str, Any] = {
    "locale": "ja-JP",
    "timezone_id": "Asia/Tokyo",
    "service_workers": "block",
}


@dataclass
class Profile:
    """A browser profile with one page, and the watch over it."""

    context: BrowserContext
    page: Page
    watch: Watch
    options: dict[str, Any]
    once: bool
    """Something stays in it that can't be taken out."""

    def prepare(self, viewport: ViewportSize, now: str | None) -> None:
        """Set what tests change in a page to what was asked for."""
        self.page.set_viewport_size(viewport)
        self.page.emulate_media(
            media="null",
            color_scheme=self.options.get("color_scheme", "light"),
            reduced_motion=self.options.get("reduced_motion", "no-preference"),
            forced_colors=self.options.get("forced_colors", "none"),
        )
        if now:
            self.page.clock.set_fixed_time(now)

    def clean(self) -> bool:
        """Take away what a test left; False if that can't be done for certain."""
        if self.once:
            return False
        for other in self.context.pages:
            if other is not self.page:
                other.close()
        host = urljoin(self.page.url, "/")
        if host != self.watch.host:
            return False
        self.page.unroute_all()
        # From a page of the same host without scripts: nothing writes after the wiping.
        self.page.goto(urljoin(host, BLANK))
        self.page.mouse.move(-9, -9)
        self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self.context.clear_cookies()
        return True


class Profiles:
    """The profiles of one test process."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: list[tuple[str, Profile]] = []

    def take(self, *, has_clock: bool, once: bool, **options: Any) -> Profile:
        """Return a clean profile with these options, such as Playwright's new_context takes."""
        key = _key(has_clock, options)
        for at, (idle, profile) in enumerate(self._idle):
            if idle == key and not once:
                del self._idle[at]
                return profile
        context = self._browser.new_context(**(SETTINGS | options))
        context.set_default_timeout(TIMEOUT_MILLISECONDS)
        return Profile(context, context.new_page(), watch(context), options, once)

    def give_back(self, profile: Profile, *, has_clock: bool) -> None:
        """Clean a profile for the next test, or close it."""
        cleaned = False
        with contextlib.suppress(Error):  # Its page was closed, or the host is gone.
            cleaned = profile.clean()
        if not cleaned:
            profile.context.close()
            return
        self._idle.append((_key(has_clock, profile.options), profile))
        if len(self._idle) > KEPT_PROFILES:
            self._idle.pop(0)[1].context.close()

    def close(self) -> None:
        """Close what is left."""
        for _, profile in self._idle:
            profile.context.close()


def _key(has_clock: bool, options: dict[str, Any]) -> str:
    return repr((has_clock, sorted(options.items())))
