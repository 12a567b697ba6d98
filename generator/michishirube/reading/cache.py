"""A cache of file contents across reloads, so that the preview parses only changed files.

Unchanged records keep their identity, even in a file that changed, so identity-keyed caches
(`support.memo`) stay valid.

Example: in `facts.yml`, the text of the third of 50 facts is corrected. The file is parsed anew,
and 49 of the resulting records are replaced by the objects of the previous load. If the edit adds a
line, all records below it are new as well: their spans have moved, and diagnostics would otherwise
point to the wrong lines.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any, Generic, TypeVar

from michishirube.diagnostics import Diagnostic
from michishirube.model import Record, Text, walk
from michishirube.reading.source_file import MAX_BYTES, SourceFile
from michishirube.support import files
from michishirube.support.litter import is_litter
from michishirube.support.memo import Memory

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CachedFile(Generic[T]):
    """The result of parsing a file: its records, its text and its diagnostics."""

    content: T
    file: SourceFile
    findings: tuple[Diagnostic, ...]


class FileCache:
    """Parsed files by name, each with the bytes it was parsed from. Used by a single thread."""

    def __init__(self) -> None:
        self.memory = Memory()
        """What was found of the records that were read: right as long as they are kept."""
        self._known: dict[str, tuple[bytes, CachedFile[Any]]] = {}

    def read(self, path: Path, name: str, make: Callable[[], CachedFile[T]]) -> CachedFile[T]:
        """Return the cached result if the file is unchanged, else parse it.

        Args:
            path: The file.
            name: Its path relative to the project root, the key of the cache.
            make: Parses the file.
        """
        try:
            data = files.read(path, MAX_BYTES)
        except OSError:
            return make()
        before = self._known.get(name)
        if before is not None and before[0] == data:
            return before[1]
        found = make()
        if before is not None:
            found = replace(found, content=_kept(before[1].content, found.content))
        self._known[name] = data, found
        return found


def _kept(before: Any, now: Any) -> Any:
    """Replace every record in the new content that equals its predecessor by that object."""
    if isinstance(now, Record):
        return before if identical(before, now) else _with_parts_of(before, now)
    if isinstance(now, dict) and isinstance(before, dict):
        return {name: _kept(before.get(name), record) for name, record in now.items()}
    return now


def _with_parts_of(before: Any, now: Record) -> Record:
    """Handle a file that holds a list of records: reuse them one by one, matched by span."""
    lists = {
        name: value
        for name, value in vars(now).items()
        if isinstance(value, tuple) and value and all(isinstance(each, Record) for each in value)
    }
    kept: dict[str, Any] = {}
    for name, value in lists.items():
        known = {each.span: each for each in getattr(before, name, ()) if isinstance(each, Record)}
        kept[name] = tuple(_kept(known.get(each.span), each) for each in value)
    return replace(now, **kept)


def identical(one: object, other: object) -> bool:
    """Return whether two records have equal values and spans, so that one can replace the other."""
    return all(_alike(a, b) for a, b in zip_longest(walk(one), walk(other), fillvalue=FileCache))


def _alike(one: object, other: object) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, Record) and isinstance(other, Record):
        return one.span == other.span
    if isinstance(one, Text) and isinstance(other, Text):
        return one == other and _place(one) == _place(other)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return [*one] == [*other]
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other)
    return one == other


def _place(text: Text) -> tuple[object, ...]:
    return text.span, text.indent, text.first


def stamps(folder: Path) -> frozenset[tuple[str, int, int]]:
    """Return a fingerprint of a folder: path, mtime (ns) and size (bytes) of each file.

    Litter is ignored, and so are files that disappear meanwhile.
    """
    found = set()
    for path in folder.rglob("*"):
        if is_litter(path.relative_to(folder).as_posix()):
            continue
        try:
            state = path.stat()
        except OSError:
            continue
        if stat.S_ISREG(state.st_mode):
            found.add((str(path), state.st_mtime_ns, state.st_size))
    return frozenset(found)
