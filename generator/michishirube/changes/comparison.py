"""Compares two commits of a project, or a commit with the working tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from michishirube.changes.compare import compare
from michishirube.changes.findings import Changes, OutsideChange, OutsideKind, Side
from michishirube.checks.project import check_project
from michishirube.diagnostics import Severity
from michishirube.git import commits
from michishirube.model.kinds import CONTENT, SETTINGS
from michishirube.reading.loader import LoadResult
from michishirube.support import outputs

KINDS: tuple[OutsideKind, ...] = ("templates", "styles", "scripts", "words", "program", "other")

HARMLESS = ("docs", "tests", "benchmarks", "schemas")
"""Folders that don't affect the site. Anything that isn't known to be harmless is reported."""

PROGRAM = ("generator", "requirements", "requirements.txt", "pyproject.toml", "mkdocs.yml")

SHORT = 10
"""Length of an abbreviated hash."""


@dataclass(frozen=True)
class Comparison:
    """The changes, and both versions as loaded."""

    changes: Changes
    before: LoadResult
    after: LoadResult


def compare_commits(
    root: Path, base: str, head: str | None, *, merge_base: bool = False
) -> Comparison:
    """Compare the content of two commits.

    Args:
        root: The project root.
        base: Name of the old commit.
        head: Name of the new one, None for the working tree.
        merge_base: Whether to compare with the merge base of `base` and `head` instead of `base`.

    Raises:
        HistoryError: A commit can't be read.
    """
    first = commits.resolve(root, base)
    second = None if head is None else commits.resolve(root, head)
    if merge_base:
        here = second or commits.resolve(root, "HEAD")
        first = commits.common_ancestor(root, first, here)
    folder = commits.folder_in_repository(root)
    outside = outside_of(commits.changed_files(root, first, second), folder)
    before, old = _read(root, first, base)
    if second is None:
        loaded = check_project(root)
        return Comparison(compare(old, _side("", loaded), outside), before, loaded)
    after, new = _read(root, second, head or "")
    return Comparison(compare(old, new, outside), before, after)


def guide_at(root: Path, name: str) -> LoadResult:
    """Load the guide as it was at a commit.

    Raises:
        HistoryError: The commit can't be read.
    """
    return _read(root, commits.resolve(root, name), name)[0]


def outside_of(names: Iterable[str], folder: str = "") -> tuple[OutsideChange, ...]:
    """Group changed files outside the content that may affect pages.

    Args:
        names: Paths in the repository.
        folder: The project's path in it, "" or with a trailing slash.
    """
    kinds: dict[OutsideKind, list[str]] = {kind: [] for kind in KINDS}
    for name in sorted(names):
        inside = name.startswith(folder)
        kind = _kind_of(name.removeprefix(folder) if inside else name)
        # A neighbour of the project counts when it may be its program.
        if kind is not None and (inside or kind != "other"):
            kinds[kind].append(name)
    return tuple(OutsideChange(kind, tuple(files)) for kind, files in kinds.items() if files)


def _kind_of(path: str) -> OutsideKind | None:
    """Return what a file may affect; None for content, which is compared, and harmless files."""
    parts = path.split("/")
    first, name = parts[0], parts[-1]
    suffix = name.rpartition(".")[2]
    if path == SETTINGS or first == CONTENT:
        return None if suffix in ("yml", "md") else "other"
    if first in HARMLESS or first.startswith(".") or (len(parts) == 1 and _is_about(name)):
        return None
    if "locales" in parts:
        return "words"
    if suffix == "css":
        return "styles"
    if suffix == "js":
        return "scripts"
    if "templates" in parts:
        return "templates"
    is_program = suffix == "py" or first in PROGRAM or name in PROGRAM
    return "program" if is_program else "other"


def _is_about(name: str) -> bool:
    """Return whether a file in the project root is documentation or a licence."""
    return name.endswith(".md") or name.startswith("LICENSE")


def _read(root: Path, commit: str, name: str) -> tuple[LoadResult, Side]:
    """Load a commit; its side is named like `main (0123456789)`."""
    with outputs.scratch("diff") as folder:
        snapshot = commits.read_commit(root, commit, folder)
        loaded = check_project(folder)
    short = commit[:SHORT]
    shown = short if commit.startswith(name) else f"{name} ({short})"
    return loaded, _side(shown, loaded, snapshot.skipped)


def _side(name: str, loaded: LoadResult, skipped: tuple[str, ...] = ()) -> Side:
    errors = tuple(item for item in loaded.diagnostics if item.severity is Severity.ERROR)
    return Side(name, loaded.guide, errors, skipped)
