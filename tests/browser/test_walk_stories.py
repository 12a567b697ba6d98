"""Every story of the guides, walked in the real pages by pressing what a reader presses."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

from michishirube.analysis.scenarios import play
from michishirube.model import Guide, Scenario
from michishirube.reading.loader import load_guide
from tests.browser.pages import DESKTOP, PHONE, OpenPage
from tests.conftest import EXAMPLES, FREELANCE, HOUSEPLANT, PARCEL


def guide_of(root: Path) -> Guide:
    guide = load_guide(root).guide
    assert guide
    return guide


@dataclass(frozen=True)
class Step:
    """A step of a story: where it is, and what was pressed to get there."""

    tree: str
    node: str
    pressed: str = ""


def steps_of(guide: Guide, scenario: Scenario) -> list[Step]:
    story = play(guide, scenario)
    answers, passed = list(story.answers), [key for key, _ in story.passed]
    steps: list[Step] = []
    for tree, node in story.path:
        if passed and passed[0] == (tree, node):
            passed.pop(0)  # The page goes past it by itself.
            continue
        pressed = ""
        if steps:
            is_answered = bool(answers) and answers[0][0] == (steps[-1].tree, steps[-1].node)
            pressed = answers.pop(0)[1] if is_answered else WAY_ON
        steps.append(Step(tree, node, pressed))
    return steps


def grouped(guide: Guide, size: int = 12) -> Mapping[str, list[Scenario]]:
    """Some in each test, beside those that begin alike."""
    stories = sorted(guide.scenarios.values(), key=lambda each: str(steps_of(guide, each)))
    groups = (stories[start : start + size] for start in range(0, len(stories), size))
    return {f"{group[0].id}...": group for group in groups}


WAY_ON = "way on"
ENOUGH = 2
"""Faults after which a test stops: each may have waited for what never came."""
GUIDE, SMALL, CASE = guide_of(FREELANCE), guide_of(HOUSEPLANT), guide_of(PARCEL)
STORIES = grouped(GUIDE)
TRIED = [name for number, name in enumerate(STORIES) if EXAMPLES == "new" or number % 3 == 0]
"""`make test` walks a third of the stories, `make fuzz` all."""


SHOWN = """
() => {
  const $node = document.querySelector('.walk-step > .node')
  const $letters = [...$node.querySelectorAll('.letter-place')]
  return [$node.dataset.node, $node.dataset.kind, $letters.map($letter => $letter.dataset.letter)]
}
"""


@dataclass
class Walker:
    """Walks stories in one page.

    What two stories begin with is walked once: from the end of one, the browser's own way back
    leads to the step at which the other goes on differently.
    """

    page: Page
    address: str
    guide: Guide
    steps: list[Step] = field(default_factory=list)
    seen: list[tuple[str, str, list[str]]] = field(default_factory=list)
    """Of each step the address, the kind and the letters that the page showed."""

    def walk(self, scenario: Scenario) -> None:
        """Walk a story to its end; at every step the page shows that step and no other."""
        story = steps_of(self.guide, scenario)
        self._go_back(story)
        for step in story[len(self.steps) :]:
            self._go_on(step)
        assert self.seen[-1][1] == "outcome"
        letters = [letter for _, _, offered in self.seen for letter in offered]
        assert list(dict.fromkeys(letters)) == list(play(self.guide, scenario).letters)

    def _go_back(self, story: list[Step]) -> None:
        pairs = zip(self.steps, story, strict=False)
        common = len(list(itertools.takewhile(lambda pair: pair[0] == pair[1], pairs)))
        if common and common < len(self.steps):
            # Later, so that this call has its answer before its page may be gone.
            later = "count => { setTimeout(() => history.go(count)) }"
            self.page.evaluate(later, common - len(self.steps))
            self.page.wait_for_url(self.seen[common - 1][0])
            self._arrive(self.steps[common - 1])
        del self.steps[common:], self.seen[common:]

    def _go_on(self, step: Step) -> None:
        if not self.steps:
            self.page.goto(f"{self.address}stages/{step.tree}.html")
        elif step.pressed == WAY_ON:
            self.page.locator(".walk-step .way-on a").click()
        else:
            self.page.locator(f'.walk-step .answer[data-answer="{step.pressed}"]').click()
        if not self.steps or step.tree != self.steps[-1].tree:
            self._arrive(step)
        shown, kind, letters = self.page.evaluate(SHOWN)
        assert shown == step.node, step
        self.steps.append(step)
        self.seen.append((self.page.url, kind, letters))

    def _arrive(self, step: Step) -> None:
        """Wait for a step of another page, or one gone back to."""
        place = f'.walk[data-tree="{step.tree}"] .walk-step > .node[data-node="{step.node}"]'
        self.page.locator(place).wait_for()


def faults(page: Page, address: str, guide: Guide, stories: Iterable[Scenario]) -> dict[str, str]:
    """Walk stories; of those that didn't come out as they say, what was wrong."""
    found: dict[str, str] = {}
    walker = Walker(page, address, guide)
    for scenario in stories:
        try:
            walker.walk(scenario)
        except (AssertionError, Error) as error:
            found[scenario.id] = str(error)
            if len(found) == ENOUGH:
                break
            walker = Walker(page, address, guide)
    return found


@pytest.mark.thorough
@pytest.mark.parametrize("name", TRIED)
def test_every_story_ends_where_it_says_with_its_letters(
    open_page: OpenPage, site_url: str, name: str
) -> None:
    page = open_page(viewport=PHONE, reduced_motion="reduce")
    assert faults(page, site_url, GUIDE, STORIES[name]) == {}


def test_there_are_stories_enough() -> None:
    assert sum(map(len, STORIES.values())) == len(GUIDE.scenarios) > 40


def test_another_guide_in_another_language_is_walked_alike(
    open_page: OpenPage, small_site_url: str
) -> None:
    page = open_page(base=small_site_url, viewport=DESKTOP, reduced_motion="reduce")
    assert faults(page, small_site_url, SMALL, SMALL.scenarios.values()) == {}


def test_stories_of_a_guide_that_remembers_answers(open_page: OpenPage, parcel_url: str) -> None:
    page = open_page(base=parcel_url, viewport=PHONE, reduced_motion="reduce")
    assert faults(page, parcel_url, CASE, CASE.scenarios.values()) == {}
