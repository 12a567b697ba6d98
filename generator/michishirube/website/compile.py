"""A project folder → everything that is published: the pipeline, read from top to bottom.

For the MkDocs plugin, the command line and tests alike. Nothing is written and
nothing raised for content: with errors, `site` is None and the findings say why.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import starmap
from pathlib import Path
from typing import Any

from markupsafe import Markup

from michishirube import flowchart
from michishirube.analysis import addresses
from michishirube.analysis.address_owners import moved_pages, owners
from michishirube.checks.project import check_project
from michishirube.diagnostics import Diagnostics
from michishirube.git.log import History, latest, read_history
from michishirube.model import Guide
from michishirube.model.kinds import SETTINGS
from michishirube.reading.cache import FileCache, stamps
from michishirube.reading.loader import Loaded
from michishirube.website import machine, web_manifest
from michishirube.website.machine import feed
from michishirube.website.page_factory import Made, maker
from michishirube.website.pages import Page, navigation, pages_of
from michishirube.website.render import Renderer, front_matter, head_of, theme_context

Part = Callable[[], str]
"""Makes what a file holds: the same each time, and not before."""


@dataclass(frozen=True, slots=True)
class CompiledDocument:
    """A page as Markdown: its path in the docs folder, what it says of itself, and its body.

    `name` is its title in menus, `edit_path` the file it was made from with the
    line, seen from the project's root (`content/stages/x.yml#L23`), or a folder
    when the page is made of many files; `changed` is when its content last
    changed, if that is known.
    """

    path: str
    name: str
    front: Mapping[str, object]
    edit_path: str | None
    made: Callable[[], Markup] = field(repr=False, compare=False)
    changed: dt.datetime | None = None

    @property
    def body(self) -> Markup:
        """The Markdown below the head, made when it is asked for."""
        return self.made()

    @property
    def text(self) -> str:
        """The whole document, as any Markdown site generator takes it."""
        return head_of(self.front) + str(self.body)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that is published as it is."""

    path: str
    made: Part = field(repr=False, compare=False)

    @property
    def content(self) -> bytes:
        """What it holds, made when it is asked for."""
        return self.made().encode()


@dataclass(frozen=True)
class CompiledSite:
    """The finished documents and assets of a guide, and its navigation for MkDocs.

    `theme_context` is what the theme's own templates say, `stylesheets` and
    `scripts` name those of the assets that every page loads.
    """

    guide: Guide
    documents: tuple[CompiledDocument, ...]
    assets: tuple[Asset, ...]
    navigation: list[object]
    theme_context: Mapping[str, Any]
    stylesheets: tuple[str, ...]
    scripts: tuple[str, ...]

    def owner(self, path: str) -> str:
        """Where a published file comes from, as `file:line`.

        What is made of the whole guide belongs to its settings, a template's file to itself.
        """
        known = owners(self.guide)
        if path.endswith(".md"):
            path = path.removesuffix(".md") + ".html"
        return known.get(path) or f"{SETTINGS}:1"


class Preview:
    """What a preview keeps from one compilation to the next: what it has read."""

    def __init__(self) -> None:
        self.files = FileCache()
        self._tools: tuple[object, Renderer] | None = None

    def renderer(self, templates: Path) -> Renderer:
        """The templates, read again when one of them has changed."""
        state = stamps(templates)
        if self._tools is None or self._tools[0] != state:
            self._tools = state, Renderer(templates)
        return self._tools[1]


@dataclass(frozen=True)
class Compiled:
    """The outcome of one run: a site or None, and what was found."""

    site: CompiledSite | None
    loaded: Loaded

    @property
    def diagnostics(self) -> Diagnostics:
        """All findings of the run."""
        return self.loaded.diagnostics


def compile_site(root: Path, templates: Path, preview: Preview | None = None) -> Compiled:
    """Read a project, check it and say what is published; `templates` says how it looks.

    Of documents and assets those are made that are asked for. In a `preview` only changed files
    are read, and shared files keep their names: for its name the search would have to be made.
    """
    loaded = check_project(root, preview.files if preview else None)
    if loaded.guide is None or loaded.diagnostics.has_errors:
        return Compiled(None, loaded)
    renderer = preview.renderer(templates) if preview else Renderer(templates)
    name = Asset if preview else _hashed
    return Compiled(_site(loaded.guide, renderer, read_history(root), name), loaded)


Name = Callable[[str, Part], Asset]
"""Makes a file that pages load of a path and what gives its text."""


def _site(guide: Guide, renderer: Renderer, history: History, name: Name) -> CompiledSite:
    pages = pages_of(guide)
    make = maker(guide, renderer)
    for_machines = machine.files(guide, history)
    styles = _loaded(name, "assets/guide.css", renderer.stylesheet())
    scripts = (
        *_loaded(name, "assets/guide.js", renderer.script(guide)),
        *_loaded(name, "assets/frame.js", renderer.frame_script()),
    )
    search = name("assets/search.js", partial(renderer.search_script, guide))
    colours = web_manifest.colours(renderer.tokens())
    manifest = web_manifest.manifest(guide.site, colours)
    context = theme_context(guide, search.path) | _feed_link(guide, for_machines)
    return CompiledSite(
        guide=guide,
        documents=tuple(_document(guide, page, make, history) for page in pages),
        assets=(
            *styles,
            *scripts,
            search,
            *(_chart(page, make) for page in pages if page.kind == "tree"),
            *_moved(guide, renderer, name),
            Asset(addresses.CHART_MARKS, partial(flowchart.marks, guide.trees.values())),
            *starmap(Asset, for_machines.items()),
            Asset(web_manifest.PATH, lambda: manifest),
        ),
        navigation=navigation(guide, pages),
        theme_context=context | {"colours": colours},
        stylesheets=tuple(asset.path for asset in styles),
        scripts=tuple(asset.path for asset in scripts),
    )


def _document(
    guide: Guide, page: Page, make: Callable[[Page], Made], history: History
) -> CompiledDocument:
    return CompiledDocument(
        page.source,
        page.name,
        front_matter(page),
        page.edit_path,
        lambda: make(page).body,
        latest(history, feed.files_behind(guide, page)),
    )


def _moved(guide: Guide, renderer: Renderer, name: Name) -> tuple[Asset, ...]:
    """What stands at the former addresses of pages."""
    pages = tuple(moved_pages(guide))
    if not pages:
        return ()
    script = name("assets/moved.js", renderer.moved_script)
    return (
        script,
        *(Asset(page.path, partial(renderer.moved, guide, page, script.path)) for page in pages),
    )


def _chart(page: Page, make: Callable[[Page], Made]) -> Asset:
    return Asset(addresses.chart_file(page.subject), lambda: make(page).chart or "")


def hashed(path: str, content: bytes) -> str:
    """A file name that changes with its content, so that browsers may keep it for ever."""
    stem, dot, ending = path.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{dot}{ending}"


def _hashed(path: str, made: Part) -> Asset:
    text = made()
    return Asset(hashed(path, text.encode()), lambda: text)


def _loaded(name: Name, path: str, text: str) -> tuple[Asset, ...]:
    """A file that all pages load; none when it would be empty."""
    return (name(path, lambda: text),) if text.strip() else ()


def _feed_link(guide: Guide, files: Iterable[str]) -> dict[str, Any]:
    """What a page says of the feed, if there is one."""
    return {"feed": {"path": feed.PATH, "title": feed.title(guide)}} if feed.PATH in files else {}
