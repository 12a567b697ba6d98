"""An overlay of folders: a file in an upper one shadows the file of the same path below."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


class Layers:
    """Folders in lookup order."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self.folders = tuple(folders)

    def path(self, name: str) -> Path:
        """Return the path of a file, in the lowest folder if it doesn't exist.

        Links and folders of that name count as well, so that reading them reports the problem.
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
