"""Stories from every stage, walked in Firefox and WebKitGTK by pressing what a reader presses."""

from __future__ import annotations

import itertools

import pytest

from michishirube.analysis.scenarios import play
from michishirube.model import Scenario
from tests.browser.test_walk_stories import GUIDE
from tests.conftest import EXAMPLES
from tests.engines.conftest import OpenPage
from tests.engines.page import Page

SHOWN = """
  const $node = document.querySelector('.walk-step > .node')
  if (!$node) return null
  const $letters = [...$node.querySelectorAll('.letter-place')]
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
        kind, offered = arrive(page, tree, node)
        letters += offered
    assert kind == "outcome"
    assert list(dict.fromkeys(letters)) == list(story.letters), scenario.id


def arrive(page: Page, tree: str, node: str) -> tuple[str, list[str]]:
    """The kind of the step and its letters, once it is the one that is shown."""

    def look() -> tuple[str, list[str]] | None:
        shown = page.evaluate(SHOWN)
        return (shown[2], shown[3]) if shown and shown[:2] == [tree, node] else None

    seen = page.until(look, f"{tree}/{node}")
    assert seen
    return seen


def chosen() -> list[Scenario]:
    """Short stories that have every kind of step of every stage, and every way to another."""
    steps = {scenario.id: len(play(GUIDE, scenario).path) for scenario in GUIDE.scenarios.values()}
    wanted = {scenario.id: marks(scenario) for scenario in GUIDE.scenarios.values()}
    left = set().union(*wanted.values())
    taken: list[Scenario] = []
    while left:
        best = max(wanted, key=lambda name: len(wanted[name] & left) / steps[name])
        taken.append(GUIDE.scenarios[best])
        left -= wanted[best]
    return taken


def marks(scenario: Scenario) -> set[tuple[str, str]]:
    """What a story has that others may have too."""
    path = play(GUIDE, scenario).path
    kinds = {(tree, type(GUIDE.trees[tree].nodes[node]).__name__) for tree, node in path}
    return kinds | {(one, other) for (one, _), (other, _) in itertools.pairwise(path)}


STORIES = chosen() if EXAMPLES == "new" else chosen()[:3]
"""The first have most in few steps; Chromium walks the others too."""


@pytest.mark.thorough
def test_stories_end_where_they_say_with_their_letters(open_page: OpenPage) -> None:
    page = open_page()
    for scenario in STORIES:
        walk(page, scenario)
