"""What differs between two guides, each change found once and called what it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from michishirube.changes.compare import compare
from michishirube.changes.findings import Changes, Side
from michishirube.changes.headline import headlines
from michishirube.checks.project import check_project
from michishirube.diagnostics import Severity
from tests.conftest import FREELANCE, HOUSEPLANT, Project

DRY, WET = "content/stages/dry.yml", "content/stages/wet.yml"


def side(root: Path) -> Side:
    loaded = check_project(root)
    errors = [item for item in loaded.diagnostics if item.severity is Severity.ERROR]
    return Side("x", loaded.guide, tuple(errors))


@pytest.fixture
def changed(houseplant: Project) -> Callable[[], Changes]:
    return lambda: compare(side(HOUSEPLANT), side(houseplant.root))


Changed = Callable[[], Changes]


def codes(changes: Changes) -> dict[str, int]:
    return {each.code: each.count for each in headlines(changes)}


def test_same_content_differs_in_nothing(changed: Changed) -> None:
    found = changed()
    assert not found.any
    assert codes(found) == {}


def test_moving_lines_and_files_about_changes_nothing(
    houseplant: Project, changed: Changed
) -> None:
    for name in (DRY, "content/facts.yml", "content/letters/ask-friend.yml"):
        path = houseplant.root / name
        path.write_text("# a comment\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    (houseplant.root / "content/scenarios/all.yml").rename(
        houseplant.root / "content/scenarios/other.yml"
    )
    assert not changed().any


def test_reworded_node(houseplant: Project, changed: Changed) -> None:
    houseplant.replace(DRY, "Take it out after twenty minutes", "Take it out after ten minutes")
    found = changed()
    assert codes(found) == {"nodes_changed": 1}
    (node,) = found.trees[0].nodes
    assert (node.status, node.tree, node.id) == ("changed", "dry", "water")
    assert [(text.part.key, "ten" in text.after) for text in node.texts] == [("do", True)]


def test_rerouted_answer_moves_the_people_who_give_it(
    houseplant: Project, changed: Changed
) -> None:
    houseplant.replace(
        WET,
        "label: It recovered\n        to: dry/saved",
        "label: It recovered\n        to: repotted",
    )
    found = changed()
    assert codes(found)["stories_moved"] == 1
    assert codes(found)["answers_rerouted"] == 1
    (node,) = found.trees[0].nodes
    (answer,) = node.answers
    assert (answer.kind, answer.label_after) == ("rerouted", "It recovered")
    assert answer.before
    assert answer.after
    assert (answer.before.key, answer.after.key) == (("dry", "saved"), ("wet", "repotted"))
    (scenario,) = found.scenarios
    assert scenario.id == "too-much-love"
    assert scenario.before
    assert scenario.after
    assert (scenario.before.key, scenario.after.key) == (("dry", "saved"), ("wet", "repotted"))
    routes = found.trees[0].routes
    assert routes
    assert (routes.new, routes.gone, routes.moved) == (0, 0, 1)


def test_same_place_written_otherwise_is_no_other_way(
    houseplant: Project, changed: Changed
) -> None:
    houseplant.replace("content/stages/triage.yml", "to: dry", "to: dry/water")
    assert not changed().any


def test_way_of_an_action_and_return(houseplant: Project, changed: Changed) -> None:
    houseplant.replace(
        DRY, "label: Some do\n        return_to: water", "label: Some do\n        to: saved"
    )
    houseplant.replace(DRY, "    next: rest\n", "    next: recovered\n")
    nodes = {node.id: node for node in changed().trees[0].nodes}
    assert nodes["water"].answers[0].label_after is None
    assert nodes["water"].answers[0].kind == "rerouted"
    assert nodes["water"].texts == ()
    before = nodes["recovered"].answers[0].before
    assert before
    assert before.returns


def test_relabelled_answer_makes_no_new_way_and_stops_nobody(
    houseplant: Project, changed: Changed
) -> None:
    houseplant.replace(WET, "label: It recovered", "label: It stands up again")
    houseplant.replace("content/scenarios/all.yml", "It recovered", "It stands up again")
    found = changed()
    assert codes(found) == {"answers_relabelled": 1}
    routes = found.trees[0].routes
    assert routes
    assert (routes.new, routes.gone, routes.moved) == (0, 0, 0)
    assert found.scenarios == ()


def test_added_and_removed_answers_and_nodes(houseplant: Project, changed: Changed) -> None:
    houseplant.replace(
        WET,
        "      - label: It is\n        to: repot\n",
        "      - label: It fell over\n        to: thrown\n",
    )
    houseplant.replace(
        WET,
        "  repotted:\n",
        "  thrown:\n    outcome: Say goodbye\n    text: Some can't be saved.\n"
        "    sources: [handbook]\n  repotted:\n",
    )
    found = changed()
    nodes = {node.id: node for node in found.trees[0].nodes}
    assert [answer.kind for answer in nodes["wilted-still"].answers] == ["added", "removed"]
    assert nodes["thrown"].status == "added"
    assert {text.part.key for text in nodes["thrown"].texts} >= {"outcome", "text"}
    counts = codes(found)
    assert counts["stories_stuck"] == 1
    assert counts["answers_removed"] == counts["answers_added"] == counts["nodes_added"] == 1


def test_story_with_other_answers_tells_where_the_old_ones_lead(
    houseplant: Project, changed: Changed
) -> None:
    houseplant.replace(
        "content/scenarios/all.yml",
        "      - smell: No\n      - wilted-still: It recovered\n    ends: dry/saved",
        "      - smell: Yes\n    ends: wet/repotted\n    letters: [ask-friend]",
    )
    (scenario,) = changed().scenarios
    assert scenario.moved
    assert scenario.retold
    assert scenario.retold.key == ("dry", "saved")


def test_node_that_only_changed_its_address(houseplant: Project, changed: Changed) -> None:
    text = (houseplant.root / DRY).read_text(encoding="utf-8")
    text = text.replace("to: saved", "to: alive").replace("  saved:", "  alive:")
    houseplant.write(DRY, text)
    houseplant.replace(WET, "to: dry/saved", "to: dry/alive")
    scenarios = (houseplant.root / "content/scenarios/all.yml").read_text(encoding="utf-8")
    houseplant.write("content/scenarios/all.yml", scenarios.replace("dry/saved", "dry/alive"))
    found = changed()
    (node,) = found.trees[0].nodes
    assert (node.status, node.id_before, node.id_after) == ("renamed", "saved", "alive")
    assert codes(found)["addresses"] == 1
    assert "answers_rerouted" not in codes(found)
    assert "nodes_removed" not in codes(found)
    routes = found.trees[0].routes
    assert routes
    assert (routes.new, routes.gone, routes.moved) == (0, 0, 0)


def test_node_of_another_kind(houseplant: Project, changed: Changed) -> None:
    houseplant.replace(DRY, "    wait: Let it drink\n    hours: 24\n", "    action: Let it drink\n")
    (node,) = changed().trees[0].nodes
    assert node.kind_before.__name__ == "Wait"  # type: ignore[union-attr]
    assert node.kind_after.__name__ == "Action"  # type: ignore[union-attr]


def test_letters_of_a_way(houseplant: Project, changed: Changed) -> None:
    houseplant.replace(WET, "    letters: [ask-friend]\n", "")
    found = changed()
    assert codes(found)["stories_letters"] == 3
    assert all(scenario.letters_after == () for scenario in found.scenarios)


def test_everything_else_is_compared_key_by_key(houseplant: Project, changed: Changed) -> None:
    houseplant.replace("content/letters/ask-friend.yml", "my plant needs", "my fern needs")
    houseplant.replace("content/fields.yml", "label: Name", "label: Your friend's name")
    houseplant.replace(
        "content/checklists/healthy-plant.yml", "brown or soft", "brown, soft or wet"
    )
    houseplant.replace("content/glossary.yml", "[dusty, thirsty]", "[dusty]")
    houseplant.replace("content/about.md", "friends of plants", "friends of ferns")
    houseplant.replace("content/figures/survey.yml", "marked: 7", "marked: 8")
    houseplant.replace("content/facts.yml", "about a day", "about two days")
    houseplant.replace("site_config.yml", "I can't tell", "I am not sure")
    found = {(each.kind, each.id): each for each in changed().records}
    assert list(found) == [
        ("letters", "ask-friend"),
        ("fields", "friend"),
        ("points", "healthy-plant/roots"),
        ("glossary", "dry-soil"),
        ("documents", "about"),
        ("figures", "survey"),
        ("facts", "A2"),
        ("site_config", "site_config.yml"),
    ]
    text = found["letters", "ask-friend"].texts[0]
    assert (text.part.key, text.part.within) == ("body", "Kind")
    text = found["site_config", "site_config.yml"].texts[0]
    assert (text.part.record.__name__, text.part.key) == ("Home", "unsure")
    assert {each.status for each in found.values()} == {"changed"}


def test_start_of_a_tree_and_recipient_of_a_letter(houseplant: Project, changed: Changed) -> None:
    houseplant.replace(DRY, "start: water", "start: rest")
    houseplant.replace("content/letters/ask-friend.yml", "to: A friend", "to: A neighbour")
    found = changed()
    trees = {tree.id: tree for tree in found.trees}
    assert [text.part.key for text in trees["dry"].texts] == ["start"]
    # Whoever is sent to the tree starts elsewhere now.
    assert [answer.kind for answer in trees["triage"].nodes[0].answers] == ["rerouted"]
    assert [text.part.key for text in found.records[0].texts] == ["to"]


def test_fact_that_lost_its_place_and_one_that_gained_one(
    houseplant: Project, changed: Changed
) -> None:
    houseplant.write(
        "content/facts.yml",
        (HOUSEPLANT / "content/facts.yml").read_text(encoding="utf-8")
        + "A4:\n  statement: Friends help.\n  sources: [handbook]\n",
    )
    houseplant.replace("content/letters/ask-friend.yml", "facts: [A3]", "facts: [A4]")
    houseplant.replace(DRY, "    facts: [A2]\n", "    facts: [A1]\n")
    houseplant.replace("content/checklists/healthy-plant.yml", "facts: [A2]", "facts: [A1]")
    found = {each.id: each for each in changed().facts}
    assert {name: each.kind for name, each in found.items()} == {"A2": "lost", "A4": "gained"}
    assert [(place.page, place.step) for place in found["A2"].places] == [
        ("The soil is dry", "Let it drink"),
        ("Is it a healthy plant?", ""),
    ]


def test_source_that_was_looked_at_again(houseplant: Project, changed: Changed) -> None:
    houseplant.replace("content/sources.yml", "2026-11-01", "2026-11-24")
    found = changed()
    assert codes(found) == {"sources_checked": 1}
    assert str(found.checked[0].before) == "2026-11-01"


def test_tree_that_is_new_and_one_that_is_gone(houseplant: Project, changed: Changed) -> None:
    text = (HOUSEPLANT / DRY).read_text(encoding="utf-8")
    houseplant.write("content/stages/cold.yml", text)
    houseplant.replace("site_config.yml", "[dry, wet]", "[dry, wet, cold]")
    found = changed()
    assert [(tree.id, tree.status) for tree in found.trees] == [("cold", "added")]
    assert codes(found)["trees_added"] == 1
    backwards = compare(found.after, found.before)
    assert [(tree.id, tree.status) for tree in backwards.trees] == [("cold", "removed")]
    assert codes(backwards)["trees_removed"] == 1


# --- Sides with errors --------------------------------------------------------


@pytest.mark.parametrize("text", ["title: 'x", "nodes: {", "title: Only a title\n", "\0"])
def test_broken_tree_proves_nothing_gone(houseplant: Project, changed: Changed, text: str) -> None:
    houseplant.write(WET, text)
    houseplant.replace("content/glossary.yml", "[dusty, thirsty]", "[dusty]")
    found = changed()
    assert "broken" in codes(found)
    for each in (found, compare(found.after, found.before)):
        assert each.unread == (WET,)
        assert not each.scenarios
        assert not each.facts
        assert {node.status for tree in each.trees for node in tree.nodes} <= {"changed"}
        assert [record.kind for record in each.records] == ["glossary"]


def test_fact_in_a_broken_file_is_not_lost(houseplant: Project) -> None:
    houseplant.replace("content/checklists/healthy-plant.yml", "facts: [A2]", "facts: [A1]")
    whole = side(houseplant.root)
    houseplant.write(DRY, "title: 'x")
    broken = side(houseplant.root)
    assert not compare(whole, broken).facts
    assert not compare(broken, whole).facts


@pytest.mark.parametrize("name", ["content/fields.yml", "content/glossary.yml", "content/about.md"])
def test_broken_file_proves_none_of_its_records_gone(
    houseplant: Project, changed: Changed, name: str
) -> None:
    houseplant.write(name, "a: 'b")
    assert not changed().records


def test_slip_in_one_key_still_compares_the_rest_of_the_file(
    houseplant: Project, changed: Changed
) -> None:
    houseplant.replace(DRY, "    hours: 24", "    hours: a day")
    houseplant.replace(DRY, "The pot is light", "The pot weighs little")
    found = changed()
    (tree,) = found.trees
    assert [text.part.key for text in tree.texts] == ["summary"]


def test_side_without_any_guide(tmp_path: Path, changed: Changed) -> None:
    empty = side(tmp_path / "nothing")
    found = compare(empty, side(HOUSEPLANT))
    assert not found.any


def test_a_large_guide_against_itself(tmp_path: Path) -> None:
    shutil.copytree(FREELANCE, tmp_path, dirs_exist_ok=True)
    assert not compare(side(FREELANCE), side(tmp_path)).any
