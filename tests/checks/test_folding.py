"""One slip, one finding: what follows from it stands below it, with the lines to write."""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from michishirube import reports
from michishirube.analysis.reworded_answers import _most_alike
from michishirube.checks.fixes import fix_of
from michishirube.checks.project import check_project
from michishirube.diagnostics import Diagnostic, flat
from michishirube.i18n import messages
from michishirube.model import Question, Text
from michishirube.reports import CheckReport, affected
from tests.conftest import FREELANCE, HOUSEPLANT, Project

DRY = "content/stages/dry.yml"
WET = "content/stages/wet.yml"
TRIAGE = "content/stages/triage.yml"
LETTER = "content/letters/ask-friend.yml"
STORIES = "content/scenarios/all.yml"
SCENARIO_FILES = (FREELANCE / "content/scenarios").glob("*.yml")


def only(project: Project) -> Diagnostic:
    found = project.findings()
    assert len(found) == 1, [(item.code, str(item.span)) for item in found]
    return found[0]


def places(item: Diagnostic) -> list[str]:
    return sorted(str(each.span) for each in item.related)


def pasted(project: Project, item: Diagnostic) -> None:
    """Write every line that a finding offers, as a person does who copies them."""
    report = CheckReport(findings=(item,), files=check_project(project.root).files)
    for each in sorted(flat([item]), key=lambda one: one.span, reverse=True):
        line = report.corrected(each)
        if line is None:
            continue
        path = project.root / each.span.path
        lines = path.read_text(encoding="utf-8").split("\n")
        lines[each.span.line - 1] = line
        path.write_text("\n".join(lines), encoding="utf-8")


# --- Files -------------------------------------------------------------------------------


def test_letter_that_is_gone_is_one_finding_without_wrong_fixes(houseplant: Project) -> None:
    houseplant.write("content/letters/ask-friends.yml", (houseplant.root / LETTER).read_bytes())
    houseplant.replace(WET, "[ask-friend]", "[ask-friend, ask-friends]")
    houseplant.write(
        STORIES,
        (houseplant.root / STORIES)
        .read_text(encoding="utf-8")
        .replace("[ask-friend]", "[ask-friend, ask-friends]"),
    )
    assert houseplant.findings() == []
    (houseplant.root / LETTER).unlink()
    found = only(houseplant)
    assert (found.code, str(found.span)) == ("missing-file", f"{LETTER}:1:1")
    assert places(found) == [
        "content/promises.yml:6:15",
        *(f"{STORIES}:{line}:15" for line in (17, 33, 42)),
        f"{WET}:29:15",
    ]
    assert not any(item.suggestion or item.rewrite for item in flat([found]))


@pytest.mark.parametrize("name", ["ask-friend.yaml", "ask-friend.YML", "ask-friend.yml.txt"])
def test_wrong_ending_is_the_cause(houseplant: Project, name: str) -> None:
    (houseplant.root / LETTER).rename(houseplant.root / "content/letters" / name)
    found = only(houseplant)
    assert (found.code, found.span.path) == ("wrong-ending", f"content/letters/{name}")
    assert found.params["right"] == "ask-friend.yml"
    assert {item.code for item in found.related} == {"unknown-letter", "unused-field"}


