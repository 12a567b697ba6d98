"""The fixtures see what they promise to see, on a folder made for it."""

from __future__ import annotations

import contextlib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium, site
from tests.browser.pages import DESKTOP, PHONE, OpenPage, horizontal_overflow, watch
from tests.browser.profiles import Profiles

Serve = Callable[[Path], str]
Look = Callable[[str], list[str]]

PAGE = (
    '<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>題</title>'
    '<link rel="icon" href="data:,"></head><body>{}</body></html>'
)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    def write(body: str) -> Path:
        (tmp_path / "index.html").write_text(PAGE.format(body), encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture
def look(browser: Browser, serve: Serve, write: Callable[[str], Path]) -> Iterator[Look]:
    """Open a page made of this body, and return the problems that were seen."""
    context = browser.new_context()

    def look(body: str) -> list[str]:
        seen = watch(context)
        seen.host = serve(write(body))
        page = context.new_page()
        page.goto(seen.host, wait_until="networkidle")
        return seen.problems

    yield look
    context.close()


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<script>console.error('だめ')</script>", "console: だめ"),
        ("<script>throw new Error('落ちた')</script>", "script: "),
        ("<script>Promise.reject(new Error('落ちた'))</script>", "script: "),
        ("<img src='missing.png' alt=''>", "missing.png"),
        ("<img src='/guide-missing.png' alt=''>", "guide-missing.png"),
        ("<script src='https://example.invalid/a.js'></script>", "request: GET https://example"),
        ("<script>fetch('https://example.invalid/b').catch(() => 0)</script>", "invalid/b"),
    ],
)
def test_problems_are_seen(look: Look, body: str, problem: str) -> None:
    assert any(problem in seen for seen in look(body))


def test_a_sound_page_has_no_problem(look: Look) -> None:
    assert look("<h1>題</h1><img src='data:,' alt=''><script>console.log('はい')</script>") == []


def test_a_page_opens_as_asked(
    open_page: OpenPage, serve: Serve, write: Callable[[str], Path]
) -> None:
    base = serve(write("<p>本文</p><script>document.body.dataset.script = 'on'</script>"))
    page = open_page(base=base, viewport=PHONE, color_scheme="dark", java_script_enabled=False)
    assert page.evaluate("[innerWidth, innerHeight]") == [360, 800]
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert page.locator("body").get_attribute("data-script") is None
    page = open_page(base=base, now="2026-11-24T09:00+09:00")
    assert page.evaluate("[innerWidth, innerHeight]") == [1280, 900]
    assert page.locator("body").get_attribute("data-script") == "on"
    assert page.evaluate("new Date().getHours()") == 9


LEAVE = """
  localStorage.setItem('a', 1)
  sessionStorage.setItem('a', 1)
  document.cookie = 'a=1'
  addEventListener('pagehide', () => sessionStorage.setItem('late', 1))
"""
LEFT = "[localStorage.length, sessionStorage.length, document.cookie, new Date().getFullYear()]"
MEDIA = """
['(prefers-color-scheme: dark)', '(prefers-reduced-motion: reduce)', '(forced-colors: active)',
 'print'].map(query => matchMedia(query).matches)
"""


def test_a_profile_is_as_new_for_the_next_test(
    browser: Browser, serve: Serve, write: Callable[[str], Path]
) -> None:
    base = serve(write("<a href='#'>本文</a>"))
    with contextlib.closing(Profiles(browser)) as profiles:
        profile = profiles.take(has_clock=True, once=False)
        profile.watch.host = urljoin(base, "/")
        profile.prepare(PHONE, "2001-01-01T00:00Z")
        profile.page.goto(base)
        profile.page.evaluate(f"() => {{ {LEAVE} }}")
        profile.page.locator("a").hover()
        profile.page.emulate_media(media="print", color_scheme="dark", forced_colors="active")
        profile.page.route("**/*", lambda route: route.abort())
        profile.context.new_page()
        profiles.give_back(profile, has_clock=True)
        again = profiles.take(has_clock=True, once=False)
        assert again is profile
        assert len(again.context.pages) == 1
        again.prepare(DESKTOP, "2002-02-02T00:00Z")
        again.page.goto(base)
        assert again.page.evaluate(LEFT) == [0, 0, "", 2002]
        assert again.page.evaluate(MEDIA) == [False] * 4
        assert again.page.evaluate("[innerWidth, innerHeight]") == [1280, 900]
        assert again.page.locator("a:hover").count() == 0


