"""Reads project files safely: regular files only, with a size limit, and without blocking.

Opening a FIFO blocks until somebody writes to it, reading a device may never end, and a directory
listing is outdated as soon as it is made. Files are therefore opened with O_NONBLOCK and checked by
`fstat` before anything is read.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)

MOST_OF_A_TEMPLATE = 1024 * 1024
"""Size limit in bytes for templates, styles and scripts: many times the largest."""


class NotAFileError(OSError):
    """A directory, FIFO, socket or device was found where a regular file was expected."""


class FileTooLargeError(OSError):
    """A file exceeds its size limit; `size` is its size in bytes, as far as known."""

    def __init__(self, path: Path, size: int) -> None:
        super().__init__(f"{path}: {size} bytes")
        self.size = size


def read(path: Path, most: int) -> bytes:
    """Read a regular file.

    Args:
        path: The file, or a symlink to one.
        most: Size limit in bytes.

    Raises:
        NotAFileError: It isn't a regular file.
        FileTooLargeError: It exceeds the limit.
        OSError: It can't be read, or doesn't exist (any more).
    """
    # Checked before opening, since opening a device can have side effects (a tape rewinds), and
    # again afterwards, since the path may have been replaced in between.
    _make_sure(path, path.stat())
    with open(os.open(path, _FLAGS), "rb") as file:  # noqa: PTH123 - of what is open already
        state = os.fstat(file.fileno())
        _make_sure(path, state)
        data = file.read(most + 1)
    if len(data) > most:
        raise FileTooLargeError(path, max(len(data), state.st_size))
    return data


def as_text(data: bytes) -> str:
    """Decode the bytes of a file: UTF-8 without byte order mark, line ends normalised to LF."""
    return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def _make_sure(path: Path, state: os.stat_result) -> None:
    if not stat.S_ISREG(state.st_mode):
        raise NotAFileError(f"{path}: not a file")
