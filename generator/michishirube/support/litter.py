"""What programs leave in folders without anybody having written it: never content.

Locks and backups of editors, half-written files, and what file managers keep. The one
place that says so: for reading a guide, for the preview's watcher, for what git lists.
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
"""Vim tries a folder with a file named 4913; where there is one, 5036, and so on."""


def is_litter(path: str) -> bool:
    """Whether a file isn't content, whatever it holds.

    Args:
        path: Its way from the project's root, with forward slashes. A folder on it that is
            litter makes everything below it litter.
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
    """Whether a file lies where somebody has looked into a folder, and nobody misses it.

    Much narrower than `is_litter`, as it tells what may be deleted: a backup or a dot file
    that isn't content is still somebody's.
    """
    return name.casefold() in _LEFT_BY_SYSTEMS
