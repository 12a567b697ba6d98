"""`guide new`: what it writes passes the check, and what stood in the files still stands."""

from __future__ import annotations

import difflib
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from michishirube.cli import asking, main
from michishirube.diagnostics import Diagnostics, Severity
from michishirube.editing.insert import InsertError, at_end, into_list, item_into_list, parsed
from michishirube.editing.yaml_text import as_yaml
from michishirube.reading import yaml_nodes
from michishirube.reading.source_file import SourceFile
from tests.conftest import FREELANCE, Project

WET = "content/stages/wet.yml"
SCENARIOS = "content/scenarios/all.yml"


@pytest.fixture(params=["houseplant", "freelance"])
def project(request: pytest.FixtureRequest, houseplant: Project, tmp_path: Path) -> Project:
    """A small guide and a large one, in their languages."""
    if request.param == "houseplant":
        return houseplant
    shutil.copytree(FREELANCE, tmp_path / "freelance")
    return Project(tmp_path / "freelance")


def texts(project: Project) -> dict[str, str]:
    return {
        path.relative_to(project.root).as_posix(): path.read_text(encoding="utf-8")
        for path in project.root.rglob("*")
        if path.is_file()
    }


def new(project: Project, *arguments: str, typed: str = "") -> Result:
    command = ["new", arguments[0], "--root", str(project.root), *arguments[1:]]
    return CliRunner().invoke(main, command, input=typed)


