"""Writes: a folder as a whole, a file, a source. Each looks first, and leaves old or new."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from michishirube.support.outputs import inventory, ownership, protected
from michishirube.support.outputs.exchange import exchange
from michishirube.support.outputs.locks import alone_in
from michishirube.support.outputs.refusal import OutputError, failed
from michishirube.support.outputs.workshop import Workshop, undisturbed, workshop

SOURCES = "guide"
"""The name of workshops for a project's own files."""


def check_folder(
    project: Path,
    target: Path,
    kind: str,
    theme: Collection[Path] = (),
    left: Collection[str] = (),
) -> Path:
    """Make sure that a folder may be replaced as a whole; see `ownership.refuse_others`.

    Returns:
        Where it really lies.

    Raises:
        OutputError: It may not.
    """
    project = project.resolve()
    try:
        real = protected.folder_place(project, target)
        _refuse_within_outputs(real)
        ownership.refuse_others(real, kind, theme, left)
    except OSError as error:
        raise failed(target, error) from error
    return real


@contextlib.contextmanager
def replaced_folder(
    project: Path,
    target: Path,
    kind: str,
    theme: Collection[Path] = (),
    left: Collection[str] = (),
) -> Iterator[Workshop]:
    """Replace a folder by what is put into `fresh` meanwhile, all at once or not at all.

    Args:
        project: The project's folder.
        target: The folder to replace; it need not exist.
        kind: What the folder is, `ownership.SITE` or `EXPORT`.
        theme: See `ownership.refuse_others`.
        left: Names in the folder that stay where they are.

    Raises:
        OutputError: The folder may not be replaced, or can't be.
    """
    real = check_folder(project, target, kind, theme, left)
    try:
        with workshop(real) as place:
            yield place
            # What the new folder has itself can't stay: then the old one is judged like the rest.
            stays = [name for name in left if not os.path.lexists(place.fresh / name)]
            with alone_in(real.parent), undisturbed():
                _swap(place, real, lambda old: ownership.refuse_others(old, kind, theme, stays))
                _bring_back(place, real, stays)
    except OSError as error:
        raise failed(real, error) from error


def _swap(place: Workshop, real: Path, judge: Callable[[Path], None]) -> None:
    """Put what is new in its place; what stood there is looked at once more where it went.

    In between somebody may have put a file there: then the folder goes back, with it.
    """
    if not real.exists():
        place.fresh.rename(real)
        return
    if exchange(place.fresh, real):
        old = place.fresh
        try:
            judge(old)
        except OutputError:
            exchange(old, real)
            raise
        old.rename(place.old)
        return
    real.rename(place.old)
    try:
        judge(place.old)
        place.fresh.rename(real)
    except (OSError, OutputError):
        place.old.rename(real)
        raise


def _bring_back(place: Workshop, real: Path, stays: Collection[str]) -> None:
    """Whatever nobody has judged returns: a folder, a file, a link that leads nowhere."""
    for name in stays:
        if os.path.lexists(place.old / name):
            (place.old / name).rename(real / name)


@contextlib.contextmanager
def replaced_file(
    project: Path, target: Path, is_ours: Callable[[bytes], bool]
) -> Iterator[Workshop]:
    """Replace a file by what is written to `fresh` meanwhile, all at once or not at all.

    `is_ours` tells by its content whether a file that is there may be replaced.

    Raises:
        OutputError: It may not, or can't be written.
    """
    try:
        real = protected.file_place(project.resolve(), target)
        _refuse_within_outputs(real)
        _refuse_others_file(real, is_ours)
        with workshop(real) as place:
            yield place
            _finish(place, real)
    except OSError as error:
        raise failed(target, error) from error


def write_file(
    project: Path, target: Path, content: bytes, is_ours: Callable[[bytes], bool]
) -> None:
    """Write a file of its own, all at once; see `replaced_file`.

    Raises:
        OutputError: It may not be replaced, or can't be written.
    """

    def may_go(before: bytes) -> bool:
        return before == content or is_ours(before)

    with replaced_file(project, target, may_go) as place:
        place.fresh.write_bytes(content)


