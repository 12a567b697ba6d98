"""Temporary folders beside an output, on the same disk, in which it is built.

A killed process leaves its folder behind, and the next build removes it: only folders that match
our naming, hold nothing but our files, and whose lock is free. The system releases the lock when a
process dies; subprocesses that outlive it inherit the lock and keep it.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from michishirube.support.outputs import inventory, ownership
from michishirube.support.outputs.locks import try_lock

LOCK, FRESH, OLD, SPARE = "lock", "new", "old", "spare"
_UNSEEN = "lock.new"
_MARK = b"workshop of michishirube\n"
_OLD_ENOUGH = 3600
"""Age in seconds after which a folder without a lock file (from earlier versions) is stale."""


@dataclass(frozen=True, slots=True)
class StagingFolder:
    """A temporary folder: the new output goes to `fresh`, the replaced one to `old`.

    `lock` is a file descriptor; subprocesses that inherit it hold the lock as well.
    """

    folder: Path
    lock: int

    @property
    def fresh(self) -> Path:
        """Path of the new output; created by the caller."""
        return self.folder / FRESH

    @property
    def old(self) -> Path:
        """Path of the replaced output."""
        return self.folder / OLD

    @property
    def spare(self) -> Path:
        """Path for intermediate files."""
        return self.folder / SPARE


@contextlib.contextmanager
def staging_folder(target: Path) -> Iterator[StagingFolder]:
    """Create a temporary folder for an output, and remove stale ones of earlier builds."""
    lacking = [folder for folder in target.parents if not folder.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    sweep(target)
    folder, lock = None, -1
    with _ended_in_order():
        try:
            with undisturbed():
                folder = Path(tempfile.mkdtemp(prefix=_prefix(target), dir=target.parent))
                lock = _locked(folder)
            yield StagingFolder(folder, lock)
        finally:
            with undisturbed():
                if folder is not None:
                    _put_back(folder, target)
                    _remove(folder)
                if lock >= 0:
                    os.close(lock)
                with contextlib.suppress(OSError):
                    for each in lacking:  # Parents that were created and are still empty.
                        each.rmdir()


def sweep(target: Path) -> None:
    """Remove the temporary folders of killed builds, and restore outputs they had moved away."""
    for folder in sorted(target.parent.glob(_glob(target))):
        with contextlib.suppress(OSError):
            if _is_ours(folder, target):
                _sweep(folder, target)


def _sweep(folder: Path, target: Path) -> None:
    lock = None
    if (folder / LOCK).exists():
        lock = os.open(folder / LOCK, os.O_RDWR)
    elif time.time() - folder.stat().st_mtime < _OLD_ENOUGH:
        return
    try:
        if lock is not None and not try_lock(lock):
            return  # Another build is still running there.
        _put_back(folder, target)
        _remove(folder)
    finally:
        if lock is not None:
            os.close(lock)


def _put_back(folder: Path, target: Path) -> None:
    """Restore an output that was moved away and not replaced."""
    if (folder / OLD).exists() and not os.path.lexists(target):
        (folder / OLD).rename(target)


def _remove(folder: Path) -> None:
    """Remove a temporary folder; the lock goes last, since `sweep` recognises folders by it."""
    with contextlib.suppress(OSError):
        for path in [each for each in folder.iterdir() if each.name != LOCK]:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()
    with contextlib.suppress(OSError):
        if {path.name for path in folder.iterdir()} <= {LOCK}:
            (folder / LOCK).unlink(missing_ok=True)
            folder.rmdir()


def _is_ours(folder: Path, target: Path) -> bool:
    """Return whether a folder is a temporary folder of ours and holds nothing else."""
    if not re.fullmatch(re.escape(_prefix(target)) + "[a-z0-9_]{8}", folder.name):
        return False
    if folder.is_symlink() or not folder.is_dir() or not _is_mine(folder):
        return False
    names = {path.name for path in folder.iterdir()}
    if not names <= {LOCK, FRESH, OLD, SPARE, _UNSEEN}:
        return False
    lock = folder / LOCK
    if LOCK in names:
        is_marked = lock.is_file() and not lock.is_symlink() and lock.read_bytes() == _MARK
        return is_marked and all(_is_unchanged(folder / name) for name in names - {LOCK})
    return all(ownership.is_part_of_site(folder / name) for name in names - {_UNSEEN})


def _is_mine(folder: Path) -> bool:
    return not hasattr(os, "geteuid") or folder.lstat().st_uid == os.geteuid()


def _is_unchanged(folder: Path) -> bool:
    """Return whether a folder matches its inventory; an unfinished one has none."""
    if not folder.is_dir():
        return True
    try:
        found = inventory.read(folder)
    except inventory.InventoryError:
        return False
    if found is None:
        return True
    different = inventory.compare(folder, found)
    return not different.changed and not different.foreign


def _locked(folder: Path) -> int:
    """Create the lock file, already locked when it becomes visible to others."""
    # Windows can't rename open files; there it is visible for a moment before it is locked.
    unseen = folder / (LOCK if sys.platform == "win32" else _UNSEEN)
    lock = os.open(unseen, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    os.write(lock, _MARK)
    try_lock(lock)
    if unseen.name != LOCK:
        unseen.rename(folder / LOCK)
    return lock


def _prefix(target: Path) -> str:
    return f".{target.name}-"


def _glob(target: Path) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in _prefix(target)) + "*"


@contextlib.contextmanager
def _ended_in_order() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP into SystemExit, so that cleanup runs as it does for Ctrl+C."""
    here = os.getpid()

    def end(number: int, _frame: FrameType | None) -> None:
        if os.getpid() != here:  # A forked worker, which has nothing to clean up.
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        sys.exit(128 + number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {}
    for name in names:
        number = getattr(signal, name)
        if signal.getsignal(number) is signal.SIG_DFL:
            before[number] = signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Block SIGINT, SIGTERM and SIGHUP; they are delivered afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    ends = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
