"""`guide rename`: one command changes every place, keeps every other byte, and breaks nothing."""

from __future__ import annotations

import difflib
import importlib
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner, Result

from michishirube import editing
from michishirube.analysis import former_names
from michishirube.analysis.mentions import mentions
from michishirube.checks.project import check_project
from michishirube.cli import main
from michishirube.editing import trial
from michishirube.editing.edit import with_former_name
from michishirube.editing.insert import into_list
from michishirube.editing.rename import Renaming, RewrittenFile
from michishirube.editing.trial import write_all
from michishirube.model import Question
from michishirube.support.outputs import OutputError
from tests.conftest import FREELANCE, Project

DRY = "content/stages/dry.yml"
STORIES = "content/scenarios/all.yml"

EACH = [
    (("node", "dry/recovered", "better"), "nodes", {"recovered": "better"}),
    (("node", "wet/repot", "new-soil"), "nodes", {"repot": "new-soil"}),
    (("node", "dry/water", "soak"), "nodes", {"water": "soak"}),
    (
        ("answer", "wet/wilted-still", "It is", "Yes: still, {really}"),
        "answers",
        {"It is": "Yes: still, {really}"},
    ),
    (("letter", "ask-friend", "call-friend"), "letters", {"ask-friend": "call-friend"}),
    (("field", "tools", "gear"), "fields", {"tools": "gear"}),
    (("field", "friend", "if_friend"), "fields", {"friend": "if_friend"}),
    (("term", "dry-soil", "dust"), "terms", {"dry-soil": "dust"}),
    (("tree", "dry", "parched"), "trees", {"dry": "parched"}),
    (("tree", "triage", "find-out"), "trees", {"triage": "find-out"}),
    (("checklist", "healthy-plant", "looks"), "checklists", {"healthy-plant": "looks"}),
    (("point", "healthy-plant/roots", "white-roots"), "points", {"roots": "white-roots"}),
    (("page", "about", "us"), "documents", {"about": "us"}),
    (("fact", "A3", "B1"), "facts", {"A3": "B1"}),
    (("source", "handbook", "s1"), "sources", {"handbook": "s1"}),
    (("scenario", "rotten", "smelly"), "scenarios", {"rotten": "smelly"}),
]


def rename(project: Project, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["rename", "--root", str(project.root), *arguments])