@pytest.mark.parametrize("step", ["new_errors", "write"])
def test_file_edited_while_being_asked_is_left_as_it_is(
    houseplant: Project, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = houseplant.root / "content/glossary.yml"
    edited = "# somebody's line\n" + path.read_text(encoding="utf-8")
    real = getattr(asking, step)

    def meanwhile(*arguments: object) -> object:
        path.write_text(edited, encoding="utf-8")
        return real(*arguments)

    monkeypatch.setattr(asking, step, meanwhile)
    arguments = ("--id", "mulch", "--term", "mulch", "--text", "A cover.", "--reading", "")
    result = new(houseplant, "term", *arguments, "--aliases", "")
    assert (result.exit_code, result.stderr.count("\n")) == (3, 1), result.output
    assert str(path) in result.stderr
    assert path.read_text(encoding="utf-8") == edited


def made(project: Project, *arguments: str, typed: str = "") -> str:
    """Run it; nothing that stood anywhere is lost, and the check finds nothing new."""
    before = texts(project)
    assert project.findings() == []
    result = new(project, *arguments, typed=typed)
    assert result.exit_code == 0, result.output
    after = texts(project)
    for name, text in before.items():
        lost = [
            row
            for row in difflib.ndiff(text.splitlines(), after[name].splitlines())
            if row.startswith("- ") and "[" not in row
        ]
        assert not lost, (name, lost)
    # Words that stand there to be replaced are told of, and nothing else.
    assert project.codes() <= {"draft-left"}
    return result.output


def test_question_of_a_new_stage_asks_for_a_choice(houseplant: Project) -> None:
    houseplant.replace("content/fields.yml", "  default: no\n", "")
    answers = ("--answer", "Yes=It lives", "--answer", "No=It is lost")
    made(houseplant, "stage", *STAGE, *answers, "--asks", "tools")
    text = (houseplant.root / "content/stages/cold.yml").read_text(encoding="utf-8")
    assert "    asks: tools\n" in text
    assert text.count("option: ") == 2


STAGE = (
    "--id", "cold", "--title", "It stands in the cold: yes?", "--short-title", "Cold",
    "--summary", "Frost # or draught", "--first", "Bring it in.", "--question", "Is it frozen?",
)  # fmt: skip


def test_stage(project: Project) -> None:
    (project.root / "schemas").mkdir()
    said = made(project, "stage", *STAGE, "--answer", "Yes=It is lost", "--answer", "No=It lives")
    guide = project.parts()
    assert list(guide.trees["cold"].nodes) == ["ask", "end-1", "end-2"]
    assert str(guide.trees["cold"].title) == "It stands in the cold: yes?"
    assert "cold" in guide.site.situations
    assert [str(each.ends) for each in guide.scenarios.values() if each.start == "cold"] == [
        "cold/end-1",
        "cold/end-2",
    ]
    assert "content/stages/cold.yml" in said
    head = (project.root / "content/stages/cold.yml").read_text(encoding="utf-8").splitlines()[0]
    assert head == "# yaml-language-server: $schema=../../schemas/stages.json"


def test_stage_asks_for_what_is_not_given(houseplant: Project) -> None:
    typed = "cold\nIt is cold\nCold\nFrost\nBring it in.\nIs it frozen?\nYes\nLost\nNo\nAlive\n"
    said = made(houseplant, "stage", "--place", "stages", typed=typed)
    assert "Outcome for those who answer “Yes”" in said
    assert list(houseplant.parts().site.stages) == ["dry", "wet", "cold"]


LETTER = (
    "--id", "new-letter", "--title", "A new letter", "--summary", "One line", "--when", "Now.",
    "--to", "A friend", "--channel", "Mail", "--after", "Wait.",
)  # fmt: skip


def test_letter_is_offered_by_its_step_and_in_the_scenarios_that_pass_it(
    houseplant: Project,
) -> None:
    made(houseplant, "letter", *LETTER, "--step", "dry/water", "--fields", "friend, day")
    guide = houseplant.guide()
    assert guide.trees["dry"].nodes["water"].letters == ("new-letter",)  # type: ignore[union-attr]
    assert guide.scenarios["forgot-to-water"].letters == ("new-letter",)
    assert guide.scenarios["no-use"].letters == ("ask-friend", "new-letter")
    assert guide.scenarios["rotten"].letters == ("ask-friend",)
    assert "{{day}}" in guide.letters["new-letter"].tones[0].body


def test_letter_for_a_step_of_a_large_guide_keeps_its_comments(tmp_path: Path) -> None:
    shutil.copytree(FREELANCE, tmp_path, dirs_exist_ok=True)
    project = Project(tmp_path)
    for step in ("before-contract/withdraw", "after-delivery/paid", "triage/task"):
        name = step.replace("/", "-")
        options = ["--id", name, *LETTER[2:], "--step", step]
        made(project, "letter", *options, typed="\n")
    letter = project.guide().letters["triage-task"]
    assert letter.tones[0].body.startswith("{{client_name}}様\n\nお世話になっております。")


def test_block_lists_grow_too(houseplant: Project) -> None:
    houseplant.replace(
        WET, "letters: [ask-friend]", "letters:  # whom to ask\n      - ask-friend  # a friend"
    )
    made(houseplant, "letter", *LETTER, "--step", "wet/repot", "--fields", "friend")
    text = (houseplant.root / WET).read_text(encoding="utf-8")
    assert "      - ask-friend  # a friend\n      - new-letter\n    facts: [A3]" in text


def test_term(project: Project) -> None:
    said = made(
        project, "term", "--id", "root-rot", "--term", "Root rot: black", "--reading", "",
        "--aliases", "rot、 smell", "--text", "One line.\nAnother # line.",
    )  # fmt: skip
    term = project.guide().terms["root-rot"]
    assert (str(term.term), term.aliases) == ("Root rot: black", ("rot", "smell"))
    assert str(term.text) == "One line.\nAnother # line."
    assert term.reading is None
    assert "[Root rot: black](glossary/root-rot)" in said


def test_source(project: Project) -> None:
    made(
        project, "source", "--id", "book", "--title", "A book", "--publisher", "A press",
        "--kind", "expert", "--address", "", "--checked", "2026-11-24", "--use", "A1",
    )  # fmt: skip
    assert "book" in project.guide().facts["A1"].sources
    found = project.guide().sources["book"]
    assert (str(found.title), str(found.checked), found.address) == ("A book", "2026-11-24", None)


def test_source_was_checked_today_unless_said_otherwise(houseplant: Project) -> None:
    made(houseplant, "source", typed="book\nA book\nA press\nexpert\n\n\nwet/repot\n")
    assert houseplant.guide().sources["book"].checked is not None


@pytest.mark.parametrize("use", ["A2", "letters/ask-friend", "glossary/dry-soil", "dry/saved"])
def test_source_is_named_where_it_is_used(houseplant: Project, use: str) -> None:
    options = ["--id", "book", "--title", "T", "--publisher", "P", "--kind", "law"]
    made(houseplant, "source", *options, "--use", use, typed="\n\n")


def test_source_without_a_use_is_told_to_need_one(houseplant: Project) -> None:
    options = ["--id", "book", "--title", "T", "--publisher", "P", "--kind", "law", "--use", ""]
    result = new(houseplant, "source", *options, typed="\n\n")
    assert result.exit_code == 0, result.output
    assert "write sources: [book], or [@book] within a text" in result.output
    # It passes the check, which only notes that nothing rests on the source yet.
    found = houseplant.findings()
    assert [(item.code, item.severity) for item in found] == [("unused-source", Severity.WARNING)]


def test_scenario_is_walked_and_notes_where_it_comes_out(houseplant: Project) -> None:
    typed = "my-story\nMy story\nIt hangs.\n\n1\n2\n3\n"
    said = made(houseplant, "scenario", typed=typed)
    assert "Do the leaves stand up again? (dry/recovered)\n  1. Yes\n  2. Some do\n  3. No" in said
    found = houseplant.guide().scenarios["my-story"]
    assert [str(step.answer) for step in found.answers] == ["Dry", "Some do", "No"]
    assert (str(found.ends), found.letters) == ("wet/repotted", ("ask-friend",))
    assert found.span.path == "content/scenarios/wet.yml"


def test_scenario_by_flags_joins_the_file_of_its_tree(houseplant: Project) -> None:
    (houseplant.root / SCENARIOS).rename(houseplant.root / "content/scenarios/dry.yml")
    made(
        houseplant, "scenario", "--id", "x", "--title", "T", "--story", "S", "--start", "dry",
        "--answer", "recovered=Yes",
    )  # fmt: skip
    assert houseplant.guide().scenarios["x"].span.path == "content/scenarios/dry.yml"


SCENARIO = ("scenario", "--id", "x", "--title", "T", "--story", "S", "--start", "dry")

REFUSED = [
    (
        (
            "source",
            "--id",
            "x",
            "--title",
            "T",
            "--publisher",
            "P",
            "--kind",
            "law",
            "--address",
            "",
            "--checked",
            "2026-11-24",
            "--use",
            "Z9",
        ),
        "no fact, node, letter or term “Z9”",
    ),
    (("term", "--id", "dry-soil"), "exists already"),
    (("term", "--id", "Dry Soil"), "Write it like after-contract"),
    (("letter", *LETTER, "--step", "dry/recovered", "--fields", "friend"), "can't offer a letter"),
    (("letter", *LETTER, "--step", "nowhere", "--fields", "friend"), "can't offer a letter"),
    (("letter", *LETTER, "--step", "dry/water", "--fields", "foe"), "no field “foe”"),
    (("stage", *STAGE, "--answer", "Yes=Lost"), "Two answers are needed"),
    (
        ("stage", *STAGE, "--answer", "A=B", "--answer", "C=D", "--asks", "day"),
        "day isn't a choice with as many options",
    ),
    (("stage", *STAGE, "--answer", "Yes"), "isn't of the form"),
    (
        (*SCENARIO, "--answer", "recovered=Some do"),
        "Do the leaves stand up again?” (dry/recovered) with one of: Yes / Some do / No",
    ),
    (
        (*SCENARIO, "--answer", "recovered=Perhaps"),
        "don't fit the trees",
    ),
    (("term", "--id", "x", "--term", " "), "can't stay empty"),
]


@pytest.mark.parametrize(("arguments", "reason"), REFUSED)
def test_what_cannot_be_is_refused_and_nothing_written(
    houseplant: Project, arguments: tuple[str, ...], reason: str
) -> None:
    before = texts(houseplant)
    result = new(houseplant, *arguments)
    assert result.exit_code == 2
    assert reason in result.output
    assert texts(houseplant) == before


def test_draft_that_would_break_the_check_is_not_written(houseplant: Project) -> None:
    before = texts(houseplant)
    result = new(
        houseplant, "source", "--id", "book", "--title", "T\u200b", "--publisher", "P",
        "--kind", "expert", "--address", "", "--checked", "2026-11-01", "--use", "",
    )  # fmt: skip
    assert result.exit_code == 1
    assert "nothing was written" in result.output
    assert "content/sources.yml" in result.output
    assert texts(houseplant) == before


def test_nothing_is_started_on_broken_files(houseplant: Project) -> None:
    houseplant.write("content/glossary.yml", "terms: 'x")
    result = new(houseplant, "term", "--id", "x")
    assert result.exit_code == 1
    assert "Mend them first" in result.output


def test_file_that_leaves_no_safe_place_is_left_alone(houseplant: Project) -> None:
    houseplant.write(
        "content/glossary.yml",
        "terms: [{id: dry-soil, term: Dry soil, text: Soil., facts: [A1]}]\n",
    )
    before = texts(houseplant)
    options = ["--id", "x", "--term", "X", "--reading", "", "--aliases", "", "--text", "T"]
    result = new(houseplant, "term", *options)
    assert result.exit_code == 2
    assert "leaves no safe place" in result.output
    assert texts(houseplant) == before


# --- Putting lines into files ---------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: [x]\n", "a: [x, new]\n"),
        ("a: [x, y]  # why\nb: 1\n", "a: [x, y, new]  # why\nb: 1\n"),
        ("a: []\n", "a: [new]\n"),
        ("a: ['x]']\n", "a: ['x]', new]\n"),
        ("a: [ x ]\n", "a: [ x, new]\n"),
        ("a:\n  - x\n  - y\nb: 1\n", "a:\n  - x\n  - y\n  - new\nb: 1\n"),
        ("a:\n- x\nb: 1\n", "a:\n- x\n- new\nb: 1\n"),
        ("b: 1\n# end\n", "b: 1\na: [new]\n# end\n"),
        ("b: |\n  text\n\n# end\n", None),
        ("b: 1", "b: 1\na: [new]"),
    ],
)
def test_into_list(before: str, after: str | None) -> None:
    found = into_list(before, ["a"], "new")
    if after is not None:
        assert found == after
    node = parsed(found)
    assert isinstance(node, yaml_nodes.MappingNode)
    names = node.get("a")
    assert isinstance(names, yaml_nodes.SequenceNode)
    assert names.items[-1].value == "new"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text", ["a: x\n", "a: {b: c}\n", "- a\n", "a: [x\n", "a: [x, # y\n  z\n]\n"]
)
def test_into_list_where_there_is_none(text: str) -> None:
    with pytest.raises(InsertError):
        into_list(text, ["a"], "new")


def test_items_and_entries_come_last_before_closing_comments() -> None:
    text = "a:\n  # first\n  - id: x\n    text: |\n      One.\n\n      Two.\n\nb: 1\n"
    assert item_into_list(text, "a", {"id": "y"}) == (
        "a:\n  # first\n  - id: x\n    text: |\n      One.\n\n      Two.\n  - id: y\n\nb: 1\n"
    )
    assert at_end("a:\n  b: 1\n# end\n", {"c": {"d": "e"}}) == "a:\n  b: 1\n# end\nc:\n  d: e\n"


@given(st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" \n"), max_size=40))
def test_any_text_is_read_as_it_was_given(text: str) -> None:
    written = as_yaml({"k": [{"text": text, "end": "x"}]})
    found = Diagnostics()
    node = yaml_nodes.parse(SourceFile("x", written), found)
    assert not list(found)
    item = node.get("k").items[0]  # type: ignore[union-attr]
    assert [each.value for _, each in item.entries] == ([text, "x"] if text else ["x"])  # type: ignore[union-attr]


def test_a_wrong_answer_is_asked_for_again(houseplant: Project) -> None:
    answers = ["The Book", "dry-soil", "", "peat", "Peat", "", "", "Old moss. [@A1]"]
    done = CliRunner().invoke(
        main, ["new", "term", "--root", str(houseplant.root)], input="\n".join(answers) + "\n"
    )
    assert done.exit_code == 0, done.output
    assert "peat" in houseplant.parts().terms


def test_a_wrong_address_or_day_is_asked_for_again(houseplant: Project) -> None:
    answers = ["https://a.example@b.example/", "https://b.example/", "yesterday", "2026-11-01"]
    arguments = ["--id", "book", "--title", "T", "--publisher", "P", "--kind", "expert"]
    done = CliRunner().invoke(
        main,
        ["new", "source", "--root", str(houseplant.root), *arguments, "--use", ""],
        input="\n".join(answers) + "\n",
    )
    assert done.exit_code == 0, done.output
    assert houseplant.parts().sources["book"].address == "https://b.example/"
