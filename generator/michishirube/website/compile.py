"""The pipeline: compiles a project folder to a site.

Used by the MkDocs plugin, the command line and tests. It writes no files and never raises for
invalid content: if there are errors, `site` is None and the diagnostics say why. Documents and
assets are rendered on demand, when their content is first accessed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import starmap
from pathlib import Path

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
from michishirube.reading.loader import LoadResult
from michishirube.website import machine, page_html, web_manifest
from michishirube.website.machine import feed
from michishirube.website.page_factory import RenderedPage, maker
from michishirube.website.page_html import RenderedBlock
from michishirube.website.pages import Page, navigation, pages_of
from michishirube.website.render import Renderer, front_matter, theme_context

Part = Callable[[], str | bytes]
"""Renders the content of a file on demand; pure."""


@dataclass(frozen=True, slots=True)
class CompiledDocument:
    """A page.

    Attributes:
        path: Path of its Markdown document relative to the docs folder; site generators identify
            pages by it.
        name: Title in menus.
        front: Front matter.
        edit_path: The file it comes from with the line, relative to the project root
            (`content/stages/x.yml#L23`), or a folder if it comes from many files.
        made: Renders the blocks.
        changed: When its content was last changed, if known.
    """

    path: str
    name: str
    front: Mapping[str, object]
    edit_path: str | None
    made: Callable[[], tuple[RenderedBlock, ...]] = field(repr=False, compare=False)
    changed: dt.datetime | None = None

    @property
    def blocks(self) -> tuple[RenderedBlock, ...]:
        """The blocks with their HTML, rendered on demand."""
        return self.made()

    @property
    def html(self) -> Markup:
        """The page without the theme."""
        return page_html.join(self.blocks)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that is published unchanged."""

    path: str
    made: Part = field(repr=False, compare=False)

    @property
    def content(self) -> bytes:
        """Its content, rendered on demand."""
        return _bytes(self.made())


@dataclass(frozen=True)
class CompiledSite:
    """The documents and assets of a guide.

    Attributes:
        guide: The guide.
        documents: The pages.
        assets: All other files.
        navigation: The menu in the format of MkDocs' `nav`.
        theme_context: Variables for the theme's templates.
        stylesheets: Paths of the assets that every page loads.
        scripts: Paths of the assets that every page loads.
        logo: Path of the guide's own sign, "" if it has none.
    """

    guide: Guide
    documents: tuple[CompiledDocument, ...]
    assets: tuple[Asset, ...]
    navigation: list[object]
    theme_context: Mapping[str, object]
    stylesheets: tuple[str, ...]
    scripts: tuple[str, ...]
    logo: str = ""

    @cached_property
    def _owners(self) -> Mapping[str, str]:
        return owners(self.guide)

    def owner(self, path: str) -> str:
        """Return the source of a published file as `file:line`.

        Files derived from the whole guide, and those of templates, are attributed to the settings.
        """
        known = self._owners
        if path.endswith(".md"):
            path = path.removesuffix(".md") + ".html"
        return known.get(path) or f"{SETTINGS}:1"


class PreviewState:
    """State that a preview keeps between compilations: parsed files and templates."""

    def __init__(self) -> None:
        self.files = FileCache()
        self._tools: tuple[object, Renderer] | None = None

    def renderer(self, *templates: Path) -> Renderer:
        """Return the renderer, reloaded if a template has changed."""
        state = [stamps(folder) for folder in templates]
        if self._tools is None or self._tools[0] != state:
            self._tools = state, Renderer(*templates)
        return self._tools[1]


@dataclass(frozen=True)
class CompileResult:
    """The result of a run: the site, or None if there are errors, and the diagnostics."""

    site: CompiledSite | None
    loaded: LoadResult

    @property
    def diagnostics(self) -> Diagnostics:
        """All diagnostics of the run."""
        return self.loaded.diagnostics


