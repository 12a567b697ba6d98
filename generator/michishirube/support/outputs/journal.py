"""A write-ahead journal of changes to a project's own files, so that they can be finished.

A command that is killed between two files leaves some as they were and some new. What it was about
to write therefore stands in a journal from before the first file until after the last, and the next
command writes the rest (`writing.finish_sources`).

The journal is in the system's folder for temporary files, not in the project: a pull request could
bring one along. The system releases the lock on it when the writing process dies; on Windows there
is none, where two commands at once write the same.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import stat
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from michishirube.support.outputs.locks import try_lock
from michishirube.support.outputs.staging import LOCK


@dataclass(frozen=True, slots=True)
class SourceChange:
    """A change to a project's own file.

    Attributes:
        path: Path relative to the project root.
        new_path: Path after the change; differs from `path` if the file is moved.
        before: Content before the change, None for a new file.
        after: Content after the change.
    """

    path: str
    new_path: str
    before: bytes | None
    after: bytes


@contextlib.contextmanager
def recorded(project: Path, changes: Sequence[SourceChange]) -> Iterator[None]:
    """Keep a record of changes while a block makes them.

    A single file is replaced atomically and needs none, nor does a copy in a temporary folder.
    Without a folder that is ours alone, the changes are made without one.
    """
    steps = sum(1 if each.path == each.new_path else 2 for each in changes)
    is_copy = (project.parent / LOCK).is_file()
    path = _path(project, create=True) if steps > 1 and not is_copy else None
    if path is None:
        yield
        return
    handle = -1
    try:
        handle = _written(path, _encoded(project, changes))
        yield
    finally:
        if handle >= 0:
            path.unlink(missing_ok=True)
            os.close(handle)


@contextlib.contextmanager
def abandoned(project: Path) -> Iterator[tuple[SourceChange, ...]]:
    """Give the changes that a killed command was making, and forget them after the block.

    None are given while the process that makes them is alive.
    """
    path = _path(project, create=False)
    handle = _opened(path) if path is not None else -1
    if path is None or handle < 0:
        yield ()
        return
    try:
        with os.fdopen(os.dup(handle), "rb") as file:
            yield _decoded(project, file.read())
        path.unlink(missing_ok=True)
    finally:
        os.close(handle)


def _path(project: Path, *, create: bool) -> Path | None:
    """Return the path of a project's journal.

    None if its folder isn't there and shan't be created, or if it may belong to somebody else.
    """
    owner = str(os.geteuid()) if hasattr(os, "geteuid") else "own"
    folder = Path(tempfile.gettempdir()) / f"guide-journal-{owner}"
    try:
        if create:
            folder.mkdir(mode=0o700, exist_ok=True)
        state = folder.lstat()
        name = hashlib.sha256(os.fsencode(project.resolve())).hexdigest()[:32]
    except OSError:
        return None
    is_ours = stat.S_ISDIR(state.st_mode) and (
        not hasattr(os, "geteuid") or (state.st_uid == os.geteuid() and not state.st_mode & 0o077)
    )
    return folder / f"{name}.json" if is_ours else None


def _written(path: Path, data: bytes) -> int:
    """Write a journal and return its open file, which is locked before the journal is visible."""
    handle, fresh = tempfile.mkstemp(dir=path.parent, suffix=".new")
    try:
        os.write(handle, data)
        os.fsync(handle)
        if sys.platform == "win32":  # It can't rename open files.
            os.close(handle)
            Path(fresh).replace(path)
            return os.open(os.devnull, os.O_RDONLY)
        try_lock(handle)
        Path(fresh).replace(path)
    except BaseException:
        os.close(handle)
        Path(fresh).unlink(missing_ok=True)
        raise
    return handle


def _opened(path: Path) -> int:
    """Open and lock a journal; return -1 if there is none, or if its writer is alive."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return -1
    if try_lock(handle):
        return handle
    os.close(handle)
    return -1


def _encoded(project: Path, changes: Sequence[SourceChange]) -> bytes:
    def encoded(data: bytes | None) -> str | None:
        return None if data is None else base64.b64encode(data).decode()

    rows = [
        [each.path, each.new_path, encoded(each.before), encoded(each.after)] for each in changes
    ]
    return json.dumps({"project": str(project.resolve()), "changes": rows}).encode()


def _decoded(project: Path, data: bytes) -> tuple[SourceChange, ...]:
    """Return the changes of a journal, none if it is another project's or was written in part."""

    def decoded(text: str | None) -> bytes | None:
        return None if text is None else base64.b64decode(text)

    try:
        read = json.loads(data)
        if read["project"] != str(project.resolve()):
            return ()
        return tuple(
            SourceChange(path, new, decoded(before), base64.b64decode(after))
            for path, new, before, after in read["changes"]
        )
    except (ValueError, KeyError, TypeError):
        return ()
