"""Decides whether the files in a folder were written by this program.

Either they are listed in the folder's inventory, or they match what versions before inventories
wrote.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from michishirube.support.litter import is_left_by_system
from michishirube.support.outputs import inventory
from michishirube.support.outputs.inventory import InventoryError, files_in
from michishirube.support.outputs.refusal import OutputError, existing_files

SITE = "site"
EXPORT = "export"

EXPORT_MARK = "# Written by `guide export`, which replaces this whole folder."
"""First line of the `mkdocs.yml` of an export."""

_WORKER = b'"use strict"\nconst VERSION = "'
_STYLE = b"assets/guide."
_NAMED = re.compile(
    r"sitemap\.xml(\.gz)?|robots\.txt|feed\.xml|guide(\.schema)?\.json|llms(-full)?\.txt"
    r"|manifest\.webmanifest|stages/[\w-]+\.svg|assets/marks\.css"
    r"|assets/stylesheets/[\w-]+\.[0-9a-f]{8}\.min\.css(\.map)?"
)
_HASHED = re.compile(r"assets/(?:guide|frame|search)\.([0-9a-f]{10})\.(?:css|js)")
_DOCUMENT = re.compile(r"docs/(?:stages/|letters/|checklists/)?[\w-]+\.md")
_DATA_BLOCK = b"\nkind: "


def refuse_others(
    folder: Path, kind: str, theme: Collection[Path] = (), left: Collection[str] = ()
) -> None:
    """Verify that a folder holds only files that this program wrote.

    Args:
        folder: The folder to be replaced; it need not exist.
        kind: The kind of folder it must be, `SITE` or `EXPORT`.
        theme: Folders whose files are copied to the site unchanged; needed to recognise sites
            without an inventory.
        left: Top-level names that are preserved and therefore ignored.

    Raises:
        OutputError: It holds a file that isn't ours, or that was modified since.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OutputError("not-a-folder", folder)
    there = [
        name
        for name, path in sorted(files_in(folder).items())
        if not is_left_by_system(path.name) and name.split("/")[0] not in left
    ]
    if not there:
        return
    found = _read(folder)
    if found is None:
        _refuse_all_but_earlier(folder, kind, there, theme)
        return
    if found.kind != kind:
        raise OutputError("other-kind", folder, kind=found.kind)
    different = inventory.compare(folder, found)
    if added := [name for name in different.foreign if name in there]:
        raise existing_files(folder, added)
    if changed := [name for name in different.changed if name in there]:
        raise existing_files(folder, changed, "changed-files")


def _read(folder: Path) -> inventory.Inventory | None:
    try:
        return inventory.read(folder)
    except InventoryError as error:
        raise existing_files(folder, [inventory.NAME]) from error


def _refuse_all_but_earlier(
    folder: Path, kind: str, there: list[str], theme: Collection[Path]
) -> None:
    """Verify a folder without an inventory, as written by earlier versions."""
    if kind == SITE:
        ours = set(_earlier_site(folder, there, theme))
        if not any(name.endswith(".html") or name == "sw.js" for name in ours):
            ours = set()  # Common names such as robots.txt prove nothing by themselves.
    elif kind == EXPORT and _begins(folder / "mkdocs.yml", EXPORT_MARK.encode()):
        ours = set(_earlier_export(folder, there))
    else:
        ours = set()
    if others := [name for name in there if name not in ours]:
        raise existing_files(folder, others)


def is_part_of_site(folder: Path) -> bool:
    """Return whether all files in a folder belong to a (partly written) site without inventory."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    there = list(files_in(folder))
    return len(list(_earlier_site(folder, there, ()))) == len(there)


def _earlier_site(folder: Path, names: list[str], theme: Collection[Path]) -> Iterator[str]:
    for name in names:
        path = folder / name
        if path.is_symlink() or not path.is_file():
            continue
        if name.endswith(".html"):
            is_ours = _STYLE in path.read_bytes()
        elif name == "sw.js":
            is_ours = _begins(path, _WORKER)
        else:
            is_ours = bool(_NAMED.fullmatch(name)) or _is_named_by_hash(path, name)
        if is_ours or any((each / name).is_file() for each in theme):
            yield name


def _earlier_export(folder: Path, names: list[str]) -> Iterator[str]:
    for name in names:
        path = folder / name
        if path.is_symlink() or not path.is_file():
            continue
        below = name.removeprefix("docs/")
        is_page = _DOCUMENT.fullmatch(name) and _DATA_BLOCK in path.read_bytes()
        is_asset = below != name and (_NAMED.fullmatch(below) or _is_named_by_hash(path, below))
        if name == "mkdocs.yml" or is_page or is_asset:
            yield name


def _is_named_by_hash(path: Path, name: str) -> bool:
    match = _HASHED.fullmatch(name)
    if match is None:
        return False
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10] == match[1]


def _begins(path: Path, mark: bytes) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(mark)) == mark
