"""Drafts of new scenarios; the end and the letters are found by playing them."""

from __future__ import annotations

from dataclasses import dataclass

from michishirube.analysis.graph import Key
from michishirube.analysis.scenarios import PlayedScenario, play
from michishirube.diagnostics import Span
from michishirube.editing.draft import Draft, DraftError, Texts, with_item
from michishirube.editing.yaml_text import FlowList
from michishirube.model import Guide, NodeRef, Prose, Question, Scenario, Step, Text
from michishirube.model.kinds import OF_TABLE

NOWHERE = Span.of_file("")


@dataclass(frozen=True, slots=True)
class ScenarioAnswers:
    """Fields of a new scenario; `steps` are pairs of node and label."""

    id: str
    title: str
    story: str
    start: str
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """The first question that isn't answered yet."""

    key: Key
    question: Question


def walk_of(guide: Guide, start: str, steps: tuple[tuple[str, str], ...]) -> PlayedScenario:
    """Play answers from a start, "" for the triage tree."""
    story = Scenario(
        span=NOWHERE,
        id=Text("", NOWHERE),
        title=Text("", NOWHERE),
        story=Prose("", NOWHERE),
        start=NodeRef(start, NOWHERE) if start else None,
        answers=tuple(
            Step(span=NOWHERE, at=Text(at, NOWHERE), answer=Text(label, NOWHERE))
            for at, label in steps
        ),
        ends=NodeRef("", NOWHERE),
    )
    return play(guide, story)


def open_question(
    guide: Guide, start: str, steps: tuple[tuple[str, str], ...]
) -> OpenQuestion | None:
    """Return the next question, None if the scenario reaches an outcome.

    Raises:
        DraftError: The answers don't fit the trees.
    """
    walk = walk_of(guide, start, steps)
    if walk.fault is None:
        return None
    if walk.fault.code != "scenario-unfinished" or walk.end is None:
        raise DraftError("no_walk", reason=walk.fault.code, at="/".join(walk.end or ()))
    node = guide.trees[walk.end[0]].nodes[walk.end[1]]
    if not isinstance(node, Question):
        raise DraftError("no_walk", reason=walk.fault.code, at="/".join(walk.end))
    return OpenQuestion(walk.end, node)


def draft_scenario(guide: Guide, texts: Texts, answers: ScenarioAnswers) -> Draft:
    """Create a scenario in the file of the tree in which it ends.

    Raises:
        DraftError: The answers don't reach an outcome, or the file has no safe position.
    """
    waiting = open_question(guide, answers.start, answers.steps)
    if waiting is not None:
        labels = " / ".join(str(each.label) for each in waiting.question.answers)
        at = "/".join(waiting.key)
        raise DraftError("unfinished", at=at, question=waiting.question.question, labels=labels)
    walk = walk_of(guide, answers.start, answers.steps)
    end = walk.end or ("", "")
    path = OF_TABLE["scenarios"].path(end[0])
    item = scenario_item(answers, "/".join(end), walk.letters)
    text = with_item(texts, path, "scenarios", item)
    return Draft({path: text}, path, ("scenario_story",), {"id": answers.id})


def scenario_item(answers: ScenarioAnswers, ends: str, letters: tuple[str, ...]) -> object:
    """Return a scenario as plain data."""
    return {
        "id": answers.id,
        "title": answers.title,
        "story": answers.story,
        "start": answers.start,
        "answers": [{at: label} for at, label in answers.steps],
        "ends": ends,
        "letters": FlowList(letters),
    }
