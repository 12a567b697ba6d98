"""What GitHub runs and shows: workflows safe with strangers' content, forms that are valid.

zizmor knows how workflows are attacked, check-jsonschema brings the forms' schemas along; both
work without network. What they can't know of this project is checked below them.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from michishirube.cli import main
from michishirube.reading.loader import load_settings
from tests.conftest import ROOT

GITHUB = ROOT / ".github"
SCRIPTS = GITHUB / "scripts"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
BIN = Path(sys.executable).parent
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")

SCHEMAS = {
    "vendor.github-workflows": "workflows/*.yml",
    "custom.github-workflows-require-timeout": "workflows/*.yml",
    "vendor.github-issue-forms": "ISSUE_TEMPLATE/[0-9]*.yml",
    "vendor.github-issue-config": "ISSUE_TEMPLATE/config.yml",
    "vendor.dependabot": "dependabot.yml",
}


def run(*command: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def jobs() -> list[tuple[str, dict[str, Any]]]:
    """Every job of every workflow, named `workflow/job`."""
    return [
        (f"{path.stem}/{name}", job)
        for path in WORKFLOWS
        for name, job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].items()
    ]


def zizmor(folder: Path) -> subprocess.CompletedProcess[str]:
    return run(BIN / "zizmor", "--offline", "--no-progress", "--persona", "pedantic", folder)


def test_zizmor_finds_nothing() -> None:
    done = zizmor(GITHUB)
    assert done.returncode == 0, done.stdout
    assert all(f"completed {path}" in done.stderr for path in WORKFLOWS)


def test_zizmor_is_told_to_look_away_once_and_why() -> None:
    lines = [line for path in WORKFLOWS for line in path.read_text(encoding="utf-8").split("\n")]
    ignored = [number for number, line in enumerate(lines) if "zizmor: ignore" in line]
    assert len(ignored) == 1
    assert lines[ignored[0]].strip().startswith("workflow_run:")
    assert "comments-from-data" in lines[ignored[0] - 1]
    assert list((ROOT / "docs" / "decisions").glob("*-comments-from-data.md"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("@de0fac2e4500dabe0009e67214ff5f5447ce83dd", "@v6"),
        ("          persist-credentials: false\n", ""),
        ("permissions: {}", "permissions: write-all"),
        ("run: make install", "run: echo ${{ github.event.pull_request.title }}"),
    ],
)
def test_zizmor_would_see_a_slip(tmp_path: Path, old: str, new: str) -> None:
    text = (GITHUB / "workflows" / "check.yml").read_text(encoding="utf-8")
    assert old in text
    slip = tmp_path / ".github" / "workflows" / "slip.yml"
    slip.parent.mkdir(parents=True)
    slip.write_text(text.replace(old, new), encoding="utf-8")
    assert zizmor(tmp_path).returncode not in {0, 1}


@pytest.mark.parametrize(("schema", "files"), SCHEMAS.items())
def test_files_are_as_github_wants_them(schema: str, files: str) -> None:
    found = sorted(GITHUB.glob(files))
    assert found, "no file was looked at"
    done = run(BIN / "check-jsonschema", "--builtin-schema", schema, *found)
    assert done.returncode == 0, done.stdout


def test_every_form_and_workflow_is_looked_at() -> None:
    looked_at = {path for pattern in SCHEMAS.values() for path in GITHUB.glob(pattern)}
    assert looked_at == {*GITHUB.rglob("*.yml"), *GITHUB.rglob("*.yaml")}


def test_actions_are_pinned_by_commit_and_say_their_version() -> None:
    lines = [line for path in WORKFLOWS for line in path.read_text(encoding="utf-8").split("\n")]
    uses = [line.strip().removeprefix("- ") for line in lines if "uses:" in line]
    assert len(uses) >= 10
    assert [line for line in uses if not PINNED.fullmatch(line)] == []
    versions: dict[str, set[str]] = {}
    for line in uses:
        action, _, version = line.partition("@")
        versions.setdefault(action, set()).add(version)
    assert all(len(each) == 1 for each in versions.values()), "one version of each action"


def test_no_workflow_has_a_permission_that_no_job_asked_for() -> None:
    for path in WORKFLOWS:
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert workflow["permissions"] == {}, path.name
        assert "concurrency" in workflow, path.name
        assert "secrets." not in path.read_text(encoding="utf-8"), path.name
    for name, job in jobs():
        assert job["timeout-minutes"] <= 30, name
        assert "permissions" in job, name


def test_jobs_that_may_write_run_nothing_of_the_content() -> None:
    """Those that build or check untrusted content read only; those that write build nothing."""
    writing = {name for name, job in jobs() if "write" in job["permissions"].values()}
    assert writing == {"comment/comment", "publish/deploy", "stale-facts/tell"}
    for name, job in jobs():
        if name in writing:
            commands = "\n".join(step.get("run", "") for step in job["steps"])
            assert not re.search(r"make|guide|\.venv|pip", commands), name
            assert "setup-python" not in json.dumps(job["steps"]), name


def test_the_comment_job_takes_out_nothing_but_its_words_from_the_main_branch() -> None:
    steps = dict(jobs())["comment/comment"]["steps"]
    checkouts = [step["with"] for step in steps if "actions/checkout" in step.get("uses", "")]
    assert checkouts == [
        {
            "ref": "${{ github.event.repository.default_branch }}",
            "sparse-checkout": ".github/scripts\ngenerator/michishirube/changes/report\n"
            "generator/michishirube/i18n/locales\ngenerator/michishirube/markup\n",
            "persist-credentials": False,
        }
    ]


def test_the_comment_follows_the_workflow_that_compares() -> None:
    """Workflows are tied by name: a renamed one would end the comments without a word."""
    comment = yaml.safe_load((GITHUB / "workflows" / "comment.yml").read_text(encoding="utf-8"))
    followed = comment[True]["workflow_run"]["workflows"]  # YAML 1.1 reads `on` as true.
    changes = yaml.safe_load((GITHUB / "workflows" / "changes.yml").read_text(encoding="utf-8"))
    assert followed == [changes["name"]]


def test_commands_that_workflows_run_exist() -> None:
    commands = [step["run"] for _, job in jobs() for step in job["steps"] if "run" in step]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"make ([a-z]+)", "\n".join(commands))
    assert {"install", "site"} <= set(targets)
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for path in re.findall(r"\.github/scripts/[\w.]+|\.ci/run", "\n".join(commands)):
        assert (ROOT / path).is_file(), path


def test_the_data_is_handed_on_under_the_name_that_the_comment_asks_for() -> None:
    steps = dict(jobs())["changes/diff"]["steps"]
    handed_on = [step["with"] for step in steps if "upload-artifact" in step.get("uses", "")]
    script = (SCRIPTS / "comment.py").read_text(encoding="utf-8")
    (data,) = (each for each in handed_on if f'ARTIFACT = "{each["name"]}"' in script)
    assert data["path"] == "changes/changes.json"
    assert 'FILE = "changes.json"' in script


@pytest.mark.parametrize("command", [["stale", "--days", "180"], ["links"]])
def test_reports_for_issues_can_be_asked_for(command: list[str]) -> None:
    options = [option for option in command if option.startswith("--")] + ["--format"]
    said = CliRunner().invoke(main, [command[0], "--help"]).output
    assert all(option in said for option in options)


def test_issue_forms_ask_for_what_is_needed_and_warn() -> None:
    names = []
    for path in sorted((GITHUB / "ISSUE_TEMPLATE").glob("[0-9]*.yml")):
        form = yaml.safe_load(path.read_text(encoding="utf-8"))
        names.append(form["name"])
        assert "だれでも読めます" in form["body"][0]["attributes"]["value"]
        ticks = [each for each in form["body"] if each["type"] == "checkboxes"]
        assert all(option["required"] for tick in ticks for option in tick["attributes"]["options"])
    assert names == ["間違いの報告", "文例の提案", "手順の変更", "画面の確認"]


@pytest.mark.own_content  # Of the settings, where .github/ has no way to follow them by itself.
def test_addresses_follow_the_settings() -> None:
    """What README says to change together; a change of content/ can't turn this red."""
    site = load_settings(ROOT)
    assert site is not None
    assert site.repository is not None
    where = site.repository
    config = (GITHUB / "ISSUE_TEMPLATE" / "config.yml").read_text(encoding="utf-8")
    assert f"url: {where.address}/blob/{where.branch}/CONTRIBUTING.md" in config
    for path in WORKFLOWS:
        assert set(re.findall(r"branches: \[(.*?)\]", path.read_text())) <= {where.branch}


