"""Which findings are asked about, and which are set apart: by paths, or by what a change did."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from michishirube.checks.project import check_project
from michishirube.diagnostics import Diagnostic, flat
from michishirube.git import commits
from michishirube.support import outputs

Parts = tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]
"""Findings that are asked about, and those apart."""


def among(items: Iterable[Diagnostic], paths: Iterable[str]) -> Parts:
    """Findings in the given files and folders, and all others."""
    wanted = tuple(paths)
    return _parted(
        items,
        lambda item: any(
            path in ("", ".") or item.span.path == path or item.span.path.startswith(f"{path}/")
            for path in wanted
        ),
    )


def since(root: Path, base: str, items: Iterable[Diagnostic]) -> Parts:
    """Findings that a change since `base` answers for, and those that are older.

    All findings in a file that was touched count, and those that the change brought
    about elsewhere: a node that is gone breaks the files that lead to it.

    Raises `michishirube.git.commits.HistoryError` if git doesn't know the commit.
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
    """A finding is asked about when it is itself, or something that follows from it."""
    found = [(item, any(map(asked, flat([item])))) for item in items]
    return (
        tuple(item for item, is_asked in found if is_asked),
        tuple(item for item, is_asked in found if not is_asked),
    )
