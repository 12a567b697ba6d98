"""A guide that many cases change in turn: copied once, and read once where nothing changes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from michishirube.reading.cache import FileCache
from tests.conftest import EXAMPLES, Project

State = dict[bytes, tuple[int, ...]]


class Reused:
    """A copy of a guide that is as it was again after each case."""

    def __init__(self, root: Path, guide: Path) -> None:
        shutil.copytree(guide, root)
        self.project = Project(root)
        self._whole = {name: (guide / name).read_bytes() for name in _files(guide)}
        self._files = FileCache()
        self._state = _state(root)

    @property
    def files(self) -> FileCache | None:
        """What was read before; in `make fuzz` each case is read anew."""
        return self._files if EXAMPLES == "same" else None

    @contextmanager
    def case(self) -> Iterator[Project]:
        """The guide, to be changed at will."""
        try:
            yield self.project
        finally:
            self._restore()

    def _restore(self) -> None:
        root = os.fsencode(self.project.root)
        now = _state(self.project.root)
        for extra in sorted(now.keys() - self._state.keys(), reverse=True):  # What is inside first.
            path = os.path.join(root, extra)  # noqa: PTH118 - names that are no text
            if os.path.isdir(path) and not os.path.islink(path):  # noqa: PTH112, PTH114
                os.rmdir(path)  # noqa: PTH106
            else:
                os.unlink(path)  # noqa: PTH108
        for name, data in self._whole.items():
            if now.get(os.fsencode(name)) != self._state[os.fsencode(name)]:
                target = self.project.root / name
                if target.is_symlink():
                    target.unlink()
                elif target.is_dir():
                    shutil.rmtree(target)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
        if now != self._state:
            changed = _state(self.project.root)
            assert changed.keys() == self._state.keys()
            self._state = changed


def _files(root: Path) -> list[str]:
    return [str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()]


def _state(root: Path) -> State:
    """Everything in a folder: of files and links what changes when they are written."""
    found: State = {}
    waiting = [os.fsencode(root)]
    while waiting:
        folder = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                name = os.path.relpath(entry.path, os.fsencode(root))
                if entry.is_dir(follow_symlinks=False):
                    found[name] = ()
                    waiting.append(entry.path)
                else:
                    stat = entry.stat(follow_symlinks=False)
                    found[name] = (stat.st_ino, stat.st_mtime_ns, stat.st_size, stat.st_mode)
    return found
