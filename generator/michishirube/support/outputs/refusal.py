"""Reasons for not writing, as data; their messages are in the locale files (`outputs.toml`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

SHOWN = 3
"""How many files an error lists."""


class OutputError(Exception):
    """Nothing was written; existing files are unchanged.

    Attributes:
        code: The message is `refused.<code>` in the locale files.
        params: Values for its placeholders.
    """

    def __init__(self, code: str, path: Path, **params: object) -> None:
        super().__init__(f"{code}: {path}")
        self.code = code
        self.params: dict[str, object] = {"path": path, **params}


def existing_files(path: Path, names: Sequence[str], code: str = "other-files") -> OutputError:
    """Return the error for files that only their owner may remove; lists the first few."""
    shown = ", ".join(names[:SHOWN]) + (f", … ({len(names)})" if len(names) > SHOWN else "")
    return OutputError(code, path, files=shown)


def failed(path: Path, error: OSError) -> OutputError:
    """Return the error for a system call that failed."""
    return OutputError("failed", path, reason=error.strerror or type(error).__name__)
