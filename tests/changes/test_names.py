"""Names that change, orders, and what else a report of changes must not keep back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from michishirube.changes.compare import compare
from michishirube.changes.findings import Changes, OrderChange
from michishirube.changes.headline import headlines
from michishirube.changes.report import as_json, as_markdown, document_of, from_json
from michishirube.changes.reporting import report_of
from michishirube.i18n.messages import load
from tests.changes.test_changes import DRY, WET, side
from tests.conftest import HOUSEPLANT, Project

SCENARIOS = "content/scenarios/all.yml"
LETTER = "content/letters/ask-friend.yml"

Changed = Callable[[], Changes]


@pytest.fixture
def changed(houseplant: Project) -> Changed:
    return lambda: compare(side(HOUSEPLANT), side(houseplant.root))


def everywhere(project: Project, old: str, new: str) -> None:
    """Replace in every file of the content, as a careful contributor does."""
    for path in (*project.root.rglob("*.yml"), *project.root.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(old, new, text), encoding="utf-8")


def move(project: Project, old: str, new: str, was: str = "") -> None:
    path = project.root / old
    text = path.read_text(encoding="utf-8")
    (project.root / new).write_text(text + was, encoding="utf-8")
    path.unlink()


def codes(changes: Changes) -> dict[str, int]:
    return {each.code: each.count for each in headlines(changes)}


def told(changes: Changes) -> str:
    report = from_json(as_json(report_of(changes)).encode())
    return as_markdown(document_of(report, "en"), load("en", "changes"))


# --- Names ------------------------------------------------------------------------------


def node(project: Project) -> None:
    everywhere(project, r"\bsaved:\n", "alive:\n    was: [saved]\n")
    everywhere(project, r"(to: |dry/)saved\b", r"\1alive")


def letter(project: Project) -> None:
    move(project, LETTER, "content/letters/ask-neighbour.yml", "was: [ask-friend]\n")
    everywhere(project, r"letters: \[ask-friend\]", "letters: [ask-neighbour]")


def tree(project: Project) -> None:
    move(project, WET, "content/stages/soaked.yml", "was: [wet]\n")
    everywhere(project, r"\b(to: |start: |ends: |after: )wet\b", r"\1soaked")
    everywhere(project, r"\[dry, wet\]", "[dry, soaked]")


def field(project: Project) -> None:
    everywhere(project, r"^friend:\n", "helper:\n  was: [friend]\n")
    everywhere(project, r"\bfriend, day", "helper, day")
    everywhere(project, r"\{friend\}", "{helper}")


def term(project: Project) -> None:
    everywhere(project, "- id: dry-soil\n", "- id: dusty-soil\n    was: [dry-soil]\n")
    everywhere(project, "glossary/dry-soil", "glossary/dusty-soil")


def checklist(project: Project) -> None:
    old, new = "healthy-plant", "sound-plant"
    move(
        project, f"content/checklists/{old}.yml", f"content/checklists/{new}.yml", f"was: [{old}]\n"
    )
    everywhere(project, rf"checklists(/|: \[){old}", rf"checklists\1{new}")


def point(project: Project) -> None:
    everywhere(project, "- id: roots\n", "- id: root-tips\n    was: [roots]\n")


def fact(project: Project) -> None:
    everywhere(project, r"\bA1\b", "A9")
    everywhere(project, r"\bA9:\n", "A9:\n  was: [A1]\n")


def source(project: Project) -> None:
    everywhere(project, r"handbook(?=[]:])", "manual")
    everywhere(project, r"\bmanual:\n", "manual:\n  was: [handbook]\n")


def document(project: Project) -> None:
    move(project, "content/about.md", "content/us.md")
    everywhere(project, r"\[about\]", "[us]")
    path = project.root / "content/us.md"
    path.write_text(path.read_text().replace("---\n", "---\nwas: [about]\n", 1))


def scenario(project: Project) -> None:
    everywhere(project, "- id: no-use\n", "- id: of-no-use\n    was: [no-use]\n")


RENAMES = {
    "node": (node, "nodes", "dry/saved", "dry/alive"),
    "letter": (letter, "letters", "ask-friend", "ask-neighbour"),
    "tree": (tree, "trees", "wet", "soaked"),
    "field": (field, "fields", "friend", "helper"),
    "term": (term, "glossary", "dry-soil", "dusty-soil"),
    "checklist": (checklist, "checklists", "healthy-plant", "sound-plant"),
    "point": (point, "points", "healthy-plant/roots", "healthy-plant/root-tips"),
    "fact": (fact, "facts", "A1", "A9"),
    "source": (source, "sources", "handbook", "manual"),
    "document": (document, "documents", "about", "us"),
    "scenario": (scenario, "scenarios", "no-use", "of-no-use"),
}


@pytest.mark.parametrize("name", RENAMES)
@pytest.mark.parametrize("kept", [True, False])
def test_new_name_is_one_entry_and_nothing_follows_from_it(
    houseplant: Project, changed: Changed, name: str, kept: bool
) -> None:
    rename, kind, before, after = RENAMES[name]
    rename(houseplant)
    if not kept:
        everywhere(houseplant, r"(?m)^ *was: \[.*\]\n", "")
    found = changed()
    assert not found.after.errors, found.after.errors
    (address,) = found.addresses
    assert (address.kind, address.before, address.after) == (kind, before, after)
    assert address.leads_on == kept
    assert codes(found) == {"addresses_kept" if kept else "addresses": 1}
    text = told(found)
    assert text.count("\n- ") == 1, text
    assert ("Old addresses lead on" in text) == kept
    assert (f"`was: [{before.rpartition('/')[2]}]`" in text) != kept


def test_was_is_believed_where_all_words_differ(houseplant: Project, changed: Changed) -> None:
    houseplant.replace(
        DRY, "  rest:\n    wait: Let it drink\n", "  pause:\n    was: [rest]\n    wait: Wait\n"
    )
    houseplant.replace(DRY, "next: rest", "next: pause")
    found = changed()
    assert codes(found) == {"addresses_kept": 1, "nodes_changed": 1}
    (step,) = found.trees[0].nodes
    assert (step.status, step.id_before, step.id_after) == ("renamed", "rest", "pause")


def test_name_that_is_in_use_still_is_no_former_name(houseplant: Project, changed: Changed) -> None:
    houseplant.replace(DRY, "    hours: 24\n", "    hours: 24\n    was: [saved]\n")
    assert changed().addresses == ()


def test_renamed_and_reworded_letter_is_told_as_both(houseplant: Project, changed: Changed) -> None:
    letter(houseplant)
    houseplant.replace("content/letters/ask-neighbour.yml", "my plant needs", "my fern needs")
    found = changed()
    assert codes(found) == {"letters_changed": 1, "addresses_kept": 1}
    assert [text.part.key for text in found.records[0].texts] == ["body"]


def test_several_new_names_at_once(houseplant: Project, changed: Changed) -> None:
    node(houseplant)
    tree(houseplant)
    letter(houseplant)
    checklist(houseplant)
    point(houseplant)
    assert codes(changed()) == {"addresses_kept": 5}


def test_node_whose_references_were_left_behind(houseplant: Project, changed: Changed) -> None:
    """Half a rename: the report tells what is broken, and doesn't call stories stuck for it."""
    houseplant.replace(DRY, "  recovered:\n", "  better:\n    was: [recovered]\n")
    houseplant.replace(DRY, "next: recovered", "next: better")
    found = changed()
    assert found.after.errors
    assert "stories_stuck" not in codes(found)


