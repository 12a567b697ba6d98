"""Pages as data: each block knows where it was written, and has an address that is its own."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from michishirube.model import Guide
from michishirube.reading.loader import load_guide
from michishirube.website.blocks import EditablePlace, Heading, PageBlock
from michishirube.website.compose import compose
from michishirube.website.pages import pages_of
from tests.conftest import FREELANCE, HOUSEPLANT, Project


def load(root: Path) -> Guide:
    found = load_guide(root).guide
    assert found
    return found


def blocks_of(guide: Guide, path: str) -> tuple[PageBlock, ...]:
    return next(compose(guide, page) for page in pages_of(guide) if page.path == path)


@pytest.mark.parametrize("root", [HOUSEPLANT, FREELANCE], ids=["small guide", "large guide"])
def test_what_has_an_address_begins_at_its_own_line(root: Path) -> None:
    guide = load(root)
    for page in pages_of(guide):
        for block in compose(guide, page):
            line = (root / block.span.path).read_text(encoding="utf-8").split("\n")
            assert 1 <= block.span.line <= len(line), (page.path, block)
            if isinstance(block, Heading) and not block.id.startswith("_") and block.span.line > 1:
                assert block.id in line[block.span.line - 1], (page.path, block)


@pytest.mark.parametrize("root", [HOUSEPLANT, FREELANCE], ids=["small guide", "large guide"])
def test_a_page_begins_with_its_one_title_and_no_level_is_left_out(root: Path) -> None:
    guide = load(root)
    for page in pages_of(guide):
        levels = [block.level for block in compose(guide, page) if isinstance(block, Heading)]
        assert levels.index(1) == 0
        assert levels.count(1) == 1
        pairs = itertools.pairwise(levels)
        assert all(after - before <= 1 for before, after in pairs), page.path


def test_a_page_in_markdown_is_read_once_into_parts_with_their_lines(houseplant: Project) -> None:
    houseplant.write(
        "content/about.md",
        "---\ntitle: About\ndescription: x\n---\nA\nb.\n\n## First *one*\n\n## Second {#own}\nC.\n",
    )
    found = blocks_of(houseplant.guide(), "about.html")
    parts = [
        (each.span.line, each.id, each.text)
        if isinstance(each, Heading)
        else (each.span.line, each.name, *each.shown)
        for each in found
    ]
    places = (
        EditablePlace("About", "content/about.md#L1"),
        EditablePlace("First one", "content/about.md#L8"),
        EditablePlace("Second", "content/about.md#L10"),
    )
    assert parts == [
        (1, "_top", "About"),
        (5, "prose_body", "A\nb."),
        (8, "_1", "First one"),
        (10, "own", "Second"),
        (10, "prose_body", "C."),
        (1, "edit_menu", places),
        (1, "structured_data"),
    ]
