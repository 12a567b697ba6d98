"""Detects files in the wrong folder by their keys, such as a letter among the trees."""

from __future__ import annotations

from pathlib import PurePosixPath

from michishirube.model.kinds import KINDS, FileKind
from michishirube.reading import yaml_nodes
from michishirube.reading.declarations import keys_of

_KINDS = {PurePosixPath(kind.folder).name: kind for kind in KINDS if kind.folder}


def _keys(kind: FileKind, *, required: bool) -> frozenset[str]:
    if kind.shape == "list":
        return frozenset({kind.key})
    keys = (key for key in keys_of(kind.record) if not key.from_key)
    return frozenset(key.name for key in keys if key.required or not required)


_KEYS = {folder: _keys(kind, required=False) for folder, kind in _KINDS.items()}
_REQUIRED = {folder: _keys(kind, required=True) for folder, kind in _KINDS.items()}


def belongs_in(name: str, node: yaml_nodes.YamlNode) -> FileKind | None:
    """Return the kind of file that a file evidently is, if it isn't in that kind's folder.

    Args:
        name: Path relative to the project root, such as `content/stages/decline.yml`.
        node: Its content.
    """
    here = PurePosixPath(name).parent.name
    if here not in _KEYS or not isinstance(node, yaml_nodes.MappingNode):
        return None
    present = {key.value for key, _ in node.entries}

    def fit(folder: str) -> tuple[int, int]:
        return len(present & _KEYS[folder]), -len(_REQUIRED[folder] - present)

    best = max(_KEYS, key=fit)
    (known, lacking), (own, own_lacking) = fit(best), fit(here)
    is_sure = lacking > own_lacking and (known >= own + 2 or (known and not own))
    return _KINDS[best] if is_sure else None
