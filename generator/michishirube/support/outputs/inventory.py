"""The inventory of an output folder: every file with its hash and its source.

It is written to the folder as `inventory.json`. The next build reads it to find out what may be
replaced, and `guide verify` to report changed, missing and added files. Inventories are untrusted
input: one with a path that leads out of the folder is rejected as a whole.
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

NAME = "inventory.json"
FORMAT = 1
MOST_BYTES = 50_000_000
MOST_FILES = 200_000
"""Limits for inventories that are read; the largest guides stay far below."""

_HASH = re.compile(r"[0-9a-f]{64}")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\:]")


class InventoryError(Exception):
    """A file isn't a valid inventory; the text is the reason, a key in the locale files."""


@dataclass(frozen=True, slots=True)
class InventoryEntry:
    """A file: path relative to the folder, SHA-256 and size, and its source (`file:line`)."""

    path: str
    sha256: str
    size: int
    owner: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """All files of a folder except the inventory itself.

    Attributes:
        kind: Kind of folder, `ownership.SITE` or `EXPORT`.
        program: Name and version of the program that wrote it.
        entries: The files, sorted by path.
    """

    kind: str
    program: str
    entries: tuple[InventoryEntry, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """Differences between a folder and its inventory: sorted paths of the files in question."""

    changed: tuple[str, ...]
    missing: tuple[str, ...]
    foreign: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.changed or self.missing or self.foreign)


def take(folder: Path, kind: str, owner: Callable[[str], str]) -> Inventory:
    """Create the inventory of a folder.

    Args:
        folder: The folder to list.
        kind: Kind of folder.
        owner: Returns the source (`file:line`) of a path.
    """
    entries = [
        InventoryEntry(name, hash_of(path), path.stat().st_size, owner(name))
        for name, path in sorted(files_in(folder).items())
        if name != NAME
    ]
    return Inventory(kind, _program(), tuple(entries))


def of_contents(files: Mapping[str, bytes], kind: str, owner: Callable[[str], str]) -> Inventory:
    """Create the inventory of files held in memory, given as a mapping of paths to contents."""
    entries = (
        InventoryEntry(name, hashlib.sha256(content).hexdigest(), len(content), owner(name))
        for name, content in sorted(files.items())
    )
    return Inventory(kind, _program(), tuple(entries))


def _program() -> str:
    return f"michishirube {version()}"


def version() -> str:
    """Return the version of this program."""
    try:
        return importlib.metadata.version("michishirube")
    except importlib.metadata.PackageNotFoundError:  # Run from a checkout, without installation.
        return "0"


def text(inventory: Inventory) -> str:
    """Serialise an inventory as JSON with one file per line; the output is deterministic."""
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
    """Write an inventory to its folder."""
    (folder / NAME).write_text(text(inventory), encoding="utf-8", newline="\n")


def read(folder: Path) -> Inventory | None:
    """Read the inventory of a folder; None if it has none.

    Raises:
        InventoryError: The file of that name isn't a valid inventory.
    """
    path = folder / NAME
    if not os.path.lexists(path):
        return None
    if path.is_symlink() or not path.is_file():
        raise InventoryError("not-an-inventory")
    with path.open("rb") as file:
        return parse(file.read(MOST_BYTES + 1))


def parse(data: bytes) -> Inventory:
    """Parse and validate an inventory.

    Raises:
        InventoryError: It isn't an inventory (`not-an-inventory`), has another format version
            (`other-format`), is too large (`too-large`), or contains a path that leads out of the
            folder (`unsafe-path`).
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


def _entry(found: object) -> InventoryEntry:
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
    return InventoryEntry(path, sha256, size, owner)


def _text(found: dict[str, object], key: str) -> str:
    value = found.get(key)
    if not isinstance(value, str) or not value.isprintable():
        raise InventoryError("not-an-inventory")
    return value


def is_safe(path: str) -> bool:
    """Return whether a path stays within its folder on every system."""
    parts = path.split("/")
    return not _UNSAFE.search(path) and not any(part in ("", ".", "..") for part in parts)


def compare(folder: Path, inventory: Inventory) -> Differences:
    """Compare a folder with its inventory. Symlinks aren't followed, FIFOs aren't opened."""
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
    """Match the names in the inventory with those on disk, one to one.

    macOS may return names in another Unicode form (NFD). Only names without an exact match are
    compared by their NFC form: on other systems both forms can exist side by side as different
    files.

    Returns:
        For each name in the inventory that was found, its name on disk.
    """
    found = {name: name for name in set(listed) & set(there)}
    others = {_normal(name): name for name in sorted(set(there) - found.keys(), reverse=True)}
    for name in sorted(set(listed) - found.keys()):
        if (other := others.pop(_normal(name), None)) is not None:
            found[name] = other
    return found


def files_in(folder: Path) -> dict[str, Path]:
    """Return all files and symlinks below a folder, by their relative path."""
    return {path.relative_to(folder).as_posix(): path for path in _walk(folder)}


def _walk(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path))
            else:
                yield Path(entry.path)


def _is_other(path: Path, entry: InventoryEntry) -> bool:
    found = path.lstat()
    is_same = stat.S_ISREG(found.st_mode) and found.st_size == entry.size
    return not is_same or hash_of(path) != entry.sha256


def _normal(name: str) -> str:
    """Return the NFC form of a name."""
    return unicodedata.normalize("NFC", name)


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file, read in chunks."""
    with path.open("rb", buffering=0) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
