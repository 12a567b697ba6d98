"""Every story of the guides, walked in the real pages by pressing what a reader presses."""

from __future__ import annotations

from collections import defaultdict
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


def by_file(guide: Guide) -> Mapping[str, list[Scenario]]:
    """Together those of a file: a browser for each story would take minutes."""
    groups = defaultdict(list)
    for scenario in guide.scenarios.values():
        groups[Path(scenario.span.path).stem].append(scenario)
    return groups


GUIDE, SMALL = guide_of(ROOT), guide_of(HOUSEPLANT)
STORIES = by_file(GUIDE)


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