@pytest.mark.parametrize(
    "name", ["Ask-Friend.yml", "ask friend.yml", "ask_friend.yml", "ａｓｋ-friend.yml"]
)
def test_file_is_used_by_the_name_that_it_should_have(houseplant: Project, name: str) -> None:
    (houseplant.root / LETTER).rename(houseplant.root / "content/letters" / name)
    found = only(houseplant)
    assert (found.code, found.span.path) == ("bad-file-name", f"content/letters/{name}")
    assert found.params["right"] == "ask-friend.yml"
    assert not found.related


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("新しい手紙.yml", "new-letter.yml"),
        ("AskMore.yml", "ask-more.yml"),
        ("Ask-Friend.yml", "ask-friend-2.yml"),
        ("ask-friend (1).yml", "ask-friend-1.yml"),
        ("手紙 2.yml", "new-letter.yml"),
    ],
)
def test_new_letter_with_a_wrong_name_is_one_finding(
    houseplant: Project, name: str, right: str
) -> None:
    text = (houseplant.root / LETTER).read_text(encoding="utf-8")
    houseplant.write(f"content/letters/{name}", text.replace("title: ", "title: Now ", 1))
    found = only(houseplant)
    assert (found.code, found.params["right"]) == ("bad-file-name", right)
    assert [item.code for item in found.related] == ["unused-letter"]


@pytest.mark.parametrize("folder", ["stages", "checklists", "figures", "scenarios"])
def test_letter_in_the_folder_of_another_kind_is_the_cause(
    houseplant: Project, folder: str
) -> None:
    (houseplant.root / LETTER).rename(houseplant.root / f"content/{folder}/ask-friend.yml")
    found = only(houseplant)
    assert (found.code, found.params["right"]) == ("wrong-folder", "content/letters/")
    assert {item.code for item in found.related} <= {
        "unknown-letter",
        "unknown-link",
        "unknown-place",
        "unused-field",
    }


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "place"),
    [
        (DRY, "    facts: [A1]\n    next: rest\n", "    facts: [A1]\n", "no-way", "8:3"),
        (DRY, "      - label: Yes\n        to: saved\n", "      - label: Yes\n", "no-way", "23:9"),
        (DRY, "- label: Some do", "- label: Yes", "equal-answers", "25:16"),
        (DRY, "  rest:\n", "  saved:\n", "duplicate-key", "29:3"),
        (DRY, "  recovered:\n", "  water:\n", "duplicate-key", "20:3"),
    ],
)
def test_nothing_is_concluded_from_a_way_or_an_answer_that_is_missing(
    houseplant: Project, file: str, old: str, new: str, code: str, place: str
) -> None:
    houseplant.replace(file, old, new)
    found = only(houseplant)
    assert (found.code, str(found.span)) == (code, f"{file}:{place}")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("  rest:\n", "rest:\n", 15),
        ("  rest:\n", " rest:\n", 15),
        ("      - label: Some do\n", "    - label: Some do\n", 25),
        ("      - label: Some do\n        return_to", "    - label: Some do\n      return_to", 25),
        ("    hours: 24\n", "   hours: 24\n", 17),
        ("    hours: 24\n", "  hours: 24\n", 17),
    ],
)
def test_line_at_a_wrong_depth_is_told_itself(
    houseplant: Project, old: str, new: str, line: int
) -> None:
    before = (houseplant.root / DRY).read_text(encoding="utf-8")
    houseplant.replace(DRY, old, new)
    found = only(houseplant)
    assert (found.code, found.span.line) == ("bad-indent", line)
    loaded = check_project(houseplant.root)
    fix = fix_of(found, loaded.files[DRY].lines)
    assert fix is not None
    assert "\n".join(fix.applied(loaded.files[DRY].lines)) == before


def test_device_as_a_name_is_one_finding(houseplant: Project) -> None:
    text = (houseplant.root / LETTER).read_bytes()
    houseplant.write("content/letters/con.yml", text)
    found = only(houseplant)
    assert (found.code, [item.code for item in found.related]) == (
        "unusable-name",
        ["unused-letter"],
    )


def test_letter_in_a_folder_of_another_name_is_the_cause(houseplant: Project) -> None:
    (houseplant.root / "content/letters").rename(houseplant.root / "content/letter")
    assert only(houseplant).code == "unread-file"


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("fields.yml", {"unknown-field"}),
        ("sources.yml", {"unknown-source", "unknown-citation"}),
        ("scenarios/all.yml", {"no-scenarios"}),
    ],
)
def test_table_with_a_wrong_ending_is_the_cause(
    houseplant: Project, name: str, codes: set[str]
) -> None:
    path = houseplant.root / "content" / name
    path.rename(path.with_suffix(".yaml"))
    found = only(houseplant)
    assert found.code == "wrong-ending"
    assert {item.code for item in found.related} == codes


