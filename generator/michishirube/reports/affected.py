"""Splits diagnostics into those that are asked for and others: by path, or by a change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from michishirube.checks.project import check_project
from michishirube.diagnostics import Diagnostic, flat
from michishirube.git import commits
from michishirube.support import outputs

Parts = tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]
"""Diagnostics that are asked for, and others."""


def among(items: Iterable[Diagnostic], paths: Iterable[str]) -> Parts:
    """Split by path: diagnostics in the given files and folders, and others."""
    wanted = tuple(paths)
    return _parted(
        items,
        lambda item: any(
            path in ("", ".") or item.span.path == path or item.span.path.startswith(f"{path}/")
            for path in wanted
        ),
    )


def since(root: Path, base: str, items: Iterable[Diagnostic]) -> Parts:
    """Split by age: diagnostics caused by changes since a commit, and older ones.

    All diagnostics in changed files count, and new ones in other files: removing a node breaks the
    files that refer to it. For this, the content of the commit is checked as well.

    Args:
        root: The project root.
        base: Name of the commit.
        items: Diagnostics of the current content.

    Raises:
        HistoryError: git doesn't know the commit.
    """
    commit = commits.parted_from(root, base)
    touched = commits.touched(root, commit)
    with outputs.scratch("check") as folder:
        commits.read_commit(root, commit, folder)
        older = {_identity(item) for item in flat(check_project(folder).diagnostics)}
    return _parted(items, lambda item: item.span.path in touched or _identity(item) not in older)


def _identity(item: Diagnostic) -> tuple[str, str]:
    return str(item.span), f"{item.code} {sorted(item.params.items())}"


def _parted(items: Iterable[Diagnostic], asked: Callable[[Diagnostic], bool]) -> Parts:
    """Split diagnostics. One counts if it is asked for itself, or something folded under it is."""
    found = [(item, any(map(asked, flat([item])))) for item in items]
    return (
        tuple(item for item, is_asked in found if is_asked),
        tuple(item for item, is_asked in found if not is_asked),
    )
