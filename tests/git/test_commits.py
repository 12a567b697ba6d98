"""A commit's content comes to disk as plain files below one folder, whatever the commit holds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from michishirube.git import commits, log
from tests.conftest import Project
from tests.repositories import Repository, under_git


@pytest.fixture
def repository(houseplant: Project) -> Repository:
    return under_git(houseplant.root)


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def test_commit_is_read_as_it_was(repository: Repository, tmp_path: Path) -> None:
    first = commits.resolve(repository.root, "HEAD")
    old = (repository.root / "content/about.md").read_bytes()
    repository.write("content/about.md", "another")
    repository.write("notes.txt", "not read")
    repository.commit()
    snapshot = commits.read_commit(repository.root, first, tmp_path / "old")
    assert (tmp_path / "old/content/about.md").read_bytes() == old
    assert snapshot.skipped == ()
    second = commits.resolve(repository.root, "main")
    commits.read_commit(repository.root, second, tmp_path / "new")
    assert (tmp_path / "new/content/about.md").read_text() == "another"
    assert not (tmp_path / "new/notes.txt").exists()


def test_project_may_lie_deeper_in_the_repository(houseplant: Project, tmp_path: Path) -> None:
    under_git(houseplant.root.parent)
    commit = commits.resolve(houseplant.root, "HEAD")
    commits.read_commit(houseplant.root, commit, tmp_path / "out")
    assert (tmp_path / "out/site_config.yml").is_file()


def test_links_and_submodules_are_left_out_and_named(
    repository: Repository, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (repository.root / "content/leak.md").symlink_to(tmp_path / "secret.txt")
    (repository.root / "content/folder").symlink_to(tmp_path)
    repository.commit()
    head = repository.git("rev-parse", "HEAD")
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{head},content/module")
    repository.git("commit", "--quiet", "--message", "x")
    commit = commits.resolve(repository.root, "HEAD")
    snapshot = commits.read_commit(repository.root, commit, tmp_path / "out")
    assert snapshot.skipped == ("content/folder", "content/leak.md", "content/module")
    assert not [path for path in (tmp_path / "out").rglob("*") if path.is_symlink()]
    assert "content/leak.md" not in files_below(tmp_path / "out")


@pytest.mark.parametrize("name", ["..", ".", "a\\b", "c:d", "\udcff"])
def test_names_that_would_leave_the_folder_are_refused(
    repository: Repository, tmp_path: Path, name: str
) -> None:
    """Git stores any name in a tree; only its own commands refuse most of them."""
    blob = repository.git("hash-object", "-w", "--stdin", asked=b"evil")
    entry = b"100644 " + os.fsencode(name) + b"\0" + bytes.fromhex(blob)
    inner = _tree(repository, entry)
    outer = _tree(repository, b"40000 content\0" + bytes.fromhex(inner))
    commit = repository.git("commit-tree", outer, "-m", "x")
    target = tmp_path / "deep/out"
    snapshot = commits.read_commit(repository.root, commit, target)
    assert len(snapshot.skipped) == 1
    assert not target.exists()
    assert "evil" not in {path.read_text() for path in tmp_path.glob("*") if path.is_file()}


def _tree(repository: Repository, entry: bytes) -> str:
    return repository.git("hash-object", "-w", "-t", "tree", "--literally", "--stdin", asked=entry)


def test_attributes_of_the_commit_change_nothing(repository: Repository, tmp_path: Path) -> None:
    repository.write(
        "content/.gitattributes", "*.md export-ignore\n*.md filter=evil\n*.md text eol=crlf\n"
    )
    repository.commit()
    commit = commits.resolve(repository.root, "HEAD")
    commits.read_commit(repository.root, commit, tmp_path / "out")
    assert b"\r" not in (tmp_path / "out/content/about.md").read_bytes()


def test_too_many_files_and_too_large_ones(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = commits.resolve(repository.root, "HEAD")
    with monkeypatch.context() as patch:
        patch.setattr(commits, "MAX_FILE_BYTES", 500)
        snapshot = commits.read_commit(repository.root, commit, tmp_path / "out")
        assert "content/scenarios/all.yml" in snapshot.skipped
        assert not (tmp_path / "out/content/scenarios/all.yml").exists()
    monkeypatch.setattr(commits, "MAX_FILES", 3)
    with pytest.raises(commits.HistoryError, match="too-large"):
        commits.read_commit(repository.root, commit, tmp_path / "more")


@pytest.mark.parametrize("name", ["nothing", "--help", "-x", "HEAD:content", "a b", ""])
def test_what_is_no_commit_is_said(repository: Repository, name: str) -> None:
    with pytest.raises(commits.HistoryError) as caught:
        commits.resolve(repository.root, name)
    assert caught.value.code == "no-commit"


def test_folder_outside_git_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(commits.HistoryError) as caught:
        commits.resolve(tmp_path, "HEAD")
    assert caught.value.code == "no-repository"


def test_common_ancestor(repository: Repository) -> None:
    first = repository.commit()
    repository.git("switch", "--quiet", "--create", "work")
    second = repository.commit()
    repository.git("switch", "--quiet", "main")
    repository.write("notes.txt", "x")
    third = repository.commit()
    assert commits.common_ancestor(repository.root, second, third) == first
    empty = repository.git("commit-tree", "HEAD^{tree}", "-m", "alone")
    with pytest.raises(commits.HistoryError) as caught:
        commits.common_ancestor(repository.root, empty, third)
    assert caught.value.code == "no-common-ancestor"


def test_no_program_that_a_repository_names_is_run(repository: Repository, tmp_path: Path) -> None:
    """A folder that somebody else packed brings its settings of git along."""
    ran = tmp_path / "ran"
    program = f"touch {ran}; false"
    for name in ("core.fsmonitor", "diff.external", "core.pager", "diff.x.textconv"):
        repository.git("config", name, program)
    repository.write(".gitattributes", "* diff=x\n")
    repository.write("content/about.md", "---\ntitle: A\ndescription: B\n---\nother\n")
    commits.read_commit(repository.root, commits.resolve(repository.root, "HEAD"), tmp_path / "old")
    commits.changed_files(repository.root, commits.resolve(repository.root, "HEAD"), None)
    assert log.read_history(repository.root)
    assert not ran.exists()
