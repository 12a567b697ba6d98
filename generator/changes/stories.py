"""What differs for the people of the scenarios: where they come out, with which letters."""

from __future__ import annotations

from collections.abc import Iterator

from generator.changes.findings import End, StoryChange
from generator.changes.sides import Pair, status
from generator.changes.values import text_changes
from generator.model import Guide, Scenario
from generator.scenarios import Walk, play


def story_changes(pair: Pair) -> tuple[StoryChange, ...]:
    """Every scenario in which anything differs; none while some tree can't be read whole."""
    return tuple(_changes(pair)) if pair.trees_are_whole else ()


def _changes(pair: Pair) -> Iterator[StoryChange]:
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
            _retold(pair.after, old, new),
            before.letters if before else (),
            after.letters if after else (),
            text_changes(old, new, whole=pair.is_whole(old, new)) if new else (),
        )
        if change.status != "changed" or change.moved or change.other_letters or change.texts:
            yield change


def _retold(after: Guide, old: Scenario | None, new: Scenario | None) -> End | None:
    """Where the answers of before come out now; None where the scenario still gives them."""
    if old is None or new is None or (_told(old) == _told(new)):
        return None
    return _end(after, play(after, old))


def _told(scenario: Scenario) -> tuple[object, ...]:
    return (scenario.start, *((step.at, step.answer) for step in scenario.answers))


def _end(guide: Guide, walk: Walk | None) -> End | None:
    if walk is None:
        return None
    if walk.fault is not None or walk.end is None:
        return End(None, "", walk.fault.code if walk.fault else "")
    tree, node = walk.end
    return End(walk.end, str(guide.trees[tree].nodes[node].title))
