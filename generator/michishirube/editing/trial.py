"""Checks a draft in a copy of the project, and writes it."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from michishirube.checks.project import check_project
from michishirube.diagnostics import Diagnostic, Severity, flat
from michishirube.editing.draft import Draft
from michishirube.editing.rename import Renaming, RewrittenFile
from michishirube.editing.sources import as_read
from michishirube.model.kinds import SOURCES
from michishirube.reading.loader import LoadResult
from michishirube.support import outputs
from michishirube.support.outputs import OutputError


def new_errors(root: Path, before: LoadResult, draft: Draft) -> tuple[list[Diagnostic], LoadResult]:
    """Return the errors that a draft would add, and the project as it would be."""
    with _copy_of(root) as copy:
        write(copy, draft, before)
        after = check_project(copy)
    known = {(item.code, item.span.path, str(item.params)) for item in flat(before.diagnostics)}
    found = [
        item
        for item in flat(after.diagnostics)
        if item.severity is Severity.ERROR
        and (item.code, item.span.path, str(item.params)) not in known
    ]
    return found, after


def after_renaming(
    root: Path, before: LoadResult, renamed: Renaming
) -> tuple[list[Diagnostic], LoadResult]:
    """Return the diagnostics whose codes a rename makes more frequent, and the project."""
    with _copy_of(root) as copy:
        write_all(copy, renamed.files)
        after = check_project(copy)
    known = Counter(item.code for item in flat(before.diagnostics))
    grown = Counter(item.code for item in flat(after.diagnostics)) - known
    return [item for item in after.diagnostics if grown[item.code]], after


@contextmanager
def _copy_of(root: Path) -> Iterator[Path]:
    """Copy what the guide is read from to a temporary folder.

    Raises:
        OutputError: Writing to the copy failed; the error names the project's file.
    """
    with outputs.scratch("new") as copy:
        for source in (root / name for name in SOURCES):
            if source.is_dir():
                shutil.copytree(source, copy / source.name, symlinks=True)
            elif source.is_file():
                shutil.copy(source, copy / source.name)
        try:
            yield copy
        except OutputError as error:
            path = Path(str(error.params["path"]))
            if path.is_relative_to(copy):
                error.params["path"] = root / path.relative_to(copy)
            raise


def write_all(root: Path, changes: Sequence[RewrittenFile]) -> None:
    """Write and move files, all or none.

    Raises:
        OutputError: A file can't be written; all are unchanged.
    """
    outputs.write_sources(root, changes)


def write(root: Path, draft: Draft, read: LoadResult) -> None:
    """Write the files of a draft, all or none.

    Raises:
        OutputError: A file can't be written, or was edited since it was loaded; all are unchanged.
    """
    before = as_read(root, read, [name for name in draft.files if name in read.files])
    outputs.write_sources(
        root,
        [
            outputs.SourceChange(name, name, before.get(name), text.encode())
            for name, text in draft.files.items()
        ],
    )
