"""The preview in a browser: under the site's own policy, and true to the files on whatever page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from benchmarks.preview.__main__ import change, preview, wait_for
from tests.browser.pages import OpenPage
from tests.conftest import HOUSEPLANT, ROOT

WRONG = ("next: rest\n", "next: rets\n")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "houseplant"
    shutil.copytree(HOUSEPLANT, root)
    for name in ("mkdocs.yml", "templates"):
        (root / name).symlink_to(ROOT / name)
    return root


@pytest.fixture
def address(project: Path) -> Iterator[str]:
    with preview(project) as address:
        wait_for(address, "<title>")
        yield address


def alone(_: Page) -> None:
    """Takes a profile that is used once: a page of a preview asks on when the preview has ended."""


def swap(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_an_open_page_follows_its_file_and_says_what_is_wrong(
    project: Path, address: str, open_page: OpenPage
) -> None:
    """On a page that isn't the first; `open_page` fails for what the policy stops."""
    page = open_page("letters/ask-friend.html", base=address, before=alone)
    letter = project / "content/letters/ask-friend.yml"
    change(letter, letter.read_text(encoding="utf-8"), " Really.")
    expect(page.locator(".letter-head")).to_contain_text("Really.")
    tree = project / "content/stages/dry.yml"
    swap(tree, *WRONG)
    alert = page.locator(".panel[role=alert]")
    expect(alert).to_contain_text("content/stages/dry.yml:14:11")
    expect(alert).to_contain_text("14 +     next: rest")
    expect(page.locator("h1")).to_have_text("Ask a friend for help")
    swap(tree, *reversed(WRONG))
    expect(alert).to_have_count(0)


def test_a_script_in_a_page_doesnt_run_in_the_preview(address: str, open_page: OpenPage) -> None:
    page = open_page(
        "", base=address, before=alone, allow=("Content Security Policy", "violates the following")
    )
    page.evaluate(
        "document.body.append(document.createRange()"
        ".createContextualFragment('<script>document.title = \"ran\"</script>'))"
    )
    assert page.title() != "ran"
