"""What the manual teaches, done for real: each walk is a branch, as a contributor sends it.

The guide is the frozen one from which the manual takes its examples. That no test of the program
turns red for a contribution follows from another rule: none of them reads content/ (conftest.py).
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from docs.pictures.walks import SLIP, WALKS
from michishirube.website.compile import compile_site
from tests.conftest import FREELANCE, ROOT
from tests.publish.test_build import run
from tests.repositories import Repository, under_git


@pytest.fixture
def fork(tmp_path: Path) -> Repository:
    """A contributor's copy of the repository."""
    return under_git(Path(shutil.copytree(FREELANCE, tmp_path / "fork")))


@pytest.mark.parametrize("walk", WALKS)
def test_a_walk_of_the_manual_ends_in_a_green_check(fork: Repository, walk: str) -> None:
    fork.git("switch", "--quiet", "--create", walk)
    for change in WALKS[walk]:  # Each is saved by itself in the web editor.
        change.apply(fork.root)
        fork.commit()
    done = run("check", "--changed-from", "main", cwd=fork.root)
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("問題はありません")
    told = run("diff", "main", walk, cwd=fork.root)
    assert told.returncode == 0, told.stderr
    assert "エラー" not in told.stdout
    assert compile_site(fork.root, ROOT / "templates").site is not None


@pytest.mark.parametrize("walk", ["letter", "branch"])
def test_a_walk_half_done_is_told_what_is_missing(fork: Repository, walk: str) -> None:
    fork.git("switch", "--quiet", "--create", walk)
    WALKS[walk][0].apply(fork.root)
    fork.commit()
    done = run("check", "--changed-from", "main", cwd=fork.root)
    assert done.returncode == 1
    assert WALKS[walk][0].path in done.stdout


def test_a_slip_is_red_until_it_is_mended(fork: Repository) -> None:
    fork.git("switch", "--quiet", "--create", "slip")
    SLIP.apply(fork.root)
    fork.commit()
    assert run("check", "--changed-from", "main", cwd=fork.root).returncode == 1
    assert run("check", "--fix", cwd=fork.root).returncode == 0
    fork.commit()
    assert run("check", "--changed-from", "main", cwd=fork.root).returncode == 0
