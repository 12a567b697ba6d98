"""What differs for the people of the scenarios: where they come out, with which letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from michishirube.analysis.scenarios import PlayedScenario, play
from michishirube.changes.findings import NodeChange, ScenarioChange, ScenarioEnd, TreeChange
from michishirube.changes.pair import GuidePair
from michishirube.changes.values import text_changes
from michishirube.model import Guide, Scenario, Step, Text


def scenario_changes(pair: GuidePair, trees: Iterable[TreeChange]) -> tuple[ScenarioChange, ...]:
    """Every scenario in which anything differs; none while some tree can't be read whole.

    What differs in the trees tells which answers only read otherwise now.
    """
    return tuple(_changes(pair, _Translation(pair, trees))) if pair.trees_are_whole else ()


class _Translation:
    """Tells the answers of before in the words of now."""

    def __init__(self, pair: GuidePair, trees: Iterable[TreeChange]) -> None:
        self._guide = pair.after
        nodes = [node for tree in trees for node in tree.nodes]
        self._labels = {
            (node.id_after, change.label_before): change.label_after
            for node in nodes
            for change in node.answers
            if change.kind == "relabelled"
        }
        self._names = {old[1]: new[1] for old, new in pair.renames.nodes.items()}
        self._known = {name for tree in pair.after.trees.values() for name in tree.nodes}

    def __call__(self, step: Step) -> Step:
        tree, slash, name = step.at.rpartition("/")
        if name not in self._known:
            name = self._names.get(name, name)
        label = self._labels.get((name, str(step.answer))) or str(step.answer)
        at = Text(f"{tree}{slash}{name}", step.at.span)
        return replace(step, at=at, answer=Text(label, step.answer.span))

    def translated(self, scenario: Scenario) -> Scenario:
        """A story that may still give answers in words of before."""
        return replace(scenario, answers=tuple(map(self, scenario.answers)))


def old_words(pair: GuidePair, trees: tuple[TreeChange, ...]) -> tuple[TreeChange, ...]:
    """The trees, with each reworded answer told how many stories still give it in its old words."""
    given = Counter(
        (step.at.rpartition("/")[2], str(step.answer))
        for scenario in pair.after.scenarios.values()
        for step in scenario.answers
    )

    def counted(node: NodeChange) -> NodeChange:
        answers = tuple(
            replace(each, scenarios=given[node.id, each.label_before or ""])
            if each.kind == "relabelled"
            else each
            for each in node.answers
        )
        return replace(node, answers=answers)

    return tuple(replace(tree, nodes=tuple(map(counted, tree.nodes))) for tree in trees)


def _changes(pair: GuidePair, translation: _Translation) -> Iterator[ScenarioChange]:
    for name, old, new in pair.records(pair.before.scenarios, pair.after.scenarios):
        there = new or old
        if there is None:
            continue
        translated = translation.translated(old) if old else None
        now = translation.translated(new) if new else None
        before = play(pair.before, old) if old else None
        after = play(pair.after, now) if now else None
        status = pair.status("scenarios", name, old, new)
        whole, renamed = pair.is_whole(old, new), status == "renamed"
        change = ScenarioChange(
            status,
            name,
            str(there.title),
            there.span,
            _end(pair.before, before),
            _end(pair.after, after),
            _replayed(pair.after, translated, now),
            before.letters if before else (),
            after.letters if after else (),
            text_changes(translated, now, whole=whole, renamed=renamed) if now else (),
        )
        if not (old and new) or change.moved or change.other_letters or change.texts:
            yield change


def _replayed(after: Guide, old: Scenario | None, new: Scenario | None) -> ScenarioEnd | None:
    """Where the answers of before come out now; None where the scenario still gives them."""
    if old is None or new is None:
        return None
    given = [[(step.at, step.answer) for step in each.answers] for each in (old, new)]
    if old.start == new.start and given[0] == given[1]:
        return None
    return _end(after, play(after, old))


def _end(guide: Guide, walk: PlayedScenario | None) -> ScenarioEnd | None:
    if walk is None:
        return None
    if walk.fault is not None or walk.end is None:
        return ScenarioEnd(None, "", walk.fault.code if walk.fault else "")
    tree, node = walk.end
    return ScenarioEnd(walk.end, str(guide.trees[tree].nodes[node].title))
