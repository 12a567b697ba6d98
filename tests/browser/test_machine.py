"""What machines read, as a browser sees it: data that no policy blocks, a feed that is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from michishirube.checks.project import check_project
from michishirube.website.machine import json_ld
from michishirube.website.pages import pages_of
from tests.browser.pages import OpenPage
from tests.conftest import HOUSEPLANT

VIOLATIONS = """
addEventListener("securitypolicyviolation",
                 event => (window.violations ??= []).push(event.effectiveDirective))
"""
DATA = "() => document.querySelector('script[type=\"application/ld+json\"]').textContent"


def test_a_strict_policy_leaves_the_data_alone(
    open_page: OpenPage, serve: Callable[[Path], str], tmp_path: Path
) -> None:
    guide = check_project(HOUSEPLANT).guide
    assert guide
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
    block = json_ld.block(guide, pages_of(guide)[1])
    head = f'<!doctype html><html lang="en"><title>x</title><link rel="icon" href="data:,">{policy}'
    (tmp_path / "data.html").write_text(f"{head}{block}", encoding="utf-8")
    # The same policy does stop a script: otherwise this would show nothing.
    (tmp_path / "script.html").write_text(f"{head}<script>window.ran = 1</script>{block}")
    base = serve(tmp_path)
    page = open_page("data.html", base=base, before=lambda page: page.add_init_script(VIOLATIONS))
    assert page.evaluate("window.violations") is None
    assert json.loads(page.evaluate(DATA))["@context"] == "https://schema.org"
    page = open_page(
        "script.html",
        base=base,
        allow=("Content Security Policy",),
        before=lambda page: page.add_init_script(VIOLATIONS),
    )
    assert page.evaluate("window.violations") == ["script-src-elem"]
    assert page.evaluate("window.ran") is None


@pytest.mark.parametrize("path", ["index.html", "stages/after-contract.html", "glossary.html"])
def test_pages_carry_their_data_and_do_not_show_it(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    things = json.loads(page.evaluate(DATA))["@graph"]
    assert things[0]["url"].endswith(path)
    assert page.locator('script[type="application/ld+json"]').count() == 1
    assert "schema.org" not in page.inner_text("body")


def test_the_feed_is_found_from_every_depth(open_page: OpenPage, site_directory: Path) -> None:
    if not (site_directory / "feed.xml").exists():
        # A clone without history has none, and then no page may lead to it.
        page = open_page("stages/after-contract.html")
        assert page.locator('link[type="application/atom+xml"]').count() == 0
        return
    for path in ("index.html", "stages/after-contract.html"):
        page = open_page(path)
        href = page.locator('link[type="application/atom+xml"]').evaluate("link => link.href")
        text = page.evaluate("async href => (await fetch(href)).text()", href)
        feed = ElementTree.fromstring(text)  # noqa: S314 - our own, just built
        assert feed.tag == "{http://www.w3.org/2005/Atom}feed"


def test_no_page_loads_what_is_for_machines(open_page: OpenPage) -> None:
    asked: list[str] = []
    page = open_page(
        "stages/after-contract.html",
        before=lambda page: page.on("request", lambda request: asked.append(request.url)),
    )
    page.wait_for_load_state("networkidle")
    assert asked
    files = ("guide.json", "guide.schema.json", "llms.txt", "llms-full.txt", "feed.xml")
    assert [url for url in asked if url.endswith(files)] == []
