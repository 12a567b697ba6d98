"""Which kind of thing a file holds, by its keys: a letter that lies among the trees is a letter."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from michishirube import model
from michishirube.reading import yaml_nodes
from michishirube.reading.declarations import keys_of

_KINDS: Mapping[str, type[model.Record]] = {
    "stages": model.Tree,
    "letters": model.Letter,
    "checklists": model.Checklist,
    "figures": model.Figure,
}

_KEYS = {
    folder: frozenset(key.name for key in keys_of(kind) if not key.from_key)
    for folder, kind in _KINDS.items()
} | {"scenarios": frozenset({"scenarios"})}

_REQUIRED = {
    folder: frozenset(key.name for key in keys_of(kind) if key.required and not key.from_key)
    for folder, kind in _KINDS.items()
} | {"scenarios": frozenset({"scenarios"})}


def belongs_in(name: str, node: yaml_nodes.YamlNode) -> str | None:
    """The folder of the kind that a file surely is, if it lies in another kind's; else None.

    Args:
        name: Its path from the project's root, such as `content/stages/decline.yml`.
        node: What it holds.
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
    return best if is_sure else None
