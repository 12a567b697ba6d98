"""By which name a content file would be read when only its ending is wrong.

Editors and systems add and hide endings: `decline.yaml`, `decline.yml.txt`, `Decline.YML`.
"""

from __future__ import annotations

from pathlib import PurePosixPath

_FOLDERS = frozenset({"stages", "letters", "checklists", "figures", "scenarios"})
_TABLES = frozenset({"fields", "glossary", "facts", "sources", "promises"})
_YAML = frozenset({"", ".txt", ".yml", ".yaml", ".yml.txt", ".yaml.txt"})
_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".md.txt"})


def rightly_named(name: str) -> str | None:
    """The path that a file of the content folder should have; None if that can't be told.

    Args:
        name: Its path from the project's root, such as `content/letters/decline.yaml`.
    """
    path = PurePosixPath(name)
    stem, dot, rest = path.name.partition(".")
    ending = f"{dot}{rest}".lower()
    folder = path.parent.parts[1:]
    is_yaml = folder[0] in _FOLDERS if len(folder) == 1 else not folder and stem in _TABLES
    if stem and is_yaml and ending in _YAML:
        right = path.with_name(f"{stem}.yml")
    elif stem and not folder and ending in _MARKDOWN:
        right = path.with_name(f"{stem}.md")
    else:
        return None
    return None if right == path else right.as_posix()
