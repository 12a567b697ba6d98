"""What differs for the people of the scenarios: where they come out, with which letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.changes.findings import End, StoryChange, TreeChange
from generator.changes.sides import Pair, status
from generator.changes.values import text_changes
from generator.model import Guide, Scenario, Step, Text
from generator.scenarios import Walk, play


def story_changes(pair: Pair, trees: Iterable[TreeChange]) -> tuple[StoryChange, ...]:
    """Every scenario in which anything differs; none while some tree can't be read whole.

    What differs in the trees tells which answers only read otherwise now.
    """
    return tuple(_changes(pair, _Translation(trees))) if pair.trees_are_whole else ()


class _Translation:
    """Tells the answers of before in the words of now."""

    def __init__(self, trees: Iterable[TreeChange]) -> None:
        nodes = [node for tree in trees for node in tree.nodes]
        self._labels = {
            (node.id_before, change.label_before): change.label_after
            for node in nodes
            for change in node.answers
            if change.kind == "relabelled"
        }
        self._names = {node.id_before: node.id_after for node in nodes if node.status == "renamed"}

    def __call__(self, step: Step) -> tuple[str, str]:
        tree, slash, name = step.at.rpartition("/")
        label = self._labels.get((name, str(step.answer))) or str(step.answer)
        return f"{tree}{slash}{self._names.get(name) or name}", label


def _changes(pair: Pair, translation: _Translation) -> Iterator[StoryChange]:
    for name, old, new in pair.records(pair.before.scenarios, pair.after.scenarios):
        there = new or old
        if there is None:
            continue
        before = play(pair.before, old) if old else None
        after = play(pair.after, new) if new else None
        change = StoryChange(
            status(old, new),
            name,
            str(there.title),
            _end(pair.before, before),
            _end(pair.after, after),
            _retold(pair.after, old, new, translation),
            before.letters if before else (),
            after.letters if after else (),
            text_changes(old, new, whole=pair.is_whole(old, new)) if new else (),
        )
        if change.status != "changed" or change.moved or change.other_letters or change.texts:
            yield change


def _retold(
    after: Guide, old: Scenario | None, new: Scenario | None, translation: _Translation
) -> End | None:
    """Where the answers of before come out now; None where the scenario still gives them."""
    if old is None or new is None:
        return None
    told = [translation(step) for step in old.answers]
    if old.start == new.start and told == [(step.at, step.answer) for step in new.answers]:
        return None
    steps = tuple(
        replace(step, at=Text(at, step.span), answer=Text(answer, step.span))
        for step, (at, answer) in zip(old.answers, told, strict=True)
    )
    return _end(after, play(after, replace(old, answers=steps)))


def _end(guide: Guide, walk: Walk | None) -> End | None:
    if walk is None:
        return None
    if walk.fault is not None or walk.end is None:
        return End(None, "", walk.fault.code if walk.fault else "")
    tree, node = walk.end
    return End(walk.end, str(guide.trees[tree].nodes[node].title))