def contents(project: Project) -> dict[str, bytes]:
    return {
        path.relative_to(project.root).as_posix(): path.read_bytes()
        for path in sorted(project.root.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize(("arguments", "kind", "names"), EACH, ids="-".join)
def test_everything_that_uses_a_name_follows(
    houseplant: Project, arguments: tuple[str, ...], kind: str, names: dict[str, str]
) -> None:
    before = len([*mentions(houseplant.guide())])
    result = rename(houseplant, *arguments)
    assert result.exit_code == 0, result.output
    guide = houseplant.guide()  # without findings
    assert len([*mentions(guide)]) == before
    found = [
        former_names.renamed(space.records)
        for space in former_names.spaces(guide)
        if space.kind == kind
    ]
    assert names in found
    old = next(iter(names))
    assert not [each for each in mentions(guide) if each.name[0] == kind and each.name[-1] == old]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_comments_line_ends_and_every_other_byte_stay(houseplant: Project, end: str) -> None:
    houseplant.replace(DRY, "    hours: 24\n", "    hours:   24   # rest, not recovered\n\n")
    houseplant.replace(DRY, "next: recovered", "next: 'recovered'  # the question")
    for name, data in contents(houseplant).items():
        houseplant.write(name, b"\xef\xbb\xbf" + data.replace(b"\n", end.encode()))
    before = contents(houseplant)
    assert rename(houseplant, "node", "dry/recovered", "better").exit_code == 0
    after = contents(houseplant)
    assert {name for name in before if before[name] != after[name]} == {DRY, STORIES}
    changed = {
        line
        for name in (DRY, STORIES)
        for line in difflib.ndiff(before[name].decode().split(end), after[name].decode().split(end))
        if line[0] in "+-"
    }
    assert changed == {
        "-     next: 'recovered'  # the question",
        "+     next: 'better'  # the question",
        "-   recovered:",
        "+   better:",
        "+     was: [recovered]",
        *(
            f"{sign}       - {name}: {answer}"
            for sign, name in (("-", "recovered"), ("+", "better"))
            for answer in ("Some do", "Yes", "No")
        ),
    }
    assert all(data.startswith(b"\xef\xbb\xbf") for data in after.values())
    assert end == "\n" or b"\n" not in b"".join(after.values()).replace(b"\r\n", b"")


def test_names_in_texts_follow_and_words_that_only_look_like_them_stay(houseplant: Project) -> None:
    houseplant.replace(
        DRY,
        "    text: Water it",
        "    text: Never `[rest](rest)`, but [rest](rest), [soil](dry/rest) and rest. Water it",
    )
    assert rename(houseplant, "node", "dry/rest", "pause").exit_code == 0
    text = (houseplant.root / DRY).read_text(encoding="utf-8")
    assert "Never `[rest](rest)`, but [rest](pause), [soil](dry/pause) and rest. Water" in text


def test_a_field_whose_name_begins_with_if_follows(houseplant: Project) -> None:
    for old, new in (("tools", "if"), ("if", "kit")):
        assert rename(houseplant, "field", old, new).exit_code == 0
        text = (houseplant.root / "content/letters/ask-friend.yml").read_text(encoding="utf-8")
        assert f"[[if {new}=yes]]I have everything" in text


def test_text_folded_over_lines_follows(houseplant: Project) -> None:
    houseplant.replace(
        DRY,
        "    text: Water it again when",
        "    text: >-\n      See [this](rest),\n      water it again when",
    )
    result = rename(houseplant, "node", "dry/rest", "pause")
    assert "[this](pause)" in (houseplant.root / DRY).read_text(encoding="utf-8"), result.output


def test_answer_in_brackets_keeps_its_former_words(houseplant: Project) -> None:
    houseplant.replace(
        DRY,
        "      - label: Some do\n        return_to: water\n",
        "      - {label: Some do, return_to: water}  # not all\n",
    )
    result = rename(houseplant, "answer", "dry/recovered", "Some do", "A few, at least")
    assert result.exit_code == 0, result.output
    text = (houseplant.root / DRY).read_text(encoding="utf-8")
    assert '- {label: "A few, at least", return_to: water, was: [Some do]}  # not all' in text
    assert houseplant.findings() == []


@pytest.mark.parametrize(
    "words",
    ["-", "# x", "? x", "a: b", "a, b", "{a}", "[a", "'q'", '"q"', "| x", "* x", "null", "\\n"],
)
def test_any_words_read_as_they_were_given(houseplant: Project, words: str) -> None:
    for old, new in (("Yes", words), (words, "Yes")):
        result = rename(houseplant, "answer", "dry/recovered", old, "--", new)
        assert result.exit_code == 0, result.output
    question = houseplant.guide().trees["dry"].nodes["recovered"]
    assert isinstance(question, Question)
    assert former_names.renamed(question.answers) == {words: "Yes"}


def test_second_name_and_a_way_back_are_kept(houseplant: Project) -> None:
    for old, new in (("rest", "pause"), ("pause", "break"), ("break", "rest")):
        assert rename(houseplant, "node", f"dry/{old}", new).exit_code == 0
    guide = houseplant.guide()
    assert former_names.renamed(guide.trees["dry"].nodes) == {"pause": "rest", "break": "rest"}


def test_diff_only_shows(houseplant: Project) -> None:
    before = contents(houseplant)
    result = rename(houseplant, "letter", "ask-friend", "call-friend", "--diff")
    assert result.exit_code == 0
    assert "rename to content/letters/call-friend.yml" in result.output
    assert "+    letters: [call-friend]" in result.output
    assert contents(houseplant) == before


def test_what_was_renamed_by_hand_is_finished(houseplant: Project) -> None:
    houseplant.replace(DRY, "  recovered:\n", "  better:\n")
    assert rename(houseplant, "node", "dry/recovered", "better").exit_code == 0
    assert former_names.renamed(houseplant.guide().trees["dry"].nodes) == {"recovered": "better"}


def test_file_renamed_by_hand_is_finished(houseplant: Project) -> None:
    (houseplant.root / "content/letters/ask-friend.yml").rename(
        houseplant.root / "content/letters/call.yml"
    )
    assert rename(houseplant, "letter", "ask-friend", "call").exit_code == 0
    assert former_names.renamed(houseplant.guide().letters) == {"ask-friend": "call"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("node", "dry/nothing", "x"), "There is no “dry/nothing”"),
        (("node", "dry/recoverd", "x"), "dry/recovered"),
        (("node", "rest", "pause"), "tree/node"),
        (("node", "dry/rest", "saved"), "exists already"),
        (("node", "dry/rest", "rest"), "called “rest” already"),
        (("node", "dry/rest", "Rest!"), "after-contract"),
        (("letter", "ask-friend", "../x"), "after-contract"),
        (("field", "tools", "my-tools"), "client_name"),
        (("fact", "A1", "a1"), "A1"),
        (("answer", "dry/recovered", "Yes"), "guide rename answer"),
        (("answer", "dry/recovered", "Yes", " "), "can’t be the words"),
        (("answer", "dry/recovered", "Yes", "No"), "exists already"),
        (("answer", "dry/rest", "Yes", "Si"), "dry/rest"),
        (("letter", "ask-friend", "x", "y"), "guide rename answer"),
        # `to: wet` in the same file would mean the node from then on.
        (("node", "triage/soil", "wet"), "something else"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else "",
)
def test_bad_name_is_refused_in_words(
    houseplant: Project, arguments: tuple[str, ...], said: str
) -> None:
    before = contents(houseplant)
    result = rename(houseplant, *arguments)
    assert result.exit_code == 2, result.output
    assert said in result.output
    assert contents(houseplant) == before


def test_former_name_of_another_is_refused(houseplant: Project) -> None:
    houseplant.replace(DRY, "    hours: 24", "    hours: 24\n    was: [soak]")
    result = rename(houseplant, "node", "dry/water", "soak")
    assert result.exit_code == 2
    assert "former name of something else" in result.output


def test_place_that_cannot_be_changed_safely_is_named(houseplant: Project) -> None:
    houseplant.replace(
        DRY, "    text: Water it again when", '    text: "[this](re\\u0073t) Water it again when'
    )
    houseplant.replace(
        DRY, "is [dry](glossary/dry-soil). [@A1]\n", 'is [dry](glossary/dry-soil). [@A1]"\n'
    )
    before = contents(houseplant)
    result = rename(houseplant, "node", "dry/rest", "pause")
    assert result.exit_code == 2
    assert f"{DRY}:32:" in result.output
    assert contents(houseplant) == before


def test_broken_guide_is_left_alone(houseplant: Project) -> None:
    houseplant.replace(DRY, "title: The soil is dry\n", "")
    before = contents(houseplant)
    assert rename(houseplant, "node", "dry/rest", "pause").exit_code == 1
    assert contents(houseplant) == before


def test_renaming_that_brings_findings_is_not_written(
    houseplant: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = trial.write_all

    def spoil(root: Path, changes: tuple[RewrittenFile, ...]) -> None:
        real(root, changes)
        (root / "content/notes.txt").write_text("x", encoding="utf-8")

    monkeypatch.setattr(trial, "write_all", spoil)
    before = contents(houseplant)
    result = rename(houseplant, "node", "dry/rest", "pause")
    assert result.exit_code == 1
    assert "unread-file" in result.output
    assert contents(houseplant) == before


def test_all_files_are_written_or_none(houseplant: Project) -> None:
    before = contents(houseplant)
    letter, moved = "content/letters/ask-friend.yml", "content/letters/call.yml"
    changes = [
        RewrittenFile(STORIES, STORIES, before[STORIES], b"x"),
        RewrittenFile(letter, moved, before[letter], b"y"),
        RewrittenFile(DRY, f"{STORIES}/dry.yml", before[DRY], b"z"),
    ]
    with pytest.raises(OutputError, match="failed"):
        write_all(houseplant.root, changes)
    assert contents(houseplant) == before


def test_a_file_that_is_moved_takes_no_other_s_place(houseplant: Project) -> None:
    before = contents(houseplant)
    changes = [
        RewrittenFile(STORIES, STORIES, before[STORIES], b"x"),
        RewrittenFile(DRY, "content/stages/wet.yml", before[DRY], b"y"),
    ]
    with pytest.raises(OutputError, match="other-file"):
        write_all(houseplant.root, changes)
    assert contents(houseplant) == before


def _into_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


COMMAND = importlib.import_module("michishirube.cli.rename")
EDITS: dict[str, Callable[[Path], object]] = {
    "edited": lambda path: path.write_bytes(b"# A new first line\n" + path.read_bytes()),
    "deleted": Path.unlink,
    "not-utf8": lambda path: path.write_bytes(b"\xff"),
    "pipe": _into_a_pipe,
}


def _edited_meanwhile(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, function: str, edit: Callable[[], object]
) -> None:
    """Somebody edits a file just before a step of the command."""
    real = getattr(module, function)

    def step(*arguments: Any) -> Any:
        edit()
        return real(*arguments)

    monkeypatch.setattr(module, function, step)


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("step", ["as_read", "after_renaming", "write_all"])
def test_file_edited_meanwhile_is_left_as_it_is(
    houseplant: Project, monkeypatch: pytest.MonkeyPatch, step: str, edit: str
) -> None:
    path = houseplant.root / DRY
    others = {name: data for name, data in contents(houseplant).items() if name != DRY}

    def once() -> None:
        if path.is_file() and path.read_bytes() == before:
            EDITS[edit](path)

    before = path.read_bytes()
    _edited_meanwhile(monkeypatch, COMMAND, step, once)
    result = rename(houseplant, "node", "dry/rest", "pause")
    assert result.exit_code == 3
    assert result.stderr.count("\n") == 1
    assert str(path) in result.stderr
    assert path.is_fifo() if edit == "pipe" else not path.exists() or path.read_bytes() != before
    assert {name: data for name, data in contents(houseplant).items() if name != DRY} == others


def test_rights_of_a_file_stay(houseplant: Project) -> None:
    (houseplant.root / DRY).chmod(0o640)
    assert rename(houseplant, "node", "dry/rest", "pause").exit_code == 0
    assert (houseplant.root / DRY).stat().st_mode & 0o777 == 0o640


def test_large_guide_follows_too(tmp_path: Path) -> None:
    shutil.copytree(FREELANCE, tmp_path / "guide")
    project = Project(tmp_path / "guide")
    guide = project.guide()
    tree = guide.site.stages[0]
    for kind, old in (
        ("tree", str(tree)),
        ("letter", next(iter(guide.letters))),
        ("field", next(iter(guide.fields))),
    ):
        new = f"{old}_2" if kind == "field" else f"{old}-2"
        result = rename(project, kind, old, new)
        assert result.exit_code == 0, result.output
    assert not list(check_project(project.root).diagnostics)


def test_mixed_line_ends_stay_as_they_are() -> None:
    text = b"a:\r\n  b: c\n  d: e\r\nf: g\n"
    after = b"a:\r\n  b: c\n  d: e\r\n  was: [x]\r\nf: g\n"
    assert with_former_name(text, ["a"], "x") == after


# --- guide check --fix ----------------------------------------------------------------------


def fix(project: Project) -> Result:
    return CliRunner().invoke(main, ["check", "--fix", "--root", str(project.root)])


def test_fix_mends_the_stories_of_a_reworded_answer(houseplant: Project) -> None:
    houseplant.replace("content/stages/wet.yml", "label: No\n", "label: 'Not: at all'\n")
    result = fix(houseplant)
    assert result.exit_code == 0, result.output
    stories = (houseplant.root / STORIES).read_text(encoding="utf-8")
    assert stories.count('      - smell: "Not: at all"\n') == 2
    question = houseplant.guide().trees["wet"].nodes["smell"]
    assert isinstance(question, Question)
    assert former_names.renamed(question.answers) == {"No": "Not: at all"}


def test_fix_mends_several_reworded_answers_at_once(houseplant: Project) -> None:
    houseplant.replace("content/stages/wet.yml", "label: No\n", "label: Not at all\n")
    houseplant.replace("content/stages/wet.yml", "label: It is\n", "label: Still\n")
    houseplant.replace("content/stages/triage.yml", "label: Wet\n", "label: Soaked\n")
    assert fix(houseplant).exit_code == 0
    assert houseplant.findings() == []


def test_renaming_that_changes_nothing_keeps_no_other_from_being_mended(
    houseplant: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    houseplant.replace("content/stages/triage.yml", "label: Wet\n", "label: Soaked\n")
    houseplant.replace("content/stages/wet.yml", "label: It is\n", "label: Still\n")
    usual: Callable[..., Renaming] = editing.renaming
    refused: list[Any] = []

    def renaming(*arguments: Any) -> Renaming:
        made: Renaming = usual(*arguments)
        if refused and refused[0] != arguments[3]:
            return made
        refused.append(arguments[3])
        return replace(made, files=())

    monkeypatch.setattr("michishirube.editing.autofix.renaming", renaming)
    fix(houseplant)
    assert [item.params["old"] for item in houseplant.findings()] == [refused[0][1]]


def test_fix_finishes_what_has_a_former_name(houseplant: Project) -> None:
    houseplant.replace(DRY, "  recovered:\n", "  better:\n    was: [recovered]\n")
    houseplant.replace("content/fields.yml", "tools:\n", "gear:\n  was: [tools]\n")
    assert fix(houseplant).exit_code == 0
    assert houseplant.findings() == []


def test_fix_leaves_a_guess_about_names_to_people(houseplant: Project) -> None:
    houseplant.replace(DRY, "  recovered:\n", "  better:\n")
    before = contents(houseplant)
    fix(houseplant)
    assert contents(houseplant) == before


@pytest.mark.parametrize(
    ("text", "path", "after"),
    [
        ("a: {b: c}\n", ["a", "was"], "a: {b: c, was: [x]}\n"),
        ("a: {b: c, was: [y]}  # z\n", ["a", "was"], "a: {b: c, was: [y, x]}  # z\n"),
        ("a:\n  was:\n    - y\n  b: c\n", ["a", "was"], "a:\n  was:\n    - y\n    - x\n  b: c\n"),
    ],
)
def test_name_comes_into_a_list_however_it_is_written(
    text: str, path: list[str | int], after: str
) -> None:
    assert into_list(text, path, "x") == after
