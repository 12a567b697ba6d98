"""A folder of content and its settings → one frozen guide, and all that is wrong with it.

Never raises for content. A file that can't be read leaves an empty record of
its name behind and is listed in `Guide.broken`, so that what refers to it isn't
called unknown as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from michishirube import model
from michishirube.diagnostics import Diagnostics, Span
from michishirube.model import Guide, Record, Site
from michishirube.model.kinds import CONTENT, KINDS, SETTINGS
from michishirube.reading import gaps, yaml_nodes
from michishirube.reading.cache import FileCache
from michishirube.reading.content_folder import ContentFolder

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Loaded:
    """A guide as far as it could be read, the findings, and the files' texts for reports."""

    guide: Guide | None
    diagnostics: Diagnostics
    files: Mapping[str, yaml_nodes.SourceFile]


def load_guide(root: Path, files: FileCache | None = None) -> Loaded:
    """Read `site_config.yml` and `content/` below `root`.

    `guide` is None only when the settings or the content folder can't be read
    at all; with errors in single files it holds all the rest. `files` holds what
    was read before: records that haven't changed since are the same objects.
    """
    folder = ContentFolder(root, files)
    site = folder.record(Site, SETTINGS) if folder.exists(SETTINGS) else None
    if site is None and SETTINGS not in folder.broken:
        folder.diagnostics.error("no-settings", Span.of_file(SETTINGS))
    if not folder.has_content():
        folder.diagnostics.error("no-content", Span.of_file(CONTENT))
        return Loaded(None, folder.diagnostics, folder.files)
    guide = _assemble(folder, site)
    folder.report_unread()
    return Loaded(guide, folder.diagnostics, folder.files)


def load_settings(root: Path) -> Site | None:
    """Read `site_config.yml` alone, for what doesn't need the content; None if it can't be read."""
    folder = ContentFolder(root)
    return folder.record(Site, SETTINGS) if folder.exists(SETTINGS) else None


def _assemble(folder: ContentFolder, site: Site | None) -> Guide | None:
    read: dict[str, Any] = {kind.table: folder.read(kind) for kind in KINDS if kind.table != "site"}
    if site is None:
        return None
    trees = _in_order(read["trees"], (site.triage, *site.stages, *site.situations))
    ordered = {
        "trees": trees,
        "letters": _in_order(read["letters"], _letters_as_used(trees)),
        "checklists": _in_order(read["checklists"], site.checklists),
        "documents": _in_order(read["documents"], site.pages),
    }
    return Guide(
        site=site,
        **(read | ordered),
        broken=folder.broken,
        gaps=gaps.losses(folder.diagnostics),
    )


def _in_order(records: Mapping[str, R], first: tuple[str, ...]) -> dict[str, R]:
    """Records in the order of the settings; those not named there follow by name."""
    names = [name for name in dict.fromkeys(first) if name in records]
    return {str(name): records[name] for name in [*names, *sorted(set(records) - set(names))]}


def _letters_as_used(trees: Mapping[str, model.Tree]) -> tuple[str, ...]:
    """The letters in the order in which a reader of the trees meets them."""
    found = list(model.references(tuple(trees.values())))
    return tuple(str(ref) for ref in found if isinstance(ref, model.LetterRef))
