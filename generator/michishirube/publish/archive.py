"""Reproducible zip files."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping

from michishirube.support.outputs import inventory

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_READABLE = 0o100644 << 16

_MOST_BYTES = 500_000_000
"""Limit for the unpacked size of a zip that is inspected."""


def zipped(files: Mapping[str, bytes], folder: str) -> bytes:
    """Return a zip file with these files, by path, in a folder."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{folder}/{name}", _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _READABLE
            archive.writestr(entry, content)
    return target.getvalue()


def is_ours(content: bytes) -> bool:
    """Return whether a file is an unmodified zip file of a guide."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > _MOST_BYTES:
                return False
            folder = entries[0].filename.partition("/")[0] if entries else ""
            names = {entry.filename.removeprefix(f"{folder}/") for entry in entries}
            if inventory.NAME not in names:
                return _is_earlier(entries, folder, names)
            listed = inventory.parse(archive.read(f"{folder}/{inventory.NAME}"))
            return names - {inventory.NAME} == {each.path for each in listed.entries} and all(
                hashlib.sha256(archive.read(f"{folder}/{each.path}")).hexdigest() == each.sha256
                for each in listed.entries
            )
    except (
        zipfile.BadZipFile,
        zlib.error,
        inventory.InventoryError,
        NotImplementedError,  # A way of packing that is unknown here.
        RuntimeError,  # A password.
        OSError,
        EOFError,
        ValueError,
        KeyError,
    ):
        return False


def _is_earlier(entries: list[zipfile.ZipInfo], folder: str, names: set[str]) -> bool:
    """Recognise zip files from before there were inventories, by their dates and permissions."""
    return "index.html" in names and all(
        entry.date_time == _EARLIEST
        and entry.external_attr == _READABLE
        and entry.filename.startswith(f"{folder}/")
        for entry in entries
    )
