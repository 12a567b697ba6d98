"""Why something isn't written: data, whose words are in the locales (`outputs.toml`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

SHOWN = 3
"""How many files a refusal names."""


class OutputError(Exception):
    """Nothing was written; what lay there is as it was.

    `code` is a key of the words for it (`refused.<code>`), `params` fill them in.
    """

    def __init__(self, code: str, path: Path, **params: object) -> None:
        super().__init__(f"{code}: {path}")
        self.code = code
        self.params: dict[str, object] = {"path": path, **params}


def files_in_the_way(path: Path, names: Sequence[str], code: str = "other-files") -> OutputError:
    """The refusal for files that nobody but their owner may remove; it names the first few."""
    shown = ", ".join(names[:SHOWN]) + (f", … ({len(names)})" if len(names) > SHOWN else "")
    return OutputError(code, path, files=shown)


def failed(path: Path, error: OSError) -> OutputError:
    """The refusal for what the system doesn't let be done."""
    return OutputError("failed", path, reason=error.strerror or type(error).__name__)
