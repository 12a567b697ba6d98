"""A project folder → everything that is published: the pipeline, read from top to bottom.

For the MkDocs plugin, the command line and tests alike. Nothing is written and
nothing raised for content: with errors, `site` is None and the findings say why.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.checks import check_guide
from generator.diagnostics import Diagnostics
from generator.load import Loaded, load_guide
from generator.model import Guide


@dataclass(frozen=True, slots=True)
class Document:
    """A page as Markdown: its path in the docs folder, its text, and where it is edited."""

    path: str
    text: str
    edit_path: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that is published as it is."""

    path: str
    content: bytes


@dataclass(frozen=True)
class CompiledSite:
    """The finished documents and assets of a guide, and its navigation for MkDocs."""

    guide: Guide
    documents: tuple[Document, ...]
    assets: tuple[Asset, ...]
    navigation: list[object]
    stylesheets: tuple[str, ...]
    scripts: tuple[str, ...]


@dataclass(frozen=True)
class Compiled:
    """The outcome of one run: a site or None, and what was found."""

    site: CompiledSite | None
    loaded: Loaded

    @property
    def diagnostics(self) -> Diagnostics:
        """All findings of the run."""
        return self.loaded.diagnostics


def check_project(root: Path) -> Loaded:
    """Read a project and apply every rule to it."""
    loaded = load_guide(root)
    if loaded.guide is not None:
        check_guide(loaded.guide, loaded.diagnostics)
    return loaded


def hashed(path: str, content: bytes) -> str:
    """A file name that changes with its content, so that browsers may keep it for ever."""
    stem, dot, ending = path.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{dot}{ending}"


Navigation = Mapping[str, object]
