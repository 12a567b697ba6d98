"""Compares scenarios: where they end, and which letters they are offered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from michishirube.analysis.case.effects import Case
from michishirube.analysis.scenarios import PlayedScenario, play
from michishirube.changes.findings import NodeChange, ScenarioChange, ScenarioEnd, TreeChange
from michishirube.changes.pair import GuidePair
from michishirube.changes.values import text_changes
from michishirube.model import Guide, Scenario, Step, Text


def scenario_changes(pair: GuidePair, trees: Iterable[TreeChange]) -> tuple[ScenarioChange, ...]:
    """Return the changed scenarios; none if a tree can't be read completely.

    Args:
        pair: The guides.
        trees: Changes of the trees, which tell relabelled answers.
    """
    return tuple(_changes(pair, _Translation(pair, trees))) if pair.trees_are_whole else ()


class _Translation:
    """Replaces old labels and node ids in scenarios by the current ones."""

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
        """Return a scenario in current labels."""
        return replace(scenario, answers=tuple(map(self, scenario.answers)))


def old_words(pair: GuidePair, trees: tuple[TreeChange, ...]) -> tuple[TreeChange, ...]:
    """Add to each relabelled answer the number of scenarios that use its old label."""
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
    old_case, new_case = Case(pair.before), Case(pair.after)
    for name, old, new in pair.records(pair.before.scenarios, pair.after.scenarios):
        there = new or old
        if there is None:
            continue
        translated = translation.translated(old) if old else None
        now = translation.translated(new) if new else None
        before = play(pair.before, old, case=old_case) if old else None
        after = play(pair.after, now, case=new_case) if now else None
        status = pair.status("scenarios", name, old, new)
        whole, renamed = pair.is_whole(old, new), status == "renamed"
        change = ScenarioChange(
            status,
            name,
            str(there.title),
            there.span,
            _end(pair.before, before),
            _end(pair.after, after),
            _replayed(pair.after, new_case, translated, now),
            before.letters if before else (),
            after.letters if after else (),
            text_changes(translated, now, whole=whole, renamed=renamed) if now else (),
        )
        if not (old and new) or change.moved or change.other_letters or change.texts:
            yield change


def _replayed(
    after: Guide, case: Case, old: Scenario | None, new: Scenario | None
) -> ScenarioEnd | None:
    """Return where the old answers end now, None if the scenario still gives them."""
    if old is None or new is None:
        return None
    given = [[(step.at, step.answer) for step in each.answers] for each in (old, new)]
    if old.start == new.start and given[0] == given[1]:
        return None
    return _end(after, play(after, old, case=case))


def _end(guide: Guide, walk: PlayedScenario | None) -> ScenarioEnd | None:
    if walk is None:
        return None
    if walk.fault is not None or walk.end is None:
        return ScenarioEnd(None, "", walk.fault.code if walk.fault else "")
    tree, node = walk.end
    return ScenarioEnd(walk.end, str(guide.trees[tree].nodes[node].title))
