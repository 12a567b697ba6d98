"""Corrects the names of content files.

Editors and systems add or hide extensions (`decline.yaml`, `decline.yml.txt`, `Decline.YML`),
people use capitals and copies get numbers (`Decline.yml`, `decline (1).yml`). File names from old
archives may not be valid Unicode.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePosixPath

from michishirube.model import SLUG
from michishirube.model.kinds import KINDS

_FOLDERS = frozenset(PurePosixPath(kind.folder).name for kind in KINDS if kind.folder)
_FILES = frozenset(PurePosixPath(kind.path()).stem for kind in KINDS if "*" not in kind.pattern)
_YAML = frozenset({"", ".txt", ".yml", ".yaml", ".yml.txt", ".yaml.txt"})
_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".md.txt"})


def is_unicode(name: str) -> bool:
    """Return whether a file name is valid Unicode, i.e. has no surrogate escapes."""
    return not any("\ud800" <= char <= "\udfff" for char in name)


def in_letters(name: str) -> str:
    r"""Return a printable form of a file name, with invalid bytes as `\xNN`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def rightly_named(name: str) -> str | None:
    """Return the path that a misnamed content file should have; None if it can't be determined.

    Args:
        name: Path relative to the project root, such as `content/letters/decline.yaml`.
    """
    path = PurePosixPath(name)
    stem, dot, rest = path.name.partition(".")
    ending = f"{dot}{rest}".lower()
    folder = path.parent.parts[1:]
    is_yaml = folder[0] in _FOLDERS if len(folder) == 1 else not folder and stem in _FILES
    if stem and is_yaml and ending in _YAML:
        right = path.with_name(f"{slug(stem, folder[0]) if folder else stem}.yml")
    elif stem and not folder and ending in _MARKDOWN:
        right = path.with_name(f"{stem}.md")
    else:
        return None
    return None if right == path else right.as_posix()


def is_slug(stem: str) -> bool:
    """Return whether a file name without extension is a valid id."""
    return re.fullmatch(SLUG.regex, stem) is not None


def slug(stem: str, folder: str, taken: Collection[str] = ()) -> str:
    """Convert a file name to a valid id, unique among `taken`.

    Args:
        stem: The file name without extension.
        folder: The folder that contains it ("letters"); a name without Latin letters becomes
            `new-letter`.
        taken: Ids in use; a number is appended if necessary.
    """
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", unicodedata.normalize("NFKC", stem))
    right = "-".join(re.findall("[a-z0-9]+", apart.lower()))
    if is_slug(stem):
        right = stem
    elif not re.search("[a-z]", right):
        right = f"new-{folder.removesuffix('s')}"
    others = (f"{right}-{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (right, *others) if name not in taken)
