"""What git knows of a project: its commits, the files that changed, the content of a commit.

A commit is read into a folder safely, whoever made it.

Only plain files of the settings and the content folder are written, one by one
from git's objects: no symbolic link is ever made, no filter or hook runs, and
names that would leave the folder are refused. Knows git and files, not guides.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from michishirube.model.kinds import CONTENT, SETTINGS
from michishirube.support.litter import is_litter

READ = (SETTINGS, CONTENT)
"""What is read of a commit, relative to the project's folder."""

MAX_FILES = 5_000
MAX_FILE_BYTES = 8 * 1024 * 1024
MAX_TOTAL_BYTES = 128 * 1024 * 1024
SECONDS = 60


class HistoryError(Exception):
    """A commit can't be read; `code` and `detail` say why."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A commit's content on disk: the full name of the commit, and what was left out."""

    commit: str
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _TreeEntry:
    path: str
    object: str
    size: int
    plain: bool


def resolve(root: Path, name: str) -> str:
    """The full name of the commit that a branch, a tag or a short name means.

    Raises:
        HistoryError: It means no commit, or the folder isn't in a git repository.
    """
    asked = f"{name}^{{commit}}"
    done = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", asked, check=False)
    if done.returncode:
        inside = _git(root, "rev-parse", "--git-dir", check=False)
        raise HistoryError("no-repository" if inside.returncode else "no-commit", name)
    return done.stdout.decode().strip()


def common_ancestor(root: Path, first: str, second: str) -> str:
    """The commit from which two commits (full names) went apart.

    Raises:
        HistoryError: They have none in common, or the history isn't here (shallow clone).
    """
    done = _git(root, "merge-base", first, second, check=False)
    if done.returncode:
        raise HistoryError("no-common-ancestor", f"{first[:12]} {second[:12]}")
    return done.stdout.decode().split()[0]


def parted_from(root: Path, name: str) -> str:
    """The commit at which the current one and `name` went apart.

    That of `name` itself where the history doesn't reach so far back (shallow clone).

    Raises:
        HistoryError: See `resolve`.
    """
    found = resolve(root, name)
    try:
        return common_ancestor(root, found, resolve(root, "HEAD"))
    except HistoryError:
        return found


def touched(root: Path, base: str) -> frozenset[str]:
    """Files of the project that differ from `base` now, new ones and uncommitted ones too."""
    changed = _git(root, "diff", "--name-only", "--no-renames", "--relative", "-z", base, "--")
    added = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    names = (changed.stdout + added.stdout).decode("utf-8", "surrogateescape")
    return frozenset(name for name in names.split("\0") if name and not is_litter(name))


def changed_files(root: Path, base: str, head: str | None) -> frozenset[str]:
    """Files that differ between two commits (full names), or from the files at hand (None).

    Names are those in the whole repository, as git has them: whatever a commit holds under
    them, nothing of it is read.

    Raises:
        HistoryError: git can't tell.
    """
    if head is None:
        quiet = ("--no-renames", "--no-ext-diff", "--ignore-submodules=dirty")
        changed = _git(root, "diff", "--name-only", *quiet, "--no-relative", "-z", base, "--")
        added = _git(root, "ls-files", "--others", "--exclude-standard", "--full-name", "-z", ":/")
        said = changed.stdout + added.stdout
    else:
        options = ("-r", "--name-only", "--no-renames", "--no-commit-id", "-z")
        said = _git(root, "diff-tree", *options, base, head, "--").stdout
    return frozenset(filter(None, said.decode("utf-8", "replace").split("\0")))


def folder_in_repository(root: Path) -> str:
    """Where the project lies in its repository: "" or a path with a slash at its end.

    Raises:
        HistoryError: git can't tell.
    """
    return _git(root, "rev-parse", "--show-prefix").stdout.decode("utf-8", "replace").rstrip("\n")


def read_commit(root: Path, commit: str, target: Path) -> Snapshot:
    """Write a commit's (full name) settings and content below `target`, an empty folder.

    Raises:
        HistoryError: It is too large, or git can't read it.
    """
    plain: list[_TreeEntry] = []
    skipped: list[_TreeEntry] = []
    for entry in _entries(root, commit):
        if _is_inside(entry.path) and is_litter(entry.path):
            continue
        (plain if entry.plain and _is_inside(entry.path) else skipped).append(entry)
    if len(plain) > MAX_FILES or sum(each.size for each in plain) > MAX_TOTAL_BYTES:
        raise HistoryError("too-large", commit[:12])
    small = [each for each in plain if each.size <= MAX_FILE_BYTES]
    skipped += [each for each in plain if each.size > MAX_FILE_BYTES]
    for entry, data in zip(small, _contents(root, small), strict=True):
        path = target / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return Snapshot(commit, tuple(sorted(each.path for each in skipped)))


def _entries(root: Path, commit: str) -> Iterator[_TreeEntry]:
    listed = _git(root, "ls-tree", "-r", "-z", "--long", commit, "--", *READ).stdout
    for line in filter(None, listed.split(b"\0")):
        facts, _, name = line.partition(b"\t")
        mode, kind, identity, size = facts.decode().split()
        plain = kind == "blob" and mode in ("100644", "100755")
        path = name.decode("utf-8", "replace")
        yield _TreeEntry(path, identity, int(size) if size.isdigit() else 0, plain)


def _is_inside(path: str) -> bool:
    """Whether a name stays below the folder on every system; git allows nearly anything."""
    parts = path.split("/")
    odd = any(char in path for char in "\\:\0\ufffd") or {"", ".", ".."} & set(parts)
    return not odd and parts[0] in READ


def _contents(root: Path, entries: list[_TreeEntry]) -> Iterator[bytes]:
    """The files' bytes, from one process of git."""
    asked = "".join(f"{each.object}\n" for each in entries).encode()
    answer = _git(root, "cat-file", "--batch", asked=asked).stdout
    at = 0
    for entry in entries:
        head = answer.index(b"\n", at)
        if answer[at:head].split()[1:] != [b"blob", str(entry.size).encode()]:
            raise HistoryError("unreadable", entry.path)
        yield answer[head + 1 : head + 1 + entry.size]
        at = head + 1 + entry.size + 1


def _git(
    root: Path, *arguments: str, asked: bytes = b"", check: bool = True
) -> subprocess.CompletedProcess[bytes]:
    """Run git in the project's folder, without network and without asking anybody."""
    quiet = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    command = ["git", "--no-replace-objects", "-C", str(root), *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command; names come behind --end-of-options
            command,
            input=asked,
            capture_output=True,
            check=False,
            timeout=SECONDS,
            env=os.environ | quiet,
        )
    except FileNotFoundError as problem:
        raise HistoryError("no-git") from problem
    except subprocess.TimeoutExpired as problem:
        raise HistoryError("too-slow", arguments[0]) from problem
    if check and done.returncode:
        raise HistoryError("unreadable", done.stderr.decode("utf-8", "replace").strip())
    return done
