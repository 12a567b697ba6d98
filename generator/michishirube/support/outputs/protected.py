"""Resolves output paths and rejects places that no command may write to.

Two paths are equal if they are the same file on disk, or if their names differ only in case or
Unicode form, since some file systems treat such names as equal.
"""

from __future__ import annotations

import contextlib
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from michishirube.support.outputs.refusal import OutputError

FOLDERS = ("content", "templates", "generator", "schemas", ".git", ".github")
FILES = ("site_config.yml", "mkdocs.yml", "pyproject.toml")
"""The sources of a project, relative to its root."""
PROGRAM = Path(__file__).resolve().parents[3]
"""The folder that contains the package: `generator/` in a checkout, beside `templates/`."""


def folder_place(project: Path, target: Path) -> Path:
    """Resolve the path of a folder to be replaced.

    Raises:
        OutputError: It is, contains or lies within a source.
    """
    real = _real(target)
    for kept in (project, Path(real.anchor), *_home(), *_sources(project)):
        if _lies_in(kept, real):
            raise OutputError("holds-sources", real, kept=_named(kept, project))
    _refuse_within_sources(project, real)
    return real


def file_place(project: Path, target: Path) -> Path:
    """Resolve the path of a single file to be written.

    Raises:
        OutputError: It is or lies within a source.
    """
    real = _real(target)
    _refuse_within_sources(project, real)
    return real


def source_place(project: Path, name: str) -> Path:
    """Resolve the path of a project's own file.

    Raises:
        OutputError: It lies outside the project, is a symlink, or isn't a regular file.
    """
    path = project / name
    real = _real(path)
    if _named_git(real) or not _lies_in(real, _real(project)):
        raise OutputError("outside-project", path)
    if path.is_symlink() or (os.path.lexists(path) and not path.is_file()):
        raise OutputError("not-a-file", path)
    return real


def _real(target: Path) -> Path:
    try:
        real = Path(target).resolve()
    except RuntimeError as error:  # A symlink loop, up to Python 3.12.
        raise OutputError("endless-link", target) from error
    if real.is_symlink():  # A symlink loop, since Python 3.13.
        raise OutputError("endless-link", target)
    # Fail early if the path is unusable (too long, no permission).
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        real.stat()
    return real


def _refuse_within_sources(project: Path, real: Path) -> None:
    if _named_git(real):
        raise OutputError("within-sources", real, kept=".git")
    for kept in _sources(project):
        if _lies_in(real, kept):
            raise OutputError("within-sources", real, kept=_named(kept, project))


def _named_git(path: Path) -> bool:
    return any(part.casefold() == ".git" for part in path.parts)


def _home() -> Iterator[Path]:
    with contextlib.suppress(RuntimeError):  # There may be no home directory.
        yield Path.home()


def _sources(project: Path) -> Iterator[Path]:
    for name in (*FOLDERS, *FILES):
        yield project / name
        # The target of a symlinked source is a source as well.
        if (project / name).is_symlink():
            yield (project / name).resolve()
    yield PROGRAM
    yield PROGRAM.parent / "templates"


def _named(kept: Path, project: Path) -> str:
    if kept.is_relative_to(project) and kept != project:
        return kept.relative_to(project).as_posix()
    return str(kept)


def _lies_in(path: Path, folder: Path) -> bool:
    """Return whether a path is a folder or lies within it."""
    return any(_same(each, folder) for each in (path, *path.parents))


def _same(one: Path, other: Path) -> bool:
    if _folded(one) == _folded(other):
        return True
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def _folded(path: Path) -> str:
    return unicodedata.normalize("NFC", str(path)).casefold()
