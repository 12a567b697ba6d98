"""Reads files again whose spans are known, and refuses those that have changed since.

Spans are lines and columns of the text that was loaded; in a file edited meanwhile they point at
other words.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from michishirube.reading.loader import LoadResult
from michishirube.reading.source_file import MAX_BYTES
from michishirube.support import files
from michishirube.support.outputs import OutputError


def as_read(root: Path, loaded: LoadResult, names: Iterable[str] | None = None) -> dict[str, bytes]:
    """Return the contents of files, which must be as they were loaded.

    Args:
        root: The project root.
        loaded: The loaded project.
        names: Paths of the files, None for all.

    Raises:
        OutputError: A file was changed, removed, or can't be read.
    """
    wanted = loaded.files if names is None else names
    return {name: _as_read(root / name, loaded.files[name].text) for name in wanted}


def _as_read(path: Path, text: str) -> bytes:
    try:
        data = files.read(path, MAX_BYTES)
        if files.as_text(data) == text:
            return data
    except (files.NotAFileError, files.FileTooLargeError, FileNotFoundError, UnicodeDecodeError):
        pass
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError("failed", path, reason=reason) from error
    raise OutputError("changed-source", path)
