"""Stories that say an answer in words that it no longer has, and which answer is meant.

Who rewords an answer leaves its stories behind. The answer is told by where the stories say that
they come out, by which answers other stories don't give, and by how alike the words are.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from michishirube.analysis.addresses import find_node
from michishirube.analysis.graph import Key
from michishirube.analysis.scenarios import Walk, play
from michishirube.model import Answer, Guide, Question, Scenario

_ALIKE = 0.5
"""How alike words must be (difflib's ratio) where nothing else tells answers apart."""

_LONGEST = 200
"""Characters of an answer; longer ones aren't compared, which takes the square of their length."""

_MOST = 100
"""Words that are looked into; more than this is no rewording."""

_STORIES = 20
"""So many stories tell well enough which answer is meant."""

Words = tuple[Key, str]
"""A question, and words that none of its answers has."""


@dataclass(frozen=True, slots=True)
class Told:
    """All stories walked, with the words of answers as they are meant.

    `meant` are those that were guessed; former words (`was`) are no guess.
    """

    walks: Mapping[str, Walk]
    meant: Mapping[Words, str]


def told(guide: Guide) -> Told:
    """Walk every scenario of a guide."""
    meant: dict[Words, str] = {}
    walks = {name: play(guide, story) for name, story in guide.scenarios.items()}
    tried: set[Words] = set()
    while waiting := _unknown(guide, walks, tried):
        for words, stories in waiting.items():
            tried.add(words)
            answer = _meant_by(guide, words, stories, meant) if len(tried) <= _MOST else None
            if answer is not None:
                meant[words] = str(answer.label)
                for story in stories:
                    walks[str(story.id)] = play(guide, story, meant)
    return Told(walks, meant)


def _unknown(
    guide: Guide, walks: Mapping[str, Walk], tried: set[Words]
) -> dict[Words, list[Scenario]]:
    """Words at which stories stop, with these stories; none that were looked into before."""
    found: dict[Words, list[Scenario]] = defaultdict(list)
    for name, walk in walks.items():
        fault = walk.fault
        if fault is not None and fault.code == "scenario-other-answer" and fault.step is not None:
            words = (walk.path[-1], str(fault.step.answer))
            if words not in tried:
                found[words].append(guide.scenarios[name])
    return found


def _meant_by(
    guide: Guide, words: Words, stories: list[Scenario], meant: Mapping[Words, str]
) -> Answer | None:
    (tree, node), written = words
    question = guide.trees[tree].nodes[node]
    assert isinstance(question, Question)  # noqa: S101 - an answer is asked of nothing else
    right = [
        answer
        for answer in question.answers
        if all(
            _comes_out(guide, story, {**meant, words: str(answer.label)}, words)
            for story in stories[:_STORIES]
        )
    ]
    given = set(_given(guide, tree, node))
    free = [answer for answer in right if answer.label not in given]
    return free[0] if len(free) == 1 else _most_alike(written, free or right)


def _comes_out(guide: Guide, story: Scenario, meant: Mapping[Words, str], words: Words) -> bool:
    """Whether a story then ends as it says, as far as can be told."""
    walk = play(guide, story, meant)
    if walk.fault is not None:
        again = walk.fault.step is not None and (walk.path[-1], walk.fault.step.answer) == words
        return walk.fault.code in ("scenario-other-answer", "unknown-node") and not again
    expected = find_node(guide, story.ends, None)
    if expected is None:
        return True
    tree, node = expected
    is_there = walk.end == (str(tree.id), str(node.id))
    return is_there and set(walk.letters) == {str(letter) for letter in story.letters}


def _given(guide: Guide, tree: str, node: str) -> Iterator[str]:
    """The answers that stories give at a question, as far as their words tell."""
    for story in guide.scenarios.values():
        for step in story.answers:
            if step.at in (node, f"{tree}/{node}"):
                yield str(step.answer)


def _most_alike(written: str, answers: list[Answer]) -> Answer | None:
    """The one answer whose words are like those written, if there is just one such."""

    def likeness(answer: Answer) -> float:
        return difflib.SequenceMatcher(None, written, str(answer.label)).ratio()

    if len(written) > _LONGEST:
        return None
    short = [answer for answer in answers if len(answer.label) <= _LONGEST]
    found = [answer for answer in short if likeness(answer) >= _ALIKE]
    return found[0] if len(found) == 1 else None
