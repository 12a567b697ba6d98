"""Loads a project (`content/` and `site_config.yml`) into a frozen `Guide`, with diagnostics.

Never raises for invalid content. An unreadable file is replaced by an empty record with its name
and listed in `Guide.broken`, so that references to it aren't reported as unknown.
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
from michishirube.model.site import FORMAT
from michishirube.reading import empty_files, gaps
from michishirube.reading.cache import FileCache
from michishirube.reading.content_folder import ContentFolder
from michishirube.reading.source_file import SourceFile

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class LoadResult:
    """The result of loading: the guide as far as it could be read, diagnostics and file texts.

    Attributes:
        guide: None if the settings or the content folder can't be read at all.
        diagnostics: Everything found so far; the checks add to it.
        files: The files that were read, by path relative to the project root.
    """

    guide: Guide | None
    diagnostics: Diagnostics
    files: Mapping[str, SourceFile]


def load_guide(root: Path, files: FileCache | None = None) -> LoadResult:
    """Load `site_config.yml` and `content/`.

    Errors in single files don't prevent the rest from being loaded.

    Args:
        root: The project root.
        files: The cache of a preview; unchanged records are then the same objects as before.
    """
    folder = ContentFolder(root, files)
    site = folder.record(Site, SETTINGS) if folder.exists(SETTINGS) else None
    if site is None and SETTINGS not in folder.broken:
        folder.diagnostics.add(empty_files.diagnostic(SETTINGS))
    if site is not None and (site.format or FORMAT) > FORMAT:
        return _of_newer_format(site, folder)
    if not folder.has_content():
        folder.diagnostics.error("no-content", Span.of_file(CONTENT))
        return LoadResult(None, folder.diagnostics, folder.files)
    guide = _assemble(folder, site)
    folder.report_unread()
    folder.report_mkdocs_settings()
    return LoadResult(guide, folder.diagnostics, folder.files)


def _of_newer_format(site: Site, folder: ContentFolder) -> LoadResult:
    """Return the one error of a guide for a newer program; what this one would say is no help."""
    found = Diagnostics()
    at = Span.of_file(SETTINGS)
    found.error("newer-format", at, format=site.format, known=FORMAT)
    return LoadResult(None, found, folder.files)


def load_settings(root: Path) -> Site | None:
    """Load `site_config.yml` alone; None if it can't be read."""
    folder = ContentFolder(root)
    return folder.record(Site, SETTINGS) if folder.exists(SETTINGS) else None


def _assemble(folder: ContentFolder, site: Site | None) -> Guide | None:
    read: dict[str, Any] = {kind.table: folder.read(kind) for kind in KINDS if kind.table != "site"}
    if site is None:
        return None
    trees = _in_order(read["trees"], site.trees)
    ordered = {
        "trees": trees,
        "letters": _in_order(read["letters"], _letters_as_used(trees)),
        "checklists": _in_order(read["checklists"], site.checklists),
        "documents": _in_order(read["documents"], site.pages),
    }
    return Guide(
        site=site,
        **(read | ordered),
        logo=folder.picture(site.logo) if site.logo is not None else None,
        locale=folder.read_locale(site.language),
        broken=folder.broken,
        gaps=gaps.losses(folder.diagnostics),
    )


def _in_order(records: Mapping[str, R], first: tuple[str, ...]) -> dict[str, R]:
    """Sort records: those in `first` in that order, then the others by name."""
    names = [name for name in dict.fromkeys(first) if name in records]
    return {str(name): records[name] for name in [*names, *sorted(set(records) - set(names))]}


def _letters_as_used(trees: Mapping[str, model.Tree]) -> tuple[str, ...]:
    """Return the letters in the order in which the trees refer to them."""
    found = list(model.references(tuple(trees.values())))
    return tuple(str(ref) for ref in found if isinstance(ref, model.LetterRef))
