"""What a finished folder consists of: every file with its hash and the place it was made from.

It lies in the folder as `inventory.json`. By it the next build knows what is ours to replace, and
`guide verify` what was changed, lost or added since. An inventory may come from anywhere, so
nothing in it is believed: paths that lead out of the folder make it invalid as a whole.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "inventory.json"
FORMAT = 1
MOST_BYTES = 50_000_000
MOST_FILES = 200_000
"""Of an inventory that is read; our largest guides stay far below."""

_HASH = re.compile(r"[0-9a-f]{64}")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\:]")


class InventoryError(Exception):
    """It can't be read as an inventory; the message is a key of the words for why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file: its path from the folder, its content, and where it comes from (`file:line`)."""

    path: str
    sha256: str
    size: int
    owner: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """All files of a folder but the inventory itself; `kind` says what the folder is."""

    kind: str
    program: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """How a folder differs from its inventory: paths, sorted."""

    changed: tuple[str, ...]
    missing: tuple[str, ...]
    foreign: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.changed or self.missing or self.foreign)


def take(folder: Path, kind: str, owner: Callable[[str], str]) -> Inventory:
    """The inventory of a folder as it is; `owner` tells where a file comes from by its path."""
    entries = [
        Entry(name, hash_of(path), path.stat().st_size, owner(name))
        for name, path in sorted(files_in(folder).items())
        if name != NAME
    ]
    return Inventory(kind, _program(), tuple(entries))


def of_contents(files: Mapping[str, bytes], kind: str, owner: Callable[[str], str]) -> Inventory:
    """The inventory of files that are held in memory."""
    entries = (
        Entry(name, hashlib.sha256(content).hexdigest(), len(content), owner(name))
        for name, content in sorted(files.items())
    )
    return Inventory(kind, _program(), tuple(entries))


def _program() -> str:
    return f"michishirube {version()}"


def version() -> str:
    """The program's own."""
    try:
        return importlib.metadata.version("michishirube")
    except importlib.metadata.PackageNotFoundError:  # Run from a folder, without being installed.
        return "0"


def text(inventory: Inventory) -> str:
    """An inventory as it lies in a folder: one file a line, the same bytes each time."""
    head = {"format": FORMAT, "program": inventory.program, "kind": inventory.kind}
    start = json.dumps(head, ensure_ascii=False)[:-1]
    rows = (
        json.dumps(
            {"path": each.path, "sha256": each.sha256, "size": each.size, "owner": each.owner},
            ensure_ascii=False,
        )
        for each in inventory.entries
    )
    return f'{start}, "files": [\n' + ",\n".join(rows) + "\n]}\n"


def write(folder: Path, inventory: Inventory) -> None:
    """Put an inventory into its folder."""
    (folder / NAME).write_text(text(inventory), encoding="utf-8", newline="\n")


def read(folder: Path) -> Inventory | None:
    """The inventory in a folder; None if there is none.

    Raises:
        InventoryError: What has its name is something else.
    """
    path = folder / NAME
    if not os.path.lexists(path):
        return None
    if path.is_symlink() or not path.is_file():
        raise InventoryError("not-an-inventory")
    with path.open("rb") as file:
        return parse(file.read(MOST_BYTES + 1))


def parse(data: bytes) -> Inventory:
    """An inventory from its text.

    Raises:
        InventoryError: It isn't one (`not-an-inventory`), is of another format
            (`other-format`), too large, or names a path that leads out of the folder
            (`unsafe-path`).
    """
    if len(data) > MOST_BYTES:
        raise InventoryError("too-large")
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InventoryError("not-an-inventory") from error
    if not isinstance(found, dict) or not isinstance(found.get("files"), list):
        raise InventoryError("not-an-inventory")
    if found.get("format") != FORMAT:
        raise InventoryError("other-format")
    if len(found["files"]) > MOST_FILES:
        raise InventoryError("too-large")
    entries = tuple(sorted(map(_entry, found["files"]), key=lambda each: each.path))
    if len({each.path for each in entries}) != len(entries):
        raise InventoryError("not-an-inventory")
    return Inventory(_text(found, "kind"), _text(found, "program"), entries)


def _entry(found: Any) -> Entry:
    if not isinstance(found, dict):
        raise InventoryError("not-an-inventory")
    path, sha256, owner = (_text(found, key) for key in ("path", "sha256", "owner"))
    size = found.get("size")
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise InventoryError("not-an-inventory")
    if not _HASH.fullmatch(sha256):
        raise InventoryError("not-an-inventory")
    if not is_safe(path):
        raise InventoryError("unsafe-path")
    return Entry(path, sha256, size, owner)


def _text(found: dict[str, Any], key: str) -> str:
    value = found.get(key)
    if not isinstance(value, str) or not value.isprintable():
        raise InventoryError("not-an-inventory")
    return value


def is_safe(path: str) -> bool:
    """Whether a path names a file within its folder, on every system."""
    parts = path.split("/")
    return not _UNSAFE.search(path) and not any(part in ("", ".", "..") for part in parts)


def compare(folder: Path, inventory: Inventory) -> Differences:
    """What is different in a folder. Links are followed nowhere, pipes aren't opened."""
    there = {name: path for name, path in files_in(folder).items() if name != NAME}
    found = _assigned([entry.path for entry in inventory.entries], there)
    changed = (
        each.path
        for each in inventory.entries
        if each.path in found and _is_other(there[found[each.path]], each)
    )
    missing = (each.path for each in inventory.entries if each.path not in found)
    foreign = sorted(there.keys() - found.values())
    return Differences(tuple(changed), tuple(missing), tuple(foreign))


def _assigned(listed: Iterable[str], there: Iterable[str]) -> dict[str, str]:
    """Which name that is there stands for which that is listed; each for one at most.

    Some systems give back another spelling (macOS takes letters and their marks apart). Only
    names that have no counterpart of their own spelling are compared in that way: on other
    systems both spellings lie side by side, and one of them is somebody's.
    """
    found = {name: name for name in set(listed) & set(there)}
    others = {_normal(name): name for name in sorted(set(there) - found.keys(), reverse=True)}
    for name in sorted(set(listed) - found.keys()):
        if (other := others.pop(_normal(name), None)) is not None:
            found[name] = other
    return found


def files_in(folder: Path) -> dict[str, Path]:
    """Everything in a folder that is no folder, by its path from there; links are things, too."""
    return {path.relative_to(folder).as_posix(): path for path in _walk(folder)}


def _walk(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path))
            else:
                yield Path(entry.path)


def _is_other(path: Path, entry: Entry) -> bool:
    found = path.lstat()
    is_same = stat.S_ISREG(found.st_mode) and found.st_size == entry.size
    return not is_same or hash_of(path) != entry.sha256


def _normal(name: str) -> str:
    """A name in the one spelling that both others share."""
    return unicodedata.normalize("NFC", name)


def hash_of(path: Path) -> str:
    """SHA-256 of a file, which may be larger than the memory."""
    with path.open("rb", buffering=0) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
