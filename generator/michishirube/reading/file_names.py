"""By which name a content file would be read when its own is wrong.

Editors and systems add and hide endings: `decline.yaml`, `decline.yml.txt`, `Decline.YML`. People
call files as they speak: `Decline.yml`, `decline (1).yml`. Archives of old systems bring names of
bytes that are no letters.
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
    """Whether a name as the system gives it is made of letters, so that it can be written down."""
    return not any("\ud800" <= char <= "\udfff" for char in name)


def in_letters(name: str) -> str:
    """A name that can be written down: bytes that are no letters by their numbers."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def rightly_named(name: str) -> str | None:
    """The path that a file of the content folder should have; None if that can't be told.

    Args:
        name: Its path from the project's root, such as `content/letters/decline.yaml`.
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
    """Whether a name without its ending may be that of a letter, a tree and so on."""
    return re.fullmatch(SLUG.regex, stem) is not None


def slug(stem: str, folder: str, taken: Collection[str] = ()) -> str:
    """The name that a file should have, without its ending.

    Args:
        stem: What it is called.
        folder: The folder in which it lies ("letters"), for a name that has no letters to keep.
        taken: Names that other files have.
    """
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", unicodedata.normalize("NFKC", stem))
    right = "-".join(re.findall("[a-z0-9]+", apart.lower()))
    if is_slug(stem):
        right = stem
    elif not re.search("[a-z]", right):
        right = f"new-{folder.removesuffix('s')}"
    others = (f"{right}-{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (right, *others) if name not in taken)
