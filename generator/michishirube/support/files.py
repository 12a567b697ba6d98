"""Reads the files of a project: plain files only, never more than asked, and never waiting.

Opening a pipe waits for somebody who writes into it, a device may never end, and a folder's
listing is out of date as soon as it is made. So a file is opened without waiting, and what was
opened is looked at before anything is read of it.
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
"""Bytes of a template, a style or a script: many times the longest."""


class NotAFileError(OSError):
    """A folder, a pipe, a socket or a device stands where a file should be."""


class FileTooLargeError(OSError):
    """A file holds more than it may; `size` is how many bytes it holds, as far as known."""

    def __init__(self, path: Path, size: int) -> None:
        super().__init__(f"{path}: {size} bytes")
        self.size = size


def read(path: Path, most: int) -> bytes:
    """What a file holds.

    Args:
        path: The file, or a link to one.
        most: How many bytes it may hold.

    Raises:
        NotAFileError: It isn't a plain file.
        FileTooLargeError: It holds more.
        OSError: It can't be read, or isn't there (any more).
    """
    # Asked before it is opened, since opening alone can set a device in motion; and after, since
    # meanwhile it may be another.
    _make_sure(path, path.stat())
    with open(os.open(path, _FLAGS), "rb") as file:  # noqa: PTH123 - of what is open already
        state = os.fstat(file.fileno())
        _make_sure(path, state)
        data = file.read(most + 1)
    if len(data) > most:
        raise FileTooLargeError(path, max(len(data), state.st_size))
    return data


def as_text(data: bytes) -> str:
    """What a file's bytes say: UTF-8 without a byte order mark, its line ends made LF.

    Raises:
        UnicodeDecodeError: They aren't UTF-8.
    """
    return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def _make_sure(path: Path, state: os.stat_result) -> None:
    if not stat.S_ISREG(state.st_mode):
        raise NotAFileError(f"{path}: not a file")
