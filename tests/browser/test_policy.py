"""The Content-Security-Policy in Chromium: injected scripts and other hosts are kept out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, expect

from tests.browser.pages import OpenPage

BLOCKED = (r"Content Security Policy", r"Content-Security-Policy", r"request: GET https://evil")

INJECT = """
markup => {
  window.found = []
  document.addEventListener('securitypolicyviolation', e => found.push(e.effectiveDirective))
  const $range = document.createRange()
  $range.selectNode(document.body)
  document.body.append($range.createContextualFragment(markup))
  return new Promise(done => setTimeout(() => done([window.broken === true, found]), 300))
}
"""


@pytest.mark.parametrize("path", ["index.html", "stages/triage.html", "404.html"])
def test_every_page_begins_with_its_policy(site_directory: Path, path: str) -> None:
    head = (site_directory / path).read_text(encoding="utf-8").split("</head>")[0]
    before, _, after = head.partition('http-equiv="Content-Security-Policy"')
    assert after
    assert "<script" not in before
    assert "<link" not in before


def test_all_pages_have_one(site_directory: Path) -> None:
    pages = list(site_directory.rglob("*.html"))
    assert len(pages) > 30
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert text.count('http-equiv="Content-Security-Policy"') == 1, page
        assert "<style" not in text, page
        assert " style=" not in text, page


@pytest.mark.parametrize(
    ("markup", "directive"),
    [
        ("<script>window.broken = true</script>", "script-src-elem"),
        ('<script src="https://evil.example/a.js"></script>', "script-src-elem"),
        ('<img src="data:," onerror="window.broken = true">', "script-src-attr"),
        ("<style>body { display: none }</style>", "style-src-elem"),
        ('<p style="position: fixed">x</p>', "style-src-attr"),
        ('<img src="https://evil.example/a.png">', "img-src"),
        ('<iframe src="https://evil.example/"></iframe>', "frame-src"),
        ('<link rel="stylesheet" href="https://evil.example/a.css">', "style-src-elem"),
    ],
)
def test_what_is_smuggled_in_is_blocked(open_page: OpenPage, markup: str, directive: str) -> None:
    page = open_page("stages/triage.html", allow=BLOCKED)
    broken, found = page.evaluate(INJECT, markup)
    assert not broken
    assert directive in found


def test_the_guard_of_the_test_holds(open_page: OpenPage) -> None:
    page = open_page("stages/triage.html", bypass_csp=True)
    broken, found = page.evaluate(INJECT, "<script>window.broken = true</script>")
    assert broken
    assert found == []


def test_a_folder_on_disk_has_its_scripts_and_styles(
    browser: Browser, site_directory: Path
) -> None:
    page = browser.new_page(color_scheme="light")
    said: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            said.append(message.text)

    page.on("console", note)
    page.goto((site_directory / "stages" / "triage.html").as_uri())
    page.locator(".walk-step .answer[data-walk]").first.click()
    expect(page).to_have_url(re.compile(r"/triage\.html\?at="))
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(250, 247, 242)"
    assert said == []
    page.context.close()