def compile_site(
    root: Path, templates: Path | Sequence[Path], preview: PreviewState | None = None
) -> CompileResult:
    """Load, check and compile a project.

    Args:
        root: The project root.
        templates: The folder of templates, or several of which a file in the first one hides that
            of the same path in the next (`Project.templates`).
        preview: Caches of a preview. With it only changed files are read, and shared assets keep
            fixed names: names with a content hash would require rendering the search index.
    """
    loaded = check_project(root, preview.files if preview else None)
    if loaded.guide is None or loaded.diagnostics.has_errors:
        return CompileResult(None, loaded)
    folders = (templates,) if isinstance(templates, Path) else templates
    renderer = preview.renderer(*folders) if preview else Renderer(*folders)
    name = Asset if preview else _hashed
    return CompileResult(_site(loaded.guide, renderer, read_history(root), name), loaded)


Name = Callable[[str, Part], Asset]
"""Creates an asset from a path and its renderer; may add a content hash to the path."""


def _site(guide: Guide, renderer: Renderer, history: History, name: Name) -> CompiledSite:
    pages = pages_of(guide)
    make = maker(guide, renderer)
    for_machines = machine.files(guide, history)
    styles = _loaded(name, "assets/guide.css", renderer.stylesheet(guide.site.colour))
    scripts = (
        *_loaded(name, "assets/guide.js", renderer.scripts.of_guide(guide)),
        *_loaded(name, "assets/frame.js", renderer.scripts.of_frame),
    )
    search = name("assets/search.js", partial(renderer.scripts.of_search, guide))
    logo = _logo(guide, name)
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
            *logo,
            *(_chart(page, make) for page in pages if page.kind == "steps"),
            *_moved(guide, renderer, name),
            Asset(addresses.CHART_MARKS, partial(flowchart.marks, guide.trees.values())),
            *starmap(Asset, for_machines.items()),
            Asset(web_manifest.PATH, lambda: manifest),
        ),
        navigation=navigation(guide, pages),
        theme_context=context | {"colours": colours},
        stylesheets=tuple(asset.path for asset in styles),
        scripts=tuple(asset.path for asset in scripts),
        logo=logo[0].path if logo else "",
    )


def _document(
    guide: Guide, page: Page, make: Callable[[Page], RenderedPage], history: History
) -> CompiledDocument:
    return CompiledDocument(
        page.source,
        page.name,
        front_matter(page),
        page.edit_path,
        lambda: make(page).blocks,
        latest(history, feed.files_behind(guide, page)),
    )


def _moved(guide: Guide, renderer: Renderer, name: Name) -> tuple[Asset, ...]:
    """Return the redirect pages at former addresses."""
    pages = tuple(moved_pages(guide))
    if not pages:
        return ()
    script = name("assets/moved.js", lambda: renderer.scripts.of_moved_pages)
    return (
        script,
        *(Asset(page.path, partial(renderer.moved, guide, page, script.path)) for page in pages),
    )


def _chart(page: Page, make: Callable[[Page], RenderedPage]) -> Asset:
    return Asset(addresses.chart_file(page.subject), lambda: _svg(make(page)))


def _svg(page: RenderedPage) -> str:
    return page.chart.svg if page.chart else ""


def hashed(path: str, content: bytes) -> str:
    """Insert a content hash into a file name, so that browsers can cache the file forever."""
    stem, dot, ending = path.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{dot}{ending}"


def _hashed(path: str, made: Part) -> Asset:
    content = made()
    return Asset(hashed(path, _bytes(content)), lambda: content)


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


def _logo(guide: Guide, name: Name) -> tuple[Asset, ...]:
    """Return the guide's own sign, if it has one."""
    logo = guide.logo
    return (name(f"assets/logo.{logo.ending}", lambda: logo.data),) if logo else ()


def _loaded(name: Name, path: str, text: str) -> tuple[Asset, ...]:
    """Return a file that all pages load; none if it would be empty."""
    return (name(path, lambda: text),) if text.strip() else ()


def _feed_link(guide: Guide, files: Iterable[str]) -> dict[str, object]:
    """Return the feed's template variables, if there is a feed."""
    return {"feed": {"path": feed.PATH, "title": feed.title(guide)}} if feed.PATH in files else {}