def test_a_profile_is_for_those_who_ask_for_its_like(browser: Browser, site_url: str) -> None:
    with contextlib.closing(Profiles(browser)) as profiles:
        for once in (False, True):
            profile = profiles.take(has_clock=False, once=once, color_scheme="dark")
            profile.watch.host = urljoin(site_url, "/")
            profile.page.goto(site_url)
            profiles.give_back(profile, has_clock=False)
            for asked in ({"color_scheme": "light"}, {"has_clock": True, "color_scheme": "dark"}):
                other = profiles.take(**({"has_clock": False, "once": False} | asked))
                assert other is not profile
                other.context.close()
            if not once:
                assert profiles.take(has_clock=False, once=False, color_scheme="dark") is profile


def test_allowed_problems_pass(
    open_page: OpenPage, serve: Serve, write: Callable[[str], Path]
) -> None:
    open_page(base=serve(write("<script>console.error('わざと')</script>")), allow=("わざと",))


@pytest.mark.parametrize(("width", "too_wide"), [("100%", False), ("2000px", True)])
def test_overflow_is_measured(
    open_page: OpenPage,
    serve: Serve,
    write: Callable[[str], Path],
    width: str,
    too_wide: bool,
) -> None:
    page = open_page(base=serve(write(f"<div style='width:{width}'>本文</div>")), viewport=DESKTOP)
    assert (horizontal_overflow(page) > 0) is too_wide


def test_what_is_missing_gets_the_page_of_the_site(serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "404.html").write_text("ありません", encoding="utf-8")
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(serve(tmp_path) + "nowhere/")  # noqa: S310 (our own server)
    with caught.value as answer:
        assert answer.code == 404
        assert answer.read().decode() == "ありません"


def test_a_folder_is_made_once(tmp_path: Path) -> None:
    made: list[Path] = []
    for _ in range(2):
        assert site.once(tmp_path / "site", made.append) == tmp_path / "site"
    assert made == [tmp_path / "site"]


def test_a_failure_is_told_to_everyone(tmp_path: Path) -> None:
    def fail(place: Path) -> None:
        raise site.BuildFailedError("理由")

    for _ in range(2):
        with pytest.raises(site.BuildFailedError, match="理由"):
            site.once(tmp_path / "site", fail)


def program(path: Path, script: str) -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def looks_anew() -> Iterator[None]:
    """Looks for browsers again, and lets later tests do so too."""
    found = (chromium.find, chromium.find_shell)
    for each in found:
        each.cache_clear()
    yield
    for each in found:
        each.cache_clear()


@pytest.mark.usefixtures("looks_anew")
def test_a_stand_in_is_not_a_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = program(tmp_path / "chromium", "echo install the snap >&2; exit 1")
    monkeypatch.setenv("CHROME_PATH", str(stand_in))
    with pytest.raises(chromium.ChromiumMissingError, match="CHROME_PATH"):
        chromium.ensure()


@pytest.mark.usefixtures("looks_anew")
def test_the_shell_is_taken_where_there_is_one_and_no_other_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHROME_PATH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    whole = program(tmp_path / "chromium", "echo Chromium 1")
    assert chromium.find_shell() == whole
    shell = program(tmp_path / "chromium-headless-shell", "echo Chromium 1")
    chromium.find_shell.cache_clear()
    assert chromium.find_shell() == shell
    assert chromium.find() == whole
    chromium.find_shell.cache_clear()
    monkeypatch.setenv("CHROME_PATH", str(whole))
    assert chromium.find_shell() == whole
