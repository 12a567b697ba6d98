"""What git knows of a project: the files that changed since a commit, and their state then.

Only asks; never changes the repository.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

from generator.load import CONTENT, SETTINGS


class HistoryError(Exception):
    """Git isn't there, or doesn't know what it was asked for."""


def commit(root: Path, name: str) -> str:
    """The commit to compare with: where the current one and `name` parted."""
    found = _git(root, "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}").strip()
    try:
        return _git(root, "merge-base", found, "HEAD").strip()
    except HistoryError:  # A shallow copy may not reach back so far.
        return found


def touched(root: Path, base: str) -> frozenset[str]:
    """Files of the project that differ from `base` now, new ones and uncommitted ones too."""
    changed = _git(root, "diff", "--name-only", "--no-renames", "--relative", "-z", base, "--")
    added = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(filter(None, (changed + added).split("\0")))


def unpack(root: Path, base: str, target: Path) -> None:
    """Write settings and content as they were at `base` into an empty folder.

    Links are left out: nothing may lead out of the folder.
    """
    there = _git(root, "ls-tree", "--name-only", "-z", base, "--", SETTINGS, CONTENT)
    names = list(filter(None, there.split("\0")))
    if not names:
        return
    packed = _run(root, "archive", "--format=tar", base, "--", *names)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        plain = [member for member in archive if member.isreg() or member.isdir()]
        archive.extractall(target, members=plain, filter="data")


def _git(root: Path, *arguments: str) -> str:
    return _run(root, *arguments).decode("utf-8", "surrogateescape")


def _run(root: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and names stand behind --end-of-options
            ["git", "-c", "core.quotePath=off", *arguments],  # noqa: S607 - the user's git
            cwd=root,
            capture_output=True,
            check=False,
        )
    except OSError as problem:
        raise HistoryError(str(problem)) from problem
    if done.returncode != 0:
        raise HistoryError(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout
