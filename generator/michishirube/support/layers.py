"""Folders laid over one another: a file of an upper one hides the file of that path below."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


class Layers:
    """Folders in the order in which files are looked for in them."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self.folders = tuple(folders)

    def path(self, name: str) -> Path:
        """Return the path of a file; that in the lowest folder if there is no such file.

        What isn't a plain file counts as well, so that whoever reads it tells of it.
        """
        paths = [folder / name for folder in self.folders]
        return next((path for path in paths if os.path.lexists(path)), paths[-1])

    def names(self, pattern: str) -> list[str]:
        """Return the sorted names of the files that match a glob, relative to their folder."""
        return sorted(
            {
                path.relative_to(folder).as_posix()
                for folder in self.folders
                for path in folder.glob(pattern)
            }
        )