def test_broken_file_makes_nothing_renamed(houseplant: Project, changed: Changed) -> None:
    node(houseplant)
    houseplant.replace(DRY, "hours: 24", "hours: a day")
    assert all(each.leads_on for each in changed().addresses)
    everywhere(houseplant, r"(?m)^ *was: \[.*\]\n", "")
    assert changed().addresses == ()


def test_many_new_names_do_not_hide_what_else_changes(houseplant: Project) -> None:
    text = (HOUSEPLANT / "content/letters/ask-friend.yml").read_text(encoding="utf-8")
    for number in range(40):
        titled = text.replace("title: Ask", f"title: {number} Ask")
        houseplant.write(f"content/letters/old-{number}.yml", titled)
    before = side(houseplant.root)
    for number in range(40):
        move(houseplant, f"content/letters/old-{number}.yml", f"content/letters/new-{number}.yml")
    houseplant.replace(DRY, "hours: 24", "hours: 48")
    found = compare(before, side(houseplant.root))
    assert codes(found)["addresses"] == 40
    text = told(found)
    assert text.count("has another name") == 30
    assert "10 more" in text


# --- Answers ---------------------------------------------------------------------------


def test_stories_are_walked_with_the_new_words_of_an_answer(
    houseplant: Project, changed: Changed
) -> None:
    houseplant.replace(DRY, "label: Yes\n        to: saved", "label: They do\n        to: saved")
    found = changed()
    assert found.after.errors  # The scenarios still say the old words.
    assert found.scenarios == ()
    assert "stories_stuck" not in codes(found)
    (answer,) = found.trees[0].nodes[0].answers
    assert (answer.kind, answer.scenarios) == ("relabelled", 1)
    assert "1 scenarios still say it in its old words" in told(found)


