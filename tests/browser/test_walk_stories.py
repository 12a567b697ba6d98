"""Every story of the guides, walked in the real pages by pressing what a reader presses."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page

from generator.load import load_guide
from generator.model import Guide, Scenario
from generator.scenarios import play
from tests.browser.pages import DESKTOP, PHONE, OpenPage
from tests.conftest import HOUSEPLANT, ROOT


def guide_of(root: Path) -> Guide:
    guide = load_guide(root).guide
    assert guide
    return guide


def grouped(guide: Guide, size: int = 8) -> Mapping[str, list[Scenario]]:
    """A few in each test: a browser profile for each story would take minutes."""
    stories = list(guide.scenarios.values())
    groups = (stories[start : start + size] for start in range(0, len(stories), size))
    return {f"{group[0].id}...": group for group in groups}


GUIDE, SMALL = guide_of(ROOT), guide_of(HOUSEPLANT)
STORIES = grouped(GUIDE)


SHOWN = """
() => {
  const $node = document.querySelector('.walk-step > .node')
  const $letters = [...$node.querySelectorAll('.letter-peek')]
  return [$node.dataset.node, $node.dataset.kind, $letters.map($letter => $letter.dataset.letter)]
}
"""


def walk(page: Page, address: str, guide: Guide, scenario: Scenario) -> None:
    """Walk a story to its end; at every step the page shows that step and no other."""
    story = play(guide, scenario)
    answers = [label for _, label in story.answers]
    letters: list[str] = []
    kind, here = "", ""
    for tree, node in story.path:
        if not here:
            page.goto(f"{address}stages/{tree}.html")
        elif kind == "question":
            page.locator(f'.walk-step .answer[data-answer="{answers.pop(0)}"]').click()
        else:
            page.locator(".walk-step .way-on a").click()
        if tree != here:
            page.locator(f'.walk[data-tree="{tree}"] .walk-step > .node').wait_for()
        here = tree
        shown, kind, peeks = page.evaluate(SHOWN)
        assert shown == node, f"{scenario.id}: {tree}"
        letters += peeks
    assert kind == "outcome"
    assert list(dict.fromkeys(letters)) == list(story.letters), scenario.id


@pytest.mark.parametrize("name", STORIES)
def test_every_story_ends_where_it_says_with_its_letters(
    open_page: OpenPage, site_url: str, name: str
) -> None:
    page = open_page(viewport=PHONE, reduced_motion="reduce")
    for scenario in STORIES[name]:
        walk(page, site_url, GUIDE, scenario)


def test_there_are_stories_enough() -> None:
    assert sum(map(len, STORIES.values())) == len(GUIDE.scenarios) > 40


def test_another_guide_in_another_language_is_walked_alike(
    open_page: OpenPage, small_site_url: str
) -> None:
    page = open_page(base=small_site_url, viewport=DESKTOP, reduced_motion="reduce")
    for scenario in SMALL.scenarios.values():
        walk(page, small_site_url, SMALL, scenario)
