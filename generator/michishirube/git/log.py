"""History of the content from git; empty without git or a repository.

Uncommitted changes have no history. Reading a project as of a commit is done by `commits`.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from michishirube.git.commits import NO_PROGRAMS
from michishirube.model.kinds import CONTENT, SETTINGS


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that changed content.

    Attributes:
        commit: The full hash.
        time: Its time.
        subject: First line of its message.
    """

    commit: str
    time: dt.datetime
    subject: str


_LOG = (
    *("-c", "core.quotePath=false", "-c", "log.showSignature=false", "log"),
    *("--first-parent", "-m", "--name-only", "--no-renames", "--no-color", "--relative"),
    *("--encoding=UTF-8", "--format=%x01%H%x1f%ct%x1f%s"),
)

History = Mapping[str, tuple[Commit, ...]]
"""Commits by path of the changed file, newest first."""


def read_history(root: Path) -> History:
    """Return the history of a project's content and settings, empty if git fails.

    Only the first parents are followed: a merged change counts from its merge, when it was
    published. In a shallow clone, the oldest commits seem to have created every file, so they are
    ignored.
    """
    git = shutil.which("git")
    if git is None:
        return {}
    log = _run([git, *NO_PROGRAMS, *_LOG, "--", CONTENT, SETTINGS], root)
    cut = _cut_off(git, root)
    found: dict[str, list[Commit]] = {}
    for entry in log.split("\x01")[1:]:
        head, *names = entry.rstrip("\n").split("\n")
        change = _change(head)
        for name in names if change.commit not in cut else ():
            if name:
                found.setdefault(name, []).append(change)
    return {name: tuple(changes) for name, changes in found.items()}


def latest(history: History, files: Iterable[str]) -> dt.datetime | None:
    """Return the time of the last change to any of the files."""
    return max((history[name][0].time for name in files if name in history), default=None)


def changes_of(history: History, files: Iterable[str]) -> list[Commit]:
    """Return the commits that changed any of the files, without duplicates, newest first."""
    found = {change for name in files for change in history.get(name, ())}
    return sorted(found, key=lambda change: (change.time, change.commit), reverse=True)


def _change(head: str) -> Commit:
    commit, seconds, subject = head.split("\x1f", 2)
    return Commit(commit, dt.datetime.fromtimestamp(int(seconds), dt.UTC), subject)


def _cut_off(git: str, root: Path) -> frozenset[str]:
    """Return the boundary commits of a shallow clone."""
    name = _run([git, *NO_PROGRAMS, "rev-parse", "--git-path", "shallow"], root).strip()
    path = root / name
    return frozenset(path.read_text().split()) if name and path.is_file() else frozenset()


def _run(command: list[str], root: Path) -> str:
    """Return the output of a git command, "" if it fails."""
    done = subprocess.run(  # noqa: S603 - fixed commands, no shell
        command, cwd=root, capture_output=True, check=False
    )
    return done.stdout.decode(errors="replace") if done.returncode == 0 else ""