@pytest.mark.parametrize("guide", [HOUSEPLANT, FREELANCE], ids=lambda guide: guide.name)
@pytest.mark.parametrize("table", ["sources", "fields", "glossary", "facts"])
def test_table_that_is_gone_is_one_finding_that_names_its_users(
    tmp_path: Path, guide: Path, table: str
) -> None:
    project = Project(tmp_path / "project")
    shutil.copytree(guide, project.root)
    path = f"content/{table}.yml"
    (project.root / path).unlink()
    found = only(project)
    assert (found.code, str(found.span)) == ("missing-file", f"{path}:1:1")
    users = {item.span.path for item in found.related if item.lacks}
    assert users
    assert set(found.params["users"].split(", ")) - {"…"} <= users


def test_words_of_promises_are_one_finding_in_an_empty_glossary(houseplant: Project) -> None:
    houseplant.replace("content/promises.yml", "readings: true", "words: [dusty, thirsty, dry]")
    houseplant.write("content/glossary.yml", "terms: []\n")
    houseplant.replace("content/stages/dry.yml", "[dry](glossary/dry-soil)", "dry")
    found = only(houseplant)
    assert found.code == "promise-word"
    assert len(found.related) == 2


def test_scenarios_that_are_gone_are_one_finding(houseplant: Project) -> None:
    (houseplant.root / STORIES).unlink()
    found = only(houseplant)
    assert (found.code, found.params["trees"]) == ("no-scenarios", "3")
    assert {item.code for item in found.related} == {"unwalked-answer"}


@pytest.mark.parametrize("name", sorted(path.name for path in SCENARIO_FILES))
def test_file_of_scenarios_that_is_gone_is_one_finding(tmp_path: Path, name: str) -> None:
    project = Project(tmp_path / "project")
    shutil.copytree(FREELANCE, project.root)
    (project.root / "content/scenarios" / name).unlink()
    found = only(project)
    assert found.code == "unwalked-answer"
    assert found.related
    assert {item.code for item in found.related} == {"unwalked-answer"}


def test_answers_added_in_two_trees_are_a_finding_each(houseplant: Project) -> None:
    for tree, to in (("triage", "dry"), ("dry", "saved")):
        path = f"content/stages/{tree}.yml"
        label = "      - label: Dry\n" if tree == "triage" else "      - label: Some do\n"
        houseplant.replace(path, label, f"      - label: Dusty\n        to: {to}\n{label}")
    codes = [item.code for item in houseplant.findings()]
    assert codes.count("unwalked-answer") == 2


def test_tree_that_is_gone_is_one_finding(houseplant: Project) -> None:
    (houseplant.root / WET).unlink()
    found = only(houseplant)
    assert (found.code, str(found.span)) == ("missing-file", f"{WET}:1:1")
    assert "site_config.yml:13:15" in places(found)
    assert f"{TRIAGE}:14:13" in places(found)


# --- Names changed by hand ------------------------------------------------------------------


def test_letter_renamed_by_hand_is_one_finding_with_its_lines(houseplant: Project) -> None:
    (houseplant.root / LETTER).rename(houseplant.root / "content/letters/call-friend.yml")
    found = only(houseplant)
    assert (found.code, found.span.path) == ("renamed", "content/letters/call-friend.yml")
    pasted(houseplant, found)
    assert houseplant.findings() == []


def test_node_renamed_by_hand_is_one_finding_with_its_lines(houseplant: Project) -> None:
    houseplant.replace(DRY, "  recovered:\n", "  better:\n")
    found = only(houseplant)
    assert (found.code, str(found.span)) == ("renamed", f"{DRY}:20:3")
    assert places(found) == [f"{STORIES}:{n}:9" for n in (15, 7, 8)] + [f"{DRY}:19:11"]
    pasted(houseplant, found)
    assert houseplant.findings() == []


def test_node_that_one_place_names_is_told_there(houseplant: Project) -> None:
    """One place may as well be mistyped: the line to write stands at it."""
    houseplant.replace(DRY, "  rest:\n", "  drink:\n")
    found = only(houseplant)
    assert (found.code, str(found.span), found.suggestion) == (
        "unknown-node",
        f"{DRY}:14:11",
        "drink",
    )
    pasted(houseplant, found)
    assert houseplant.findings() == []


def test_field_renamed_by_hand_is_told_with_the_bodies_of_letters(houseplant: Project) -> None:
    houseplant.replace("content/fields.yml", "tools:\n", "gear:\n")
    found = only(houseplant)
    assert found.code == "renamed"
    assert places(found) == [f"{LETTER}:14:12", f"{LETTER}:6:23"]
    pasted(houseplant, found)
    assert houseplant.findings() == []


def test_tree_renamed_by_hand_is_one_finding(houseplant: Project) -> None:
    (houseplant.root / WET).rename(houseplant.root / "content/stages/soaked.yml")
    found = only(houseplant)
    assert (found.code, found.span.path) == ("renamed", "content/stages/soaked.yml")
    pasted(houseplant, found)
    assert houseplant.findings() == []


def test_former_name_is_no_guess(houseplant: Project) -> None:
    houseplant.replace(DRY, "  recovered:\n", "  better:\n    was: [recovered]\n")
    found = only(houseplant)
    assert (found.code, str(found.span)) == ("former-name-used", f"{DRY}:21:11")
    pasted(houseplant, found)
    assert houseplant.findings() == []


@pytest.mark.parametrize("name", ["x; rm -rf .", "$(reboot)", "a b", "'", "x\ny"])
def test_command_to_copy_holds_nothing_that_a_shell_reads(houseplant: Project, name: str) -> None:
    (houseplant.root / LETTER).rename(houseplant.root / "content/letters/call-friend.yml")
    for path in (STORIES, WET, "content/promises.yml"):
        text = (houseplant.root / path).read_text(encoding="utf-8")
        houseplant.write(path, text.replace("[ask-friend]", json.dumps([name])))
    said = messages.load("en", "diagnostics")
    shown = reports.FORMATS["text"](report(houseplant), said)
    assert "guide rename" not in shown


def test_new_name_in_bad_form_is_told_and_nothing_takes_it_over(houseplant: Project) -> None:
    houseplant.replace(DRY, "  recovered:\n", "  Recovered:\n")
    found = only(houseplant)
    assert found.code == "bad-form"
    assert len(found.related) == 4
    assert not any(item.suggestion for item in found.related)


# --- Answers -----------------------------------------------------------------------------


def test_reworded_answer_is_one_finding_at_the_answer(houseplant: Project) -> None:
    houseplant.replace(WET, "label: No\n", "label: Not at all\n")
    found = only(houseplant)
    assert (found.code, str(found.span)) == ("reworded-answer", f"{WET}:13:16")
    assert places(found) == [f"{STORIES}:{n}:16" for n in (23, 39)]
    pasted(houseplant, found)
    assert houseplant.findings() == []


def test_two_reworded_answers_on_one_way_are_two_findings_at_once(houseplant: Project) -> None:
    houseplant.replace(WET, "label: No\n", "label: Not at all\n")
    houseplant.replace(WET, "label: It is\n", "label: 'Yes: it hangs'\n")
    found = houseplant.findings()
    assert [item.code for item in found] == ["reworded-answer"] * 2
    for item in found:
        pasted(houseplant, item)
    assert houseplant.findings() == []


