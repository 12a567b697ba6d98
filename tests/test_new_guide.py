"""`guide init`: from an empty folder to a guide, and the files that GitHub needs around it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from michishirube.checks.project import check_project
from michishirube.cli import init, main
from michishirube.editing.new_project import GITHUB_FILES, NewGuide, files_of
from michishirube.i18n import messages
from michishirube.reading.project import shipped
from michishirube.website.compile import compile_site
from tests.conftest import ROOT, Project

BIN = Path(sys.executable).parent
SCRIPT = ROOT / ".github/scripts/action.sh"
GIVEN = ("--title=My phone is wet", "--language=en", "--question=Does the screen light up?")


def begin(folder: Path, *options: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["init", str(folder), "--lang=en", *options], input=typed)


def judge(program: str, *arguments: str | Path) -> None:
    """Let a program that knows GitHub's files look at some."""
    command = [str(BIN / program), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def files_in(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("language", messages.languages())
def test_a_new_guide_is_two_short_files_without_findings(tmp_path: Path, language: str) -> None:
    folder = tmp_path / "新しい ガイド"
    done = begin(folder, "--title=電話が: ぬれた", f"--language={language}", "--question=光る?")
    assert done.exit_code == 0, done.output
    files = files_in(folder)
    assert sorted(files) == ["content/stages/start.yml", "site_config.yml"]
    assert sum(len(text.splitlines()) for text in files.values()) <= 30
    assert list(check_project(folder).diagnostics) == []
    site = compile_site(folder, shipped("templates")).site
    assert site is not None
    assert site.guide.site.language == language
    assert "光る?" in "".join(each.html for each in site.documents)


def test_a_language_that_the_program_lacks_begins_with_a_locale(tmp_path: Path) -> None:
    done = begin(tmp_path / "g", "--title=Mein Rad ist weg", "--language=de", "--question=Ja?")
    assert done.exit_code == 0, done.output
    files = files_in(tmp_path / "g")
    assert files.keys() == {
        "site_config.yml",
        "content/stages/mein-rad-ist-weg.yml",
        "locales/de/ui.toml",
    }
    assert list(check_project(tmp_path / "g").diagnostics) == []
    assert "home = " in files["locales/de/ui.toml"]


def test_a_language_is_a_tag(tmp_path: Path) -> None:
    done = begin(tmp_path / "g", "--title=x", "--language=German", "--question=y")
    assert done.exit_code == 2
    assert "“German” isn’t the tag of a language." in done.output


def test_the_next_steps_are_said(tmp_path: Path) -> None:
    done = begin(tmp_path / "g", *GIVEN)
    assert f"1. cd {tmp_path / 'g'}" in done.output
    assert "2. michishirube serve" in done.output
    assert "content/stages/my-phone-is-wet.yml" in done.output


def test_what_no_option_says_is_asked_for_at_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(init, "_can_ask", lambda: True)
    done = begin(tmp_path / "g", typed="My phone is wet\nja\nDoes it ring?\n")
    assert done.exit_code == 0, done.output
    assert "language: ja" in files_in(tmp_path / "g")["site_config.yml"]


def test_elsewhere_nobody_is_asked(tmp_path: Path) -> None:
    done = begin(tmp_path / "g", "--title=x", typed="nobody listens\n" * 3)
    assert done.exit_code == 2
    assert "Give --language --question." in done.output
    assert not (tmp_path / "g").exists()


@pytest.mark.parametrize("options", [GIVEN, (*GIVEN, "--github=foo/phone")])
def test_a_folder_with_files_is_left_as_it_is(tmp_path: Path, options: tuple[str, ...]) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    done = begin(tmp_path, *options)
    assert done.exit_code == 3
    assert done.output.count("\n") == 1
    assert "holds files (thesis.txt)" in done.output
    assert files_in(tmp_path) == {"thesis.txt": "mine"}


def test_hidden_files_and_environments_are_no_hindrance_and_not_replaced(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.write("venv/pyvenv.cfg", "")
    project.write(".gitignore", "mine")
    assert begin(tmp_path, *GIVEN, "--github=foo/phone").exit_code == 3
    assert files_in(tmp_path) == {"venv/pyvenv.cfg": "", ".gitignore": "mine"}
    assert begin(tmp_path, *GIVEN).exit_code == 0


@pytest.mark.parametrize("where", ["/proc/guide", "file", "file/below"])
def test_a_place_that_can_not_be_written_is_one_line(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_text("mine")
    done = begin(tmp_path / where, *GIVEN)
    assert done.exit_code == 3
    assert done.output.count("\n") == 1, done.output
    assert files_in(tmp_path) == {"file": "mine"}


def test_words_that_the_check_would_report_are_not_written(tmp_path: Path) -> None:
    done = begin(tmp_path / "g", "--title=TODO", *GIVEN[1:])
    assert done.exit_code == 1
    assert "draft-left" in done.output
    assert not (tmp_path / "g").exists()


# --- GitHub ---------------------------------------------------------------------------------------


@pytest.fixture(params=messages.languages())
def on_github(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    folder = tmp_path / "guide"
    options = ('--title=It\'s "wet": [a] *phone*', f"--language={request.param}", "--question=Wet?")
    done = begin(folder, *options, "--github=Foo/wet-phone")
    assert done.exit_code == 0, done.output
    return folder


def test_files_for_github_are_as_github_wants_them(on_github: Path) -> None:
    files = files_in(on_github)
    assert files.keys() == {
        *GITHUB_FILES,
        "CONTRIBUTING.md",
        "site_config.yml",
        "content/stages/its-wet-a-phone.yml",
    }
    assert not [name for name, text in files.items() if re.search(r"(?<!\$)\{[a-z_]+\}", text)]
    for schema, path in {
        "vendor.github-workflows": "workflows/guide.yml",
        "custom.github-workflows-require-timeout": "workflows/guide.yml",
        "vendor.github-issue-forms": "ISSUE_TEMPLATE/1-mistake.yml",
        "vendor.github-issue-config": "ISSUE_TEMPLATE/config.yml",
        "vendor.dependabot": "dependabot.yml",
    }.items():
        judge("check-jsonschema", "--builtin-schema", schema, on_github / ".github" / path)
    guide = check_project(on_github).guide
    assert guide is not None
    assert guide.site.address == "https://foo.github.io/wet-phone/"
    assert "* @Foo" in files[".github/CODEOWNERS"]


def test_words_of_any_language_are_words_in_the_files_for_github() -> None:
    odd = 'a: "b" # c'
    said = messages.Messages({**messages.load("en", "init"), "github.check": odd})
    files = files_of(NewGuide("x", "en", "y", "foo/phone"), said)
    workflow = yaml.safe_load(files[".github/workflows/guide.yml"])
    assert workflow["jobs"]["check"]["name"] == odd


def test_its_workflow_is_safe(on_github: Path) -> None:
    """The program's own action has no commit yet when a release is made; it is named by version."""
    path = on_github / ".github/workflows/guide.yml"
    text = path.read_text(encoding="utf-8")
    pinned, count = re.subn(r"(example/michishirube)@v[\d.]+", rf"\1@{'0' * 40} # v1.0.0", text)
    assert count == 3
    path.write_text(pinned, encoding="utf-8")
    judge("zizmor", "--offline", "--no-progress", "--persona", "pedantic", on_github)


def test_workflow_and_action_use_the_same_actions_as_this_repository() -> None:
    def used(*paths: Path) -> set[str]:
        text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
        return set(re.findall(r"uses: (actions/\S+ # v\S+)", text))

    ours = used(*(ROOT / ".github/workflows").glob("*.yml"))
    program = ROOT / "generator/michishirube/editing/new_project/files/workflow.yml"
    theirs = used(program, ROOT / "action.yml")
    assert theirs
    assert theirs <= ours


def test_commands_of_the_workflow_are_those_of_the_action(on_github: Path) -> None:
    workflow = (on_github / ".github/workflows/guide.yml").read_text(encoding="utf-8")
    for command in re.findall(r"command: (\w+)", workflow):
        assert re.search(rf"^{command}\)|\| {command}\)", SCRIPT.read_text(), re.MULTILINE), command


def test_the_action_is_as_github_wants_it() -> None:
    path = ROOT / "action.yml"
    judge("check-jsonschema", "--builtin-schema", "vendor.github-actions", path)
    judge("zizmor", "--offline", "--no-progress", "--persona", "pedantic", path)
    steps = yaml.safe_load(path.read_text(encoding="utf-8"))["runs"]["steps"]
    assert [step for step in steps if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize(
    ("command", "base", "ran"),
    [
        ("check", "", ["check --format github"]),
        ("check", "HEAD^1", ["check --format github --changed-from HEAD^1"]),
        ("build", "", ["build"]),
        ("publish", "HEAD^1", ["build"]),
        ("diff", "", []),
        (
            "diff",
            "main",
            [
                "diff main HEAD --format json",
                "diff main HEAD --format html",
                "diff main HEAD --format markdown --max-length 300000",
            ],
        ),
    ],
)
def test_the_action_runs_the_command_in_the_guides_folder(
    tmp_path: Path, command: str, base: str, ran: list[str]
) -> None:
    guide = tmp_path / "guide"
    guide.write_text(f'#!/bin/sh\necho "$PWD $*" >>"{tmp_path}/log"\n')
    guide.chmod(0o755)
    (tmp_path / "a guide").mkdir()
    given = {"COMMAND": command, "BASE": base, "GUIDE": str(guide), "PROGRAM": str(ROOT)}
    subprocess.run(
        ["bash", SCRIPT],
        cwd=tmp_path,
        env=os.environ | given | {"ROOT": "a guide", "GITHUB_STEP_SUMMARY": os.devnull},
        check=True,
        capture_output=True,
    )
    log = tmp_path / "log"
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    assert lines == [f"{tmp_path}/a guide {each}" for each in ran]


def test_an_unknown_command_of_the_action_is_told(tmp_path: Path) -> None:
    given = {"COMMAND": "bulid", "BASE": "", "GUIDE": "false", "PROGRAM": str(ROOT), "ROOT": "."}
    done = subprocess.run(
        ["bash", SCRIPT], cwd=tmp_path, env=os.environ | given, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert b'There is no command "bulid"' in done.stderr


def test_the_hook_for_other_repositories_runs_a_command_of_the_package() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    command, *arguments = hook["entry"].split()
    assert f"{command} = " in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert main.get_command(None, arguments[0]) is not None  # type: ignore[arg-type]
    path = re.compile(hook["files"])
    new = files_of(NewGuide("x", "en", "y"), messages.load("en", "init"))
    assert all(path.search(name) for name in new)
