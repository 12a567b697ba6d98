"""Where a path really leads, and the places that no command ever writes to.

Two paths are the same if they are one thing on the disk, whatever they are called, or if their
names differ in nothing but case or Unicode form: on some systems such names are one.
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
"""What a project is made of, seen from its folder."""
PROGRAM = Path(__file__).resolve().parents[3]
"""The folder of the package: in a checkout `generator`, beside which `templates` lies."""


def folder_place(project: Path, target: Path) -> Path:
    """The real path of a folder to be replaced as a whole.

    Raises:
        OutputError: It is, holds or lies in something that is nobody's output.
    """
    real = _real(target)
    for kept in (project, Path(real.anchor), *_home(), *_sources(project)):
        if _lies_in(kept, real):
            raise OutputError("holds-sources", real, kept=_named(kept, project))
    _refuse_within_sources(project, real)
    return real


def file_place(project: Path, target: Path) -> Path:
    """The real path of a single file to be written.

    Raises:
        OutputError: It is or lies in something that is nobody's output.
    """
    real = _real(target)
    _refuse_within_sources(project, real)
    return real


def source_place(project: Path, name: str) -> Path:
    """The path of one of the project's own files, which lies in it and is no link.

    Raises:
        OutputError: It isn't so, or something else than a file has its name.
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
    except RuntimeError as error:  # A circle of links, up to Python 3.12.
        raise OutputError("endless-link", target) from error
    if real.is_symlink():  # A circle of links, later.
        raise OutputError("endless-link", target)
    # Looks at the path once: what is wrong with it (too long, no permission) shows now.
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
    with contextlib.suppress(RuntimeError):  # Not everybody has one.
        yield Path.home()


def _sources(project: Path) -> Iterator[Path]:
    for name in (*FOLDERS, *FILES):
        yield project / name
        # What lies behind a link is the source, too.
        if (project / name).is_symlink():
            yield (project / name).resolve()
    yield PROGRAM
    yield PROGRAM.parent / "templates"


def _named(kept: Path, project: Path) -> str:
    if kept.is_relative_to(project) and kept != project:
        return kept.relative_to(project).as_posix()
    return str(kept)


def _lies_in(path: Path, folder: Path) -> bool:
    """Whether a path is a folder or lies in it."""
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
