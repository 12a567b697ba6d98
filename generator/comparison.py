"""Two commits of a project (or one and the files at hand) → what changes between them."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from generator import history
from generator.changes import Changes, Side, compare
from generator.checks import check_project
from generator.diagnostics import Severity
from generator.load import Loaded

SHORT = 10
"""Characters of a commit's name that people see."""


@dataclass(frozen=True)
class Comparison:
    """What differs, and both versions as they were read."""

    changes: Changes
    before: Loaded
    after: Loaded


def compare_commits(
    root: Path, base: str, head: str | None, *, merge_base: bool = False
) -> Comparison:
    """Compare the content of commit `base` with that of `head`, or (None) of the files at hand.

    With `merge_base`, `base` only says where to look: compared is the commit from
    which `head` went apart from it.

    Raises:
        HistoryError: A commit can't be read.
    """
    first = history.resolve(root, base)
    second = None if head is None else history.resolve(root, head)
    if merge_base:
        here = second or history.resolve(root, "HEAD")
        first = history.common_ancestor(root, first, here)
    before, old = _read(root, first, base)
    if second is None:
        loaded = check_project(root)
        return Comparison(compare(old, _side("", loaded)), before, loaded)
    after, new = _read(root, second, head or "")
    return Comparison(compare(old, new), before, after)


def _read(root: Path, commit: str, name: str) -> tuple[Loaded, Side]:
    with tempfile.TemporaryDirectory(prefix="guide-") as folder:
        snapshot = history.read_commit(root, commit, Path(folder))
        loaded = check_project(Path(folder))
    short = commit[:SHORT]
    shown = short if commit.startswith(name) else f"{name} ({short})"
    return loaded, _side(shown, loaded, snapshot.skipped)


def _side(name: str, loaded: Loaded, skipped: tuple[str, ...] = ()) -> Side:
    errors = tuple(item for item in loaded.diagnostics if item.severity is Severity.ERROR)
    return Side(name, loaded.guide, errors, skipped)
