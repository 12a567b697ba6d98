"""Two commits of a project (or one and the files at hand) → what changes between them."""

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
"""Folders from which nothing gets to readers. All that isn't known to be harmless may."""

PROGRAM = ("generator", "requirements", "requirements.txt", "pyproject.toml", "mkdocs.yml")

SHORT = 10
"""Characters of a commit's name that people see."""


@dataclass(frozen=True)
class Comparison:
    """What differs, and both versions as they were read."""

    changes: Changes
    before: LoadResult
    after: LoadResult


def compare_commits(
    root: Path, base: str, head: str | None, *, merge_base: bool = False
) -> Comparison:
    """Compare the content of commit `base` with that of `head`, or (None) of the files at hand.

    With `merge_base`, `base` only says where to look: compared is the commit from
    which `head` went apart from it.

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


def outside_of(names: Iterable[str], folder: str = "") -> tuple[OutsideChange, ...]:
    """Which of the files that differ may change pages without being content, by kind.

    Args:
        names: Paths in the repository.
        folder: Where the project lies in it, "" or with a slash at its end.
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
    """What a file may change on pages; None for content, which is compared, and for neither."""
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
    """Whether a file beside the settings is about the project: for people, or its licence."""
    return name.endswith(".md") or name.startswith("LICENSE")


def _read(root: Path, commit: str, name: str) -> tuple[LoadResult, Side]:
    with outputs.scratch("diff") as folder:
        snapshot = commits.read_commit(root, commit, folder)
        loaded = check_project(folder)
    short = commit[:SHORT]
    shown = short if commit.startswith(name) else f"{name} ({short})"
    return loaded, _side(shown, loaded, snapshot.skipped)


def _side(name: str, loaded: LoadResult, skipped: tuple[str, ...] = ()) -> Side:
    errors = tuple(item for item in loaded.diagnostics if item.severity is Severity.ERROR)
    return Side(name, loaded.guide, errors, skipped)
