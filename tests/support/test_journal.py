"""A command that is killed while it writes several files leaves all of them old or all new."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from michishirube.cli import main
from michishirube.support import outputs
from michishirube.support.outputs import OutputError, SourceChange
from tests.conftest import HOUSEPLANT

Files = dict[str, bytes]

DRY = "content/stages/dry.yml"
STORIES = "content/scenarios/all.yml"

WRITES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "open")
OLD: Files = {"content/a.yml": b"a: 1\n", "content/b.yml": b"b: 1\n", "content/c.yml": b"c: 1\n"}
NEW: Files = {"content/a.yml": b"a: 2\n", "content/d.yml": b"b: 2\n", "content/c.yml": b"c: 1\n",
              "content/e.yml": b"e: 2\n"}  # fmt: skip
CHANGES = (
    SourceChange("content/a.yml", "content/a.yml", b"a: 1\n", b"a: 2\n"),
    SourceChange("content/b.yml", "content/d.yml", b"b: 1\n", b"b: 2\n"),
    SourceChange("content/e.yml", "content/e.yml", None, b"e: 2\n"),
)


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's folder for temporary files, of the test's own."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for name, data in OLD.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def files_of(root: Path) -> Files:
    found = (path for path in (root / "content").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def is_killed_at(number: int, work: Callable[[], object], within: str = "") -> bool:
    """Run something in a process of its own that is killed before its n-th step on the disk.

    Args:
        number: The number of the step, from 1.
        work: What is run.
        within: Count only steps that replace files whose path contains this.

    Returns:
        Whether it was; else it ended before.
    """
    child = os.fork()
    if child == 0:
        count = 0

        def count_down(event: str, args: tuple[Any, ...]) -> None:
            nonlocal count
            is_write = event in WRITES and (event != "open" or bool(args[2] & os.O_ACCMODE))
            if within:
                is_write = event == "os.rename" and within in str(args[1])
            count += is_write
            if is_write and count == number:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(count_down)
            work()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_killed_at_any_step_everything_is_old_or_new_after_the_next_command(
    project: Path, temporary: Path
) -> None:
    number, ends = 0, []
    while True:
        number += 1
        killed = is_killed_at(number, lambda: outputs.write_sources(project, CHANGES))
        between = files_of(project)
        outputs.finish_sources(project)
        after = files_of(project)
        assert after in (OLD, NEW), f"killed at step {number}"
        ends.append(between not in (OLD, NEW))
        assert outputs.finish_sources(project) == ([], [])
        assert not [path for path in temporary.rglob("*.json") if path.is_file()]
        if not killed:
            break
        shutil.rmtree(project / "content")
        for name, data in OLD.items():
            (project / name).parent.mkdir(exist_ok=True)
            (project / name).write_bytes(data)
    assert after == NEW
    assert any(ends)  # It was killed between two files, too.


def killed_halfway(root: Path) -> None:
    """Kill the writing of the changes at the first step after which some files are new."""
    for number in range(1, 200):
        assert is_killed_at(number, lambda: outputs.write_sources(root, CHANGES))
        if files_of(root) != OLD:
            return
    raise AssertionError


def test_what_somebody_changed_meanwhile_is_left_alone(project: Path) -> None:
    killed_halfway(project)
    (project / "content/b.yml").write_bytes(b"mine: 1\n")
    between = files_of(project)
    assert outputs.finish_sources(project) == ([], ["content/d.yml"])
    assert files_of(project) == between
    assert outputs.finish_sources(project) == ([], [])


def test_what_is_being_written_now_is_left_alone(project: Path) -> None:
    with outputs.journal.recorded(project, CHANGES):
        assert outputs.finish_sources(project) == ([], [])
    assert files_of(project) == OLD


def test_looking_for_a_journal_leaves_nothing_behind(project: Path, temporary: Path) -> None:
    assert outputs.finish_sources(project) == ([], [])
    assert list(temporary.iterdir()) == []


def test_journal_that_cannot_be_read_is_forgotten(project: Path, temporary: Path) -> None:
    killed_halfway(project)
    (journal,) = temporary.rglob("*.json")
    journal.write_bytes(journal.read_bytes()[:-9])
    assert outputs.finish_sources(project) == ([], [])
    assert not journal.exists()


def test_another_project_has_another_journal(project: Path, tmp_path: Path) -> None:
    killed_halfway(project)
    other = tmp_path / "other"
    shutil.copytree(project, other)
    before = files_of(other)
    assert outputs.finish_sources(other) == ([], [])
    assert files_of(other) == before


def test_folder_of_somebody_else_holds_no_journal(project: Path, temporary: Path) -> None:
    killed_halfway(project)
    (folder,) = (path for path in temporary.iterdir() if path.is_dir())
    folder.chmod(stat.S_IRWXU | stat.S_IRWXO)
    before = files_of(project)
    assert outputs.finish_sources(project) == ([], [])
    assert files_of(project) == before


def test_journal_leads_nowhere_out_of_the_project(project: Path) -> None:
    for name in ("../x.yml", ".git/config"):
        with outputs.journal.recorded(project, CHANGES):
            pass
        change = SourceChange(name, name, None, b"x")
        is_killed_at(10_000, lambda each=change: _leave(project, each))  # type: ignore[misc]
        with pytest.raises(OutputError):
            outputs.finish_sources(project)


def _leave(project: Path, change: SourceChange) -> None:
    with outputs.journal.recorded(project, (change, *CHANGES)):
        os._exit(0)


def test_renaming_that_was_killed_is_finished_by_the_next_command(tmp_path: Path) -> None:
    root = tmp_path / "guide"
    shutil.copytree(HOUSEPLANT, root)
    arguments = ["rename", "node", "dry/recovered", "better", "--root", str(root)]
    assert is_killed_at(2, lambda: CliRunner().invoke(main, arguments), f"{root}/content")
    files = [root / DRY, root / STORIES]
    assert sum("better" in file.read_text(encoding="utf-8") for file in files) == 1
    result = CliRunner().invoke(main, ["check", "--lang", "en", "--root", str(root)])
    assert "stopped halfway; the remaining files are written now" in result.stderr
    assert result.exit_code == 0
    assert all("better" in file.read_text(encoding="utf-8") for file in files)


def test_copies_of_a_trial_have_no_journal(tmp_path: Path, temporary: Path) -> None:
    root = tmp_path / "guide"
    shutil.copytree(HOUSEPLANT, root)
    arguments = ["rename", "node", "dry/recovered", "better", "--root", str(root)]
    assert is_killed_at(1, lambda: CliRunner().invoke(main, arguments), f"{root}/content")
    assert len(list(temporary.rglob("*.json"))) == 1