def write_source(
    project: Path, name: str, content: bytes, is_ours: Callable[[bytes], bool] = lambda _: True
) -> None:
    """Write one of the project's own files, by its path in the project, all at once.

    `is_ours` tells by its content whether a file that is there may be replaced.

    Raises:
        OutputError: It lies elsewhere, is no file, may not be replaced, or can't be written.
    """
    path = project / name
    try:
        real = protected.source_place(project, name)
        _refuse_others_file(real, lambda before: before == content or is_ours(before))
        real.parent.mkdir(parents=True, exist_ok=True)
        # Its workshop lies in the project's folder: whatever is in content/ counts as content.
        with workshop(project / SOURCES) as place:
            place.fresh.write_bytes(content)
            _finish(place, real)
    except OSError as error:
        raise failed(path, error) from error


@dataclass(frozen=True, slots=True)
class SourceChange:
    """A project's file before and after; `new_path` is another than `path` where it is moved.

    `before` is None for a file that isn't there yet.
    """

    path: str
    new_path: str
    before: bytes | None
    after: bytes


def write_sources(project: Path, changes: Iterable[SourceChange]) -> None:
    """Write and move a project's own files: all of them, or none.

    Raises:
        OutputError: One lies elsewhere, is no file, takes another's place, has been changed since
            it was read, or can't be written.
    """
    changes, done = tuple(changes), list[SourceChange]()
    for change in changes:
        _refuse_changed_source(project, change)
    with undisturbed():
        try:
            for change in changes:
                _refuse_other_source(project, change)
                done.append(change)
                _write_moved(project, change)
        except OutputError:
            for change in reversed(done):
                with contextlib.suppress(OutputError, OSError):
                    _take_back(project, change)
            raise


def _take_back(project: Path, change: SourceChange) -> None:
    if change.before is not None:
        back = SourceChange(change.new_path, change.path, change.after, change.before)
        _write_moved(project, back)
    elif (project / change.new_path).read_bytes() == change.after:
        protected.source_place(project, change.new_path).unlink()


def _refuse_changed_source(project: Path, change: SourceChange) -> None:
    """Refuse to write over what somebody wrote while the change was made."""
    path = project / change.path
    if change.before is None:
        return
    try:
        now = path.read_bytes() if path.is_file() else None
    except OSError as error:
        raise failed(path, error) from error
    if now != change.before:
        raise OutputError("changed-source", path)


def _refuse_other_source(project: Path, change: SourceChange) -> None:
    old, new = project / change.path, project / change.new_path
    is_other = change.before is None or (change.path != change.new_path and not _is_one(old, new))
    if is_other and os.path.lexists(new):
        raise OutputError("other-file", new)


def _write_moved(project: Path, change: SourceChange) -> None:
    old, new = project / change.path, project / change.new_path
    try:
        if old != new and _is_one(old, new):  # Where names that differ in case are one.
            old.rename(new)
        write_source(project, change.new_path, change.after)
        if old != new and not _is_one(old, new):
            with contextlib.suppress(FileNotFoundError):
                shutil.copymode(old, new)
                protected.source_place(project, change.path).unlink()
    except OSError as error:
        raise failed(new, error) from error


def _is_one(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def append(project: Path, target: Path, text: str) -> None:
    """Add to the end of a file, as GitHub's summaries are written.

    Raises:
        OutputError: It is a source, no file, or can't be written.
    """
    try:
        real = protected.file_place(project.resolve(), target)
        if os.path.lexists(real) and not real.is_file():
            raise OutputError("not-a-file", real)
        with real.open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise failed(target, error) from error


@contextlib.contextmanager
def scratch(name: str) -> Iterator[Path]:
    """Have a folder for what is needed for a moment; one left by a killed process is swept."""
    with workshop(Path(tempfile.gettempdir()) / f"guide-{name}") as place:
        place.spare.mkdir()
        yield place.spare


def _finish(place: Workshop, real: Path) -> None:
    """Let a file have its new content, or keep the one it had: never half of one."""
    if real.exists():
        if not real.stat().st_mode & stat.S_IWUSR:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(real))
        shutil.copymode(real, place.fresh)
    place.fresh.replace(real)


def _refuse_others_file(real: Path, is_ours: Callable[[bytes], bool]) -> None:
    if not os.path.lexists(real):
        return
    if not real.is_file():
        raise OutputError("not-a-file", real)
    if real.stat().st_size and not is_ours(real.read_bytes()):
        raise OutputError("other-file", real)


def _refuse_within_outputs(real: Path) -> None:
    """Nothing is written into a folder of ours but by what makes the folder as a whole."""
    for folder in real.parents:
        if (folder / inventory.NAME).is_file():
            with contextlib.suppress(inventory.InventoryError):
                inventory.read(folder)
                raise OutputError("within-output", real, folder=folder)