def test_answer_with_new_words_and_another_way_is_known_by_was(
    houseplant: Project, changed: Changed
) -> None:
    houseplant.replace(
        WET,
        "label: It recovered\n        to: dry/saved",
        "label: It stands\n        was: [It recovered]\n        to: repotted",
    )
    (step,) = changed().trees[0].nodes
    assert [answer.kind for answer in step.answers] == ["relabelled", "rerouted"]


# --- Orders ----------------------------------------------------------------------------


def test_order_of_answers(houseplant: Project, changed: Changed) -> None:
    yes, no = "      - label: Yes\n        to: repot\n", "      - label: No\n        to: dry-out\n"
    houseplant.replace(WET, yes + no, no + yes)
    found = changed()
    assert codes(found) == {"orders": 1}
    assert found.trees[0].nodes[0].orders == (OrderChange("answers", ("Yes", "No"), ("No", "Yes")),)
    assert "Order of answers" in told(found)


def test_order_of_nodes(houseplant: Project, changed: Changed) -> None:
    text = (HOUSEPLANT / DRY).read_text(encoding="utf-8")
    head, water, rest = re.split(r"(?m)^(?=  water:|  rest:)", text)
    rest, saved = rest.split("  saved:\n")
    houseplant.write(DRY, f"{head}{rest}{water}  saved:\n{saved}")
    found = changed()
    assert codes(found) == {"orders": 1}
    (order,) = found.trees[0].orders
    assert order.after[-2:] == ("Water the plant", "Your plant is saved")


def test_order_of_tones(houseplant: Project) -> None:
    tones = "  - id: short\n    label: Short\n    body: |\n      Dear {{friend}}, help!\n"
    houseplant.replace(LETTER, "after: Wait", tones + "after: Wait")
    before = side(houseplant.root)
    text = (houseplant.root / LETTER).read_text(encoding="utf-8").replace(tones, "")
    houseplant.write(LETTER, text.replace("tones:\n", "tones:\n" + tones))
    found = compare(before, side(houseplant.root))
    assert codes(found) == {"orders": 1}
    assert found.records[0].orders == (OrderChange("tones", ("Kind", "Short"), ("Short", "Kind")),)


def test_order_of_points_and_of_lists(houseplant: Project) -> None:
    path = "content/checklists/healthy-plant.yml"
    text = (houseplant.root / path).read_text(encoding="utf-8")
    (point,) = re.findall(r"(?s)(?<=points:\n).*?(?=\n\w)", text)
    other = point.replace("roots", "leaves") + "\n"
    houseplant.write(path, text.replace("points:\n", "points:\n" + other))
    before = side(houseplant.root)
    houseplant.write(path, text.replace(point, point + "\n" + other.rstrip("\n")))
    houseplant.replace(LETTER, "[friend, day, tools]", "[day, friend, tools]")
    houseplant.replace("site_config.yml", "[dry, wet]", "[wet, dry]")
    found = compare(before, side(houseplant.root))
    (checklist,) = (each for each in found.records if each.kind == "checklists")
    assert checklist.orders[0].what == "points"
    keys = {text.part.key for record in found.records for text in record.texts}
    assert {"fields", "stages"} <= keys


