"""Reads commits: resolves names, lists changed files, extracts content.

Commits may come from anybody. Only regular files of the settings and the content folder are
extracted, one by one from git's object store: no symbolic links, no filters, no hooks, no paths
outside the target. Knows git and files, not guides.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from michishirube.model.kinds import SOURCES
from michishirube.support.litter import is_litter

READ = SOURCES
"""Paths that are extracted, relative to the project root."""

MAX_FILES = 5_000
MAX_FILE_BYTES = 8 * 1024 * 1024
MAX_TOTAL_BYTES = 128 * 1024 * 1024
NO_PROGRAMS = ("-c", "core.fsmonitor=false")
"""Of the programs that a repository's settings may name, git runs only this one by itself."""

SECONDS = 60


class HistoryError(Exception):
    """A commit can't be read.

    Attributes:
        code: Key of the message.
        detail: Its parameter, such as the name of the commit.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An extracted commit.

    Attributes:
        commit: The full hash.
        skipped: Paths that weren't extracted.
    """

    commit: str
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _TreeEntry:
    path: str
    object: str
    size: int
    plain: bool


def resolve(root: Path, name: str) -> str:
    """Return the full hash of a branch, tag or abbreviated hash.

    Raises:
        HistoryError: There is no such commit, or `root` isn't in a git repository.
    """
    asked = f"{name}^{{commit}}"
    done = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", asked, check=False)
    if done.returncode:
        inside = _git(root, "rev-parse", "--git-dir", check=False)
        raise HistoryError("no-repository" if inside.returncode else "no-commit", name)
    return done.stdout.decode().strip()


def common_ancestor(root: Path, first: str, second: str) -> str:
    """Return the merge base of two commits.

    Raises:
        HistoryError: There is none, or it isn't in this shallow clone.
    """
    done = _git(root, "merge-base", first, second, check=False)
    if done.returncode:
        raise HistoryError("no-common-ancestor", f"{first[:12]} {second[:12]}")
    return done.stdout.decode().split()[0]


def parted_from(root: Path, name: str) -> str:
    """Return the merge base of HEAD and `name`, or `name` itself if a shallow clone lacks it.

    Raises:
        HistoryError: See `resolve`.
    """
    found = resolve(root, name)
    try:
        return common_ancestor(root, found, resolve(root, "HEAD"))
    except HistoryError:
        return found


def touched(root: Path, base: str) -> frozenset[str]:
    """Return the project's files that differ from `base`, including uncommitted ones."""
    changed = _git(root, "diff", "--name-only", "--no-renames", "--relative", "-z", base, "--")
    added = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    names = (changed.stdout + added.stdout).decode("utf-8", "surrogateescape")
    return frozenset(name for name in names.split("\0") if name and not is_litter(name))


def changed_files(root: Path, base: str, head: str | None) -> frozenset[str]:
    """Return the paths of files that differ between two commits.

    Args:
        root: The project root.
        base: Full hash of a commit.
        head: Full hash of another one, or None for the working tree.

    Returns:
        Paths relative to the root of the repository. They may be arbitrary strings; the files
        themselves aren't read.

    Raises:
        HistoryError: git fails.
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
    """Return the project's path in its repository, "" or with a trailing slash.

    Raises:
        HistoryError: git fails.
    """
    return _git(root, "rev-parse", "--show-prefix").stdout.decode("utf-8", "replace").rstrip("\n")


def read_commit(root: Path, commit: str, target: Path) -> Snapshot:
    """Extract a commit's settings and content.

    Args:
        root: The project root.
        commit: Full hash of the commit.
        target: An empty folder.

    Raises:
        HistoryError: The content is too large, or git fails.
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
    """Return whether a path stays within the target on every system; git allows nearly any name."""
    parts = path.split("/")
    odd = any(char in path for char in "\\:\0\ufffd") or {"", ".", ".."} & set(parts)
    return not odd and parts[0] in READ


def _contents(root: Path, entries: list[_TreeEntry]) -> Iterator[bytes]:
    """Yield the contents of files, with a single git process."""
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
    """Run git without network access, prompts or replacement objects."""
    quiet = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    command = ["git", "--no-replace-objects", *NO_PROGRAMS, "-C", str(root), *arguments]
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