def test_owners_are_named_for_what_is_there() -> None:
    lines = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]
    assert rules[0][0] == "*"
    for path, *owners in rules[1:]:
        assert (ROOT / path.strip("/")).exists(), path
        assert all(owner.startswith("@") for owner in owners)
    assert any(path == "/.github/" for path, *_ in rules)


def test_hooks_before_a_commit_start_commands_that_are_there() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [repo["repo"] for repo in config["repos"]] == ["local"], "hooks fetch nothing"
    hooks = config["repos"][0]["hooks"]
    assert {"guide-check", "ruff", "mypy"} <= {hook["id"] for hook in hooks}
    for hook in hooks:
        command = hook["entry"].split()[0]
        assert command.startswith(".venv/bin/")
        assert (BIN / Path(command).name).is_file(), command


def stand_in(folder: Path, name: str, body: str) -> Path:
    """A small command that plays another one."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


def test_only_what_a_pull_request_changed_fails_it(tmp_path: Path) -> None:
    """The very command of the workflow, with a stand-in for guide."""
    job = dict(jobs())["check/check"]
    command = next(step["run"] for step in job["steps"] if "guide check" in step.get("run", ""))
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    stand_in(tmp_path / ".venv" / "bin", "guide", 'echo "$@"; exit 1')
    for since, options in (("HEAD^1", " --changed-from HEAD^1"), ("", "")):
        done = subprocess.run(
            ["bash", "-e", "-c", command],
            cwd=tmp_path,
            env=os.environ | {"CHANGED_FROM": since},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == (1, f"check --format github{options}\n")


@pytest.mark.parametrize("status", [0, 1, 2])
def test_the_difference_is_summed_up_and_handed_on(tmp_path: Path, status: int) -> None:
    """Status 1, errors on one side, is part of what there is to see; 2 is a failure."""
    guide = stand_in(tmp_path, "guide", f'echo "$@"; exit {status}')
    shutil.copy(SCRIPTS / "diff.sh", tmp_path)
    done = subprocess.run(
        ["bash", "diff.sh"],
        cwd=tmp_path,
        env=os.environ | {"GUIDE": str(guide), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary")},
        check=False,
    )
    assert done.returncode == (0 if status < 2 else status)
    if status == 2:
        assert not (tmp_path / "summary").exists()
        return
    assert (tmp_path / "summary").read_text() == (
        "diff HEAD^1 HEAD --format markdown --max-length 300000\n"
    )
    handed_on = {path.name: path.read_text() for path in (tmp_path / "changes").iterdir()}
    assert handed_on == {
        "changes.json": "diff HEAD^1 HEAD --format json\n",
        "changes.html": "diff HEAD^1 HEAD --format html\n",
    }


def report(folder: Path, body: str) -> tuple[int, str]:
    """The weekly report, made with a stand-in for guide."""
    guide = stand_in(folder, "guide", body)
    done = subprocess.run(
        ["bash", str(SCRIPTS / "stale.sh")],
        cwd=folder,
        env=os.environ | {"GUIDE": str(guide), "GITHUB_STEP_SUMMARY": str(folder / "summary")},
        capture_output=True,
        check=False,
    )
    return done.returncode, (folder / "stale" / "report.md").read_text()


def test_the_weekly_report_holds_findings_only(tmp_path: Path) -> None:
    assert report(tmp_path, "echo fine; exit 0") == (0, "")
    assert report(tmp_path, 'echo "$@"; test "$1" = links') == (
        0,
        "## 長く確かめていない出典\n\nstale --days 180 --format markdown\n\n",
    )


def test_a_command_that_breaks_fails_the_weekly_report(tmp_path: Path) -> None:
    assert report(tmp_path, "exit 2")[0] == 2


@pytest.mark.parametrize(
    ("text", "number", "done"),
    [
        ("", "", ["issue list"]),
        ("", "5", ["issue list", "issue close 5"]),
        ("古い", "5", ["issue list", "issue edit 5"]),
        ("古い", "", ["issue list", "label create", "issue create"]),
    ],
)
def test_one_issue_is_opened_kept_and_closed(
    tmp_path: Path, text: str, number: str, done: list[str]
) -> None:
    stand_in(tmp_path, "gh", f'echo "$@" >>"{tmp_path}/log"; test "$2" != list || echo {number}')
    (tmp_path / "report.md").write_text(text)
    finished = run(
        "bash",
        SCRIPTS / "issue.sh",
        tmp_path / "report.md",
        PATH=f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        GITHUB_REPOSITORY="example/guide",
    )
    assert finished.returncode == 0, finished.stderr
    calls = (tmp_path / "log").read_text().splitlines()
    assert len(calls) == len(done)
    assert all(call.startswith(start) for call, start in zip(calls, done, strict=True))
    assert all("--repo example/guide" in call for call in calls)
