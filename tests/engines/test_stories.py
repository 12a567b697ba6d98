"""Every story of the guide, walked in Firefox and WebKitGTK by pressing what a reader presses."""

from __future__ import annotations

import pytest

from generator.model import Scenario
from generator.scenarios import play
from tests.browser.test_walk_stories import GUIDE, STORIES
from tests.engines.conftest import OpenPage
from tests.engines.page import Page

SHOWN = """
  const $node = document.querySelector('.walk-step > .node')
  if (!$node) return null
  const $letters = [...$node.querySelectorAll('.letter-peek')]
  const letters = $letters.map($letter => $letter.dataset.letter)
  return [$node.closest('.walk').dataset.tree, $node.dataset.node, $node.dataset.kind, letters]
"""


def walk(page: Page, scenario: Scenario) -> None:
    """Walk a story to its end; at every step the page shows that step and no other."""
    story = play(GUIDE, scenario)
    answers = [label for _, label in story.answers]
    letters: list[str] = []
    kind = ""
    for tree, node in story.path:
        if not kind:
            page.goto(f"stages/{tree}.html")
        elif kind == "question":
            page.click(f'.walk-step .answer[data-answer="{answers.pop(0)}"]')
        else:
            page.click(".walk-step .way-on a")
        kind, peeks = page.until(lambda: arrived(page, tree, node), f"{scenario.id}: {tree}/{node}")
        letters += peeks
    assert kind == "outcome"
    assert list(dict.fromkeys(letters)) == list(story.letters), scenario.id


def arrived(page: Page, tree: str, node: str) -> tuple[str, list[str]] | None:
    """The kind of the step and its letters, once it is the one that is shown."""
    shown = page.evaluate(SHOWN)
    return (shown[2], shown[3]) if shown and shown[:2] == [tree, node] else None


@pytest.mark.parametrize("name", STORIES)
def test_every_story_ends_where_it_says_with_its_letters(open_page: OpenPage, name: str) -> None:
    page = open_page()
    for scenario in STORIES[name]:
        walk(page, scenario)
