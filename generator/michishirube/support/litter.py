"""Files that programs leave in folders and that are never content.

Lock and backup files of editors, partial downloads, and metadata of file managers. Used wherever
files are listed: by the loader, by the preview's watcher and for git.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_FOLDERS = frozenset({"__macosx", "__pycache__", "node_modules", "$recycle.bin"})

_NAMES = re.compile(
    r"\..*"  # Dot files: .DS_Store, .x.yml.swp (Vim), .#x.yml (Emacs), ._x.yml (macOS), .git
    r"|.*~"  # Backups: x.yml~, x.yml.~1~
    r"|\#.*\#"  # Emacs, not saved yet
    r"|~\$.*|~wr[ld].*\.tmp"  # Word and Excel
    r"|thumbs\.db(:.*)?|ehthumbs(_vista)?\.db|desktop\.ini|icon\r"  # Windows, macOS
    r"|.*\.(sw[a-p]|tmp|temp|bak|orig|rej|part|crdownload|lock|lck)"  # Backups and halves
    r"|.*___jb_(tmp|old)___"  # JetBrains
    r"|.*\.sb-[0-9a-f]{8}-\w{6}",  # TextEdit
    re.IGNORECASE | re.DOTALL,
)

_LEFT_BY_SYSTEMS = frozenset({".ds_store", "thumbs.db", "desktop.ini"})

_FIRST, _STEP = 4913, 123
"""Vim tests whether a folder is writable with a file named 4913, or 5036 (+123) if that exists."""


def is_litter(path: str) -> bool:
    """Return whether a file is never content, whatever it holds.

    Args:
        path: Path relative to the project root, with forward slashes. Everything below a folder
            that is litter is litter.
    """
    *folders, name = PurePosixPath(path).parts or ("",)
    if any(folder.startswith(".") or folder.lower() in _FOLDERS for folder in folders):
        return True
    if name.lower() in _FOLDERS or _NAMES.fullmatch(name):
        return True
    if not re.fullmatch(r"[1-9][0-9]{3,4}", name):
        return False
    return int(name) >= _FIRST and (int(name) - _FIRST) % _STEP == 0


def is_left_by_system(name: str) -> bool:
    """Return whether a file is created by file managers and can be deleted without loss.

    Much narrower than `is_litter`: a backup or a dot file isn't content, but belongs to somebody.
    """
    return name.casefold() in _LEFT_BY_SYSTEMS