def test_relabelled_tone_is_one_change_of_words(houseplant: Project, changed: Changed) -> None:
    houseplant.replace(LETTER, "label: Kind", "label: Friendly")
    (record,) = changed().records
    assert [(text.part.key, text.before, text.after) for text in record.texts] == [
        ("label", "Kind", "Friendly")
    ]


def test_scenarios_in_another_order(houseplant: Project, changed: Changed) -> None:
    head, *stories = re.split(r"(?m)^(?=  - id:)", (HOUSEPLANT / SCENARIOS).read_text("utf-8"))
    houseplant.write(SCENARIOS, head + "".join(reversed(stories)))
    found = changed()
    assert codes(found) == {"orders": 1}
    assert found.orders[0].what == "scenarios"


# --- Where it is used --------------------------------------------------------------------


def places(found: Changes, kind: str) -> list[tuple[str, str, str, int]]:
    (record,) = (each for each in found.records if each.kind == kind)
    return [(each.page, each.step, each.span.path, each.span.line) for each in record.places]


def test_changed_fact_lists_the_places_that_cite_it(houseplant: Project, changed: Changed) -> None:
    houseplant.replace("content/facts.yml", "about a day", "about two days")
    found = changed()
    assert [each[:3] for each in places(found, "facts")] == [
        ("The soil is dry", "Let it drink", DRY),
        ("Is it a healthy plant?", "", "content/checklists/healthy-plant.yml"),
    ]
    for _, _, path, line in places(found, "facts"):
        written = (houseplant.root / path).read_text(encoding="utf-8").splitlines()
        assert "A2" in written[line - 1]
    assert "“`The soil is dry`”, “`Let it drink`” `content/stages/dry.yml:18`" in told(found)


def test_citation_in_a_text_is_a_place_too(houseplant: Project, changed: Changed) -> None:
    houseplant.replace("content/facts.yml", "rots the roots", "harms the roots")
    pages = {place[0] for place in places(changed(), "facts")}
    assert {"The soil is wet", "Is it a healthy plant?", "Ask a friend for help"} <= pages


def test_changed_field_lists_the_letters_that_ask_for_it(
    houseplant: Project, changed: Changed
) -> None:
    houseplant.replace("content/fields.yml", "label: Name", "label: Whom to ask")
    assert {place[0] for place in places(changed(), "fields")} == {"Ask a friend for help"}


def test_changed_source_lists_what_rests_on_it_by_facts_too(
    houseplant: Project, changed: Changed
) -> None:
    houseplant.replace("content/sources.yml", "Green Press", "Greener Press")
    found = places(changed(), "sources")
    assert ("The soil is wet", "A fresh start") in {place[:2] for place in found}
    assert ("The soil is dry", "Let it drink") in {place[:2] for place in found}


# --- Errors on both sides -----------------------------------------------------------------


def test_both_sides_with_errors_are_compared_as_far_as_they_go(tmp_path: Path) -> None:
    for name, text in (("one", "title: 'x"), ("two", "nodes: {")):
        shutil.copytree(HOUSEPLANT, tmp_path / name)
        (tmp_path / name / WET).write_text(text, encoding="utf-8")
    Project(tmp_path / "two").replace("content/glossary.yml", "dusty, ", "")
    found = compare(side(tmp_path / "one"), side(tmp_path / "two"))
    assert [record.kind for record in found.records] == ["glossary"]
    text = told(found)
    assert "Errors on the old side" in text
    assert "Errors on the new side" in text


@pytest.mark.parametrize(
    "name", [DRY, "content/letters/ask-neighbour.yml", "content/fields.yml", SCENARIOS]
)
def test_report_on_new_names_survives_the_loss_of_any_line(houseplant: Project, name: str) -> None:
    whole = side(HOUSEPLANT)
    for rename in (node, letter, field, fact):
        rename(houseplant)
    lines = (houseplant.root / name).read_text(encoding="utf-8").splitlines(keepends=True)
    for number in range(len(lines)):
        houseplant.write(name, "".join(lines[:number] + lines[number + 1 :]))
        torn = side(houseplant.root)
        assert told(compare(whole, torn))
        assert told(compare(torn, whole))
