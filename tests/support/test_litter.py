"""Litter: what editors and systems leave in the content folder is no content."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from michishirube.cli import main
from michishirube.editing.autofix import changes
from michishirube.git import commits
from michishirube.reading.cache import stamps
from michishirube.support.litter import is_litter
from tests.conftest import Project

LITTER = [
    ".#dry.yml",
    "#dry.yml#",
    "dry.yml~",
    "dry.yml.~1~",
    ".dry.yml.swp",
    ".dry.yml.swx",
    ".dry.yml",
    "dry.swp",
    "4913",
    "5036",
    ".DS_Store",
    "._dry.yml",
    "Thumbs.db",
    "THUMBS.DB",
    "desktop.ini",
    "Icon\r",
    "~$letters.docx",
    ".~lock.dry.yml#",
    "dry.yml.bak",
    "dry.yml.orig",
    "dry.yml.rej",
    "dry.yml.tmp",
    "dry.yml.part",
    "dry.yml___jb_tmp___",
    ".obsidian/workspace.json",
    "__MACOSX/dry.yml",
    ".git/config",
]


@pytest.mark.parametrize("name", LITTER)
def test_litter_is_no_content(houseplant: Project, name: str) -> None:
    before = stamps(houseplant.root / "content")
    for folder in ("content", "content/stages"):
        houseplant.write(f"{folder}/{name}", b"\xff\x00 neither text nor YAML")
        assert is_litter(f"{folder}/{name}")
    assert houseplant.findings() == []
    assert changes(houseplant.root) == ()
    assert stamps(houseplant.root / "content") == before


def test_lock_file_of_emacs_is_no_content(houseplant: Project) -> None:
    """A link that leads nowhere, and whose target changes with each session."""
    before = stamps(houseplant.root / "content")
    for name in ("content/stages/.#dry.yml", "content/.#about.md", "content/letters/.#new.yml"):
        (houseplant.root / name).symlink_to("mika@desk.4211:1795000000")
    assert houseplant.findings() == []
    assert changes(houseplant.root) == ()
    assert stamps(houseplant.root / "content") == before
    done = CliRunner().invoke(main, ["schema", "--root", str(houseplant.root), "--lines"])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    "name",
    ["dry.yml", "content/2026.yml", "content/49130", "notes.txt", "dry.yaml", "tmp.yml", "a~b.yml"],
)
def test_what_a_person_may_have_written_is_no_litter(name: str) -> None:
    assert not is_litter(name)


def test_misnamed_content_is_still_found(houseplant: Project) -> None:
    houseplant.write("content/stages/more.yaml", "title: More\n")
    assert [item.code for item in houseplant.findings()] == ["wrong-ending"]


def test_litter_that_git_knows_is_no_content(houseplant: Project, tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        names = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
        command = ["git", "-C", str(houseplant.root), *names, *arguments]
        subprocess.run(command, check=True, capture_output=True)

    git("init", "-q")
    houseplant.write("content/stages/.DS_Store", b"\x00")
    git("add", "-A")
    git("commit", "-qm", "Begin")
    houseplant.write("content/stages/dry.yml~", "old")
    commit = commits.resolve(houseplant.root, "HEAD")
    assert commits.touched(houseplant.root, commit) == frozenset()
    commits.read_commit(houseplant.root, commit, tmp_path / "copy")
    assert (tmp_path / "copy/content/stages/dry.yml").is_file()
    assert not (tmp_path / "copy/content/stages/.DS_Store").exists()
