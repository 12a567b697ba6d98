"""When content last changed, as git remembers it; nothing where git knows nothing.

The only module that asks git for more than the last commit. Without git, outside
a repository and for changes that aren't committed there is simply no history.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.load import CONTENT, SETTINGS


@dataclass(frozen=True, slots=True)
class Change:
    """A commit as far as it touched content: its id, time, first line, and the files."""

    commit: str
    time: dt.datetime
    subject: str
    files: frozenset[str]


_LOG = (
    *("-c", "core.quotePath=false", "-c", "log.showSignature=false", "log"),
    *("--first-parent", "-m", "--name-only", "--no-renames", "--no-color", "--relative"),
    *("--encoding=UTF-8", "--format=%x01%H%x1f%ct%x1f%s"),
)

History = tuple[Change, ...]
"""The changes of a project, the newest first."""


def read_history(root: Path) -> History:
    """The changes of a project's content and settings, () if git can't tell.

    What was merged counts from its merge: then it was published. In a shallow
    clone the oldest commits seem to have written every file; they are left out.
    """
    git = shutil.which("git")
    if git is None:
        return ()
    log = _run([git, *_LOG, "--", CONTENT, SETTINGS], root)
    cut = _cut_off(git, root)
    changes = (_change(entry) for entry in log.split("\x01")[1:])
    return tuple(change for change in changes if change.commit not in cut)


def last_change(history: History, files: Iterable[str]) -> dt.datetime | None:
    """When any of the files last changed."""
    wanted = frozenset(files)
    return next((change.time for change in history if change.files & wanted), None)


def _change(entry: str) -> Change:
    head, _, names = entry.partition("\n")
    commit, seconds, subject = head.split("\x1f", 2)
    time = dt.datetime.fromtimestamp(int(seconds), dt.UTC)
    return Change(commit, time, subject, frozenset(name for name in names.split("\n") if name))


def _cut_off(git: str, root: Path) -> frozenset[str]:
    """The commits behind which a shallow clone knows nothing."""
    name = _run([git, "rev-parse", "--git-path", "shallow"], root).strip()
    path = root / name
    return frozenset(path.read_text().split()) if name and path.is_file() else frozenset()


def _run(command: list[str], root: Path) -> str:
    """What a git command prints, "" when it fails."""
    done = subprocess.run(  # noqa: S603 - fixed commands, no shell
        command, cwd=root, capture_output=True, check=False
    )
    return done.stdout.decode(errors="replace") if done.returncode == 0 else ""
