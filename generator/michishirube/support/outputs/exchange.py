"""Swaps two folders atomically, so that neither path is ever missing."""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Callable
from pathlib import Path

_HERE = -100  # AT_FDCWD: paths are relative to the working directory.
_EXCHANGE = 2  # RENAME_EXCHANGE on Linux, RENAME_SWAP on macOS.
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EXDEV}


def exchange(one: Path, other: Path) -> bool:
    """Swap two existing paths.

    Returns:
        False if the system or file system doesn't support it; then nothing has changed.

    Raises:
        OSError: It is supported, but failed.
    """
    call = _system_call()
    if call is None or call(os.fsencode(one), os.fsencode(other)) == 0:
        return call is not None
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _system_call() -> Callable[[bytes, bytes], int] | None:
    if os.name != "posix":
        return None
    library = ctypes.CDLL(None, use_errno=True)
    # On Linux since glibc 2.28, musl 1.2.6 and kernel 3.15; on macOS since 10.12.
    if rename := getattr(library, "renameat2", None):
        return lambda one, other: int(rename(_HERE, one, _HERE, other, _EXCHANGE))
    if swap := getattr(library, "renamex_np", None):
        return lambda one, other: int(swap(one, other, _EXCHANGE))
    return None
