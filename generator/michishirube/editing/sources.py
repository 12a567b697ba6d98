"""The bytes of files whose places are known from reading them: refused when they have changed.

Places are lines and columns of what was read. In a file that somebody has edited since, other
words stand there.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from michishirube.reading.loader import LoadResult
from michishirube.reading.yaml_nodes import MAX_BYTES
from michishirube.support import files
from michishirube.support.outputs import OutputError


def as_read(root: Path, loaded: LoadResult, names: Iterable[str] | None = None) -> dict[str, bytes]:
    """What a project's files hold, by their paths, as long as it is what was read.

    Args:
        root: The project's folder.
        loaded: What was read of it.
        names: The files; all that were read if it is None.

    Raises:
        OutputError: One holds something else by now, isn't there any more, or can't be read.
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
