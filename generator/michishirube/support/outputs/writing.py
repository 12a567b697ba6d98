"""Writes folders, files and sources atomically, after verifying that they may be replaced."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from michishirube.support.outputs import inventory, journal, ownership, protected
from michishirube.support.outputs.exchange import exchange
from michishirube.support.outputs.journal import SourceChange
from michishirube.support.outputs.locks import alone_in
from michishirube.support.outputs.refusal import OutputError, failed
from michishirube.support.outputs.staging import StagingFolder, staging_folder, undisturbed

SOURCES = "guide"
"""Name of the temporary folders for a project's own files."""


def check_folder(
    project: Path,
    target: Path,
    kind: str,
    theme: Collection[Path] = (),
    left: Collection[str] = (),
) -> Path:
    """Verify that a folder may be replaced; see `ownership.refuse_others` for the arguments.

    Returns:
        The resolved path.

    Raises:
        OutputError: It may not be replaced.
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
) -> Iterator[StagingFolder]:
    """Replace a folder atomically by what the block writes to `fresh`.

    Args:
        project: The project root.
        target: The folder to replace; it need not exist.
        kind: Kind of folder, `ownership.SITE` or `EXPORT`.
        theme: See `ownership.refuse_others`.
        left: Top-level names to preserve.

    Raises:
        OutputError: The folder may not be replaced, or replacing it failed.
    """
    real = check_folder(project, target, kind, theme, left)
    try:
        with staging_folder(real) as staging:
            yield staging
            # A preserved name that the new output contains as well would be lost, so it is
            # verified like any other file.
            stays = [name for name in left if not os.path.lexists(staging.fresh / name)]
            with alone_in(real.parent), undisturbed():
                _swap(staging, real, lambda old: ownership.refuse_others(old, kind, theme, stays))
                _bring_back(staging, real, stays)
    except OSError as error:
        raise failed(real, error) from error


def _swap(staging: StagingFolder, real: Path, judge: Callable[[Path], None]) -> None:
    """Swap the new folder with the existing one, then verify the latter again.

    Somebody may have added a file since the first check: then both are swapped back.
    """
    if not real.exists():
        staging.fresh.rename(real)
        return
    if exchange(staging.fresh, real):
        old = staging.fresh
        try:
            judge(old)
        except OutputError:
            exchange(old, real)
            raise
        old.rename(staging.old)
        return
    real.rename(staging.old)
    try:
        judge(staging.old)
        staging.fresh.rename(real)
    except (OSError, OutputError):
        staging.old.rename(real)
        raise


def _bring_back(staging: StagingFolder, real: Path, stays: Collection[str]) -> None:
    """Move preserved files, folders and (dangling) symlinks to the new folder."""
    for name in stays:
        if os.path.lexists(staging.old / name):
            (staging.old / name).rename(real / name)


@contextlib.contextmanager
def replaced_file(
    project: Path, target: Path, is_ours: Callable[[bytes], bool]
) -> Iterator[StagingFolder]:
    """Replace a file atomically by what the block writes to `fresh`.

    Args:
        project: The project root.
        target: The file to replace; it need not exist.
        is_ours: Returns whether an existing file may be replaced, given its content.

    Raises:
        OutputError: The file may not be replaced, or writing failed.
    """
    try:
        real = protected.file_place(project.resolve(), target)
        _refuse_within_outputs(real)
        _refuse_others_file(real, is_ours)
        with staging_folder(real) as staging:
            yield staging
            _finish(staging, real)
    except OSError as error:
        raise failed(target, error) from error


def write_file(
    project: Path, target: Path, content: bytes, is_ours: Callable[[bytes], bool]
) -> None:
    """Write an output file atomically; see `replaced_file`.

    Raises:
        OutputError: The file may not be replaced, or writing failed.
    """

    def may_go(before: bytes) -> bool:
        return before == content or is_ours(before)

    with replaced_file(project, target, may_go) as staging:
        staging.fresh.write_bytes(content)


def write_source(
    project: Path, name: str, content: bytes, is_ours: Callable[[bytes], bool] = lambda _: True
) -> None:
    """Write one of the project's own files atomically.

    Args:
        project: The project root.
        name: Path relative to the project root.
        content: The new content.
        is_ours: Returns whether an existing file may be replaced, given its content.

    Raises:
        OutputError: It lies outside the project, isn't a regular file, may not be replaced, or
            writing failed.
    """
    path = project / name
    try:
        real = protected.source_place(project, name)
        _refuse_others_file(real, lambda before: before == content or is_ours(before))
        real.parent.mkdir(parents=True, exist_ok=True)
        # The temporary folder is in the project root: in content/ it would be read as content.
        with staging_folder(project / SOURCES) as staging:
            staging.fresh.write_bytes(content)
            _finish(staging, real)
    except OSError as error:
        raise failed(path, error) from error


def write_sources(project: Path, changes: Iterable[SourceChange]) -> None:
    """Write and move a project's own files, all or none.

    Raises:
        OutputError: A file lies outside the project, isn't a regular file, would replace another,
            was changed since it was read, or writing failed.
    """
    changes, done = tuple(changes), list[SourceChange]()
    for change in changes:
        _refuse_changed_source(project, change)
    with undisturbed(), journal.recorded(project, changes):
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


def finish_sources(project: Path) -> tuple[list[str], list[str]]:
    """Finish what a killed command was writing to a project's own files.

    Returns:
        The paths of the files that were written now, and of those that somebody has changed since;
        then none is written.

    Raises:
        OutputError: Writing failed.
    """
    with journal.abandoned(project) as changes:
        states = [(change, _is_unfinished(project, change)) for change in changes]
        if foreign := [change.new_path for change, state in states if state is None]:
            return [], foreign
        left = [change for change, is_unfinished in states if is_unfinished]
        with undisturbed():
            for change in left:
                _write_moved(project, change)
        return [change.new_path for change in left], []


def _is_unfinished(project: Path, change: SourceChange) -> bool | None:
    """Return whether a change has still to be made; None if its files are neither old nor new."""
    old, new = _content(project, change.path), _content(project, change.new_path)
    if change.path == change.new_path:
        return False if new == change.after else True if new == change.before else None
    if new == change.after:
        return None if old not in (None, change.before) else old is not None
    return True if new is None and old == change.before else None


def _content(project: Path, name: str) -> bytes | None:
    try:
        return protected.source_place(project, name).read_bytes()
    except FileNotFoundError:
        return None


def _take_back(project: Path, change: SourceChange) -> None:
    if change.before is not None:
        back = SourceChange(change.new_path, change.path, change.after, change.before)
        _write_moved(project, back)
    elif (project / change.new_path).read_bytes() == change.after:
        protected.source_place(project, change.new_path).unlink()


def _refuse_changed_source(project: Path, change: SourceChange) -> None:
    """Reject a change to a file that was modified since it was read."""
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
        if old != new and _is_one(old, new):  # A change of case on a case-insensitive disk.
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
    """Append text to a file, such as GitHub's job summary.

    Raises:
        OutputError: It is a source, isn't a regular file, or writing failed.
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
    """Create a temporary folder for a block, and remove stale ones of killed processes."""
    with staging_folder(Path(tempfile.gettempdir()) / f"guide-{name}") as staging:
        staging.spare.mkdir()
        yield staging.spare


def _finish(staging: StagingFolder, real: Path) -> None:
    """Replace a file atomically, keeping its permissions."""
    if real.exists():
        if not real.stat().st_mode & stat.S_IWUSR:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(real))
        shutil.copymode(real, staging.fresh)
    staging.fresh.replace(real)


def _refuse_others_file(real: Path, is_ours: Callable[[bytes], bool]) -> None:
    if not os.path.lexists(real):
        return
    if not real.is_file():
        raise OutputError("not-a-file", real)
    if real.stat().st_size and not is_ours(real.read_bytes()):
        raise OutputError("other-file", real)


def _refuse_within_outputs(real: Path) -> None:
    """Reject paths within an output folder, which is only ever replaced as a whole."""
    for folder in real.parents:
        if (folder / inventory.NAME).is_file():
            with contextlib.suppress(inventory.InventoryError):
                inventory.read(folder)
                raise OutputError("within-output", real, folder=folder)