def test_words_that_could_mean_several_answers_are_left_to_people(houseplant: Project) -> None:
    """The story comes out right with neither of them as far as can be told."""
    houseplant.replace(
        STORIES,
        "- smell: No\n      - wilted-still: It re",
        "- smell: Hm\n      - wilted-still: It re",
    )
    houseplant.replace(
        STORIES, "    ends: dry/saved\n  - id: rotten", "    ends: dry/rest\n  - id: rotten"
    )
    assert "scenario-other-answer" in houseplant.codes()


def test_words_as_like_to_two_answers_mean_neither(houseplant: Project) -> None:
    question = houseplant.guide().trees["dry"].nodes["recovered"]
    assert isinstance(question, Question)
    wet, very_wet, dry = (
        dataclasses.replace(answer, label=Text(label, answer.label.span))
        for answer, label in zip(
            question.answers, ("It is wet", "It is very wet", "No"), strict=True
        )
    )
    assert _most_alike("It is quite wet", [wet, dry]) is wet
    assert _most_alike("It is quite wet", [very_wet, dry]) is very_wet
    assert _most_alike("It is quite wet", [wet, very_wet, dry]) is None


def test_former_words_are_a_warning_and_the_stories_are_walked(houseplant: Project) -> None:
    houseplant.replace(WET, "label: No\n", "label: Not at all\n        was: [No]\n")
    found = only(houseplant)
    assert (found.code, str(found.severity)) == ("former-answer", "warning")
    pasted(houseplant, found)
    assert houseplant.findings() == []


# --- Reports -----------------------------------------------------------------------------


def report(project: Project) -> CheckReport:
    loaded = check_project(project.root)
    return CheckReport(findings=tuple(loaded.diagnostics), files=loaded.files)


def test_every_report_names_what_follows(houseplant: Project) -> None:
    houseplant.replace(DRY, "  recovered:\n", "  better:\n")
    shown, said = report(houseplant), messages.load("en", "diagnostics")
    lines = "      7 +       - better: Some do"
    assert lines in reports.FORMATS["text"](shown, said)
    assert "1 errors" in reports.FORMATS["text"](shown, said)
    annotation, _summary = reports.FORMATS["github"](shown, said).strip().split("\n")
    assert annotation.startswith(f"::error file={DRY},line=20,")
    assert f"%0A{STORIES}:7:9:       - better: Some do" in annotation
    assert f"  - `{STORIES}:7:9` " in reports.github.step_summary(shown, said)
    found = json.loads(reports.FORMATS["json"](shown, said))["findings"]
    assert next(each["correctedLine"] for each in found[0]["related"]) == "      - better: Some do"
    result = json.loads(reports.FORMATS["sarif"](shown, said))["runs"][0]["results"][0]
    assert len(result["relatedLocations"]) == len(result["fixes"][0]["artifactChanges"]) == 4


def test_cause_is_asked_about_for_what_follows_from_it(houseplant: Project) -> None:
    houseplant.replace(DRY, "  recovered:\n", "  better:\n")
    asked, apart = affected.among(houseplant.findings(), [STORIES])
    assert [item.code for item in asked] == ["renamed"]
    assert apart == ()


def test_change_answers_for_a_place_more_of_an_older_slip(houseplant: Project) -> None:
    def git(*arguments: str, root: Path = houseplant.root) -> None:
        who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)

    (houseplant.root / LETTER).unlink()
    git("init")
    git("add", "-A")
    git("commit", "-m", "broken")
    assert affected.since(houseplant.root, "HEAD", houseplant.findings())[0] == ()
    houseplant.replace(
        "content/glossary.yml", "facts: [A1]", "see: [letters/ask-friend]\n    facts: [A1]"
    )
    git("add", "-A")
    git("commit", "-m", "more")
    asked, apart = affected.since(houseplant.root, "HEAD~1", houseplant.findings())
    assert [item.code for item in asked] == ["missing-file"]
    assert apart == ()
