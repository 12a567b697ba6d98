"""A project folder → everything that is published: the pipeline, read from top to bottom.

For the MkDocs plugin, the command line and tests alike. Nothing is written and
nothing raised for content: with errors, `site` is None and the findings say why.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from generator import machine, web_manifest
from generator.checks import check_project
from generator.diagnostics import Diagnostics
from generator.flowchart import chart_for
from generator.load import Loaded
from generator.machine import feed
from generator.memory import Memory, Read, watched
from generator.model import Guide
from generator.pages import Page, navigation, pages_of
from generator.parallel import spread
from generator.places import chart_file
from generator.reading import Files, stamps
from generator.render import Renderer, front_matter, head_of, theme_context
from generator.revisions import latest, read_history
from generator.uses import Uses, uses_of


@dataclass(frozen=True, slots=True)
class Document:
    """A page as Markdown: its path in the docs folder, what it says of itself, and its body.

    `name` is its title in menus, `edit_path` the file it was made from with the
    line, seen from the project's root (`content/stages/x.yml#L23`), or a folder
    when the page is made of many files; `changed` is when its content last
    changed, if that is known.
    """

    path: str
    name: str
    front: Mapping[str, object]
    body: str
    edit_path: str | None
    changed: dt.datetime | None = None

    @property
    def text(self) -> str:
        """The whole document, as any Markdown site generator takes it."""
        return head_of(self.front) + self.body


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that is published as it is."""

    path: str
    content: bytes


@dataclass(frozen=True)
class CompiledSite:
    """The finished documents and assets of a guide, and its navigation for MkDocs.

    `theme_context` is what the theme's own templates say, `stylesheets` and
    `scripts` name those of the assets that every page loads.
    """

    guide: Guide
    documents: tuple[Document, ...]
    assets: tuple[Asset, ...]
    navigation: list[object]
    theme_context: Mapping[str, Any]
    stylesheets: tuple[str, ...]
    scripts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _ChartFile:
    """A flowchart as a file, and the rules for the site's style sheet that it brings."""

    path: str
    svg: str
    style: str


@dataclass(frozen=True, slots=True)
class _Made:
    """What rendering a page gives."""

    body: str
    charts: tuple[_ChartFile, ...] = ()


class Preview:
    """What a preview keeps from one compilation to the next."""

    def __init__(self) -> None:
        self.files = Files()
        self.pages: Memory[_Made] = Memory()
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
    """Read a project, check it and make its pages; `templates` says how they look.

    A `preview` remembers what was made, and makes only what has changed; its shared files keep
    their names, or every page would change with each of them.
    """
    loaded = check_project(root, preview.files if preview else None)
    if loaded.guide is None or loaded.diagnostics.has_errors:
        return Compiled(None, loaded)
    guide = loaded.guide
    renderer = preview.renderer(templates) if preview else Renderer(templates)
    pages = pages_of(guide)
    by_file = read_history(root)
    made, (for_machines, search_script) = _pages(
        guide,
        renderer,
        pages,
        preview.pages if preview else Memory(),
        (
            lambda: {path: text.encode() for path, text in machine.files(guide, by_file).items()},
            lambda: renderer.search_script(guide),
        ),
    )
    shared = _as_named if preview else _hashed
    charts = [chart for each in made for chart in each.charts]
    styles = shared("assets/guide.css", _styles(renderer, charts))
    scripts = (
        *shared("assets/guide.js", renderer.script(guide)),
        *shared("assets/frame.js", renderer.frame_script()),
    )
    colours = web_manifest.colours(renderer.tokens())
    manifest = web_manifest.manifest(guide.site, colours).encode()
    (search,) = shared("assets/search.js", search_script)
    site = CompiledSite(
        guide=guide,
        documents=tuple(
            Document(
                page.source,
                page.name,
                front_matter(page),
                each.body,
                page.edit_path,
                latest(by_file, feed.files_behind(guide, page)),
            )
            for page, each in zip(pages, made, strict=True)
        ),
        assets=(
            *styles,
            *scripts,
            search,
            *(Asset(chart.path, chart.svg.encode()) for chart in charts),
            *(Asset(path, content) for path, content in for_machines.items()),
            Asset(web_manifest.PATH, manifest),
        ),
        navigation=navigation(guide, pages),
        theme_context=theme_context(guide, search.path)
        | _feed_link(guide, for_machines)
        | {"colours": colours},
        stylesheets=tuple(asset.path for asset in styles),
        scripts=tuple(asset.path for asset in scripts),
    )
    return Compiled(site, loaded)


def hashed(path: str, content: bytes) -> str:
    """A file name that changes with its content, so that browsers may keep it for ever."""
    stem, dot, ending = path.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{dot}{ending}"


def _hashed(path: str, text: str) -> tuple[Asset, ...]:
    """A file that all pages load, none when it would be empty."""
    content = text.encode()
    return (Asset(hashed(path, content), content),) if text.strip() else ()


def _as_named(path: str, text: str) -> tuple[Asset, ...]:
    """The same under the name that it has."""
    return (Asset(path, text.encode()),) if text.strip() else ()


def _pages(
    guide: Guide,
    renderer: Renderer,
    pages: Sequence[Page],
    memory: Memory[_Made],
    besides: tuple[Callable[[], Any], ...],
) -> tuple[list[_Made], list[Any]]:
    """What each page is made of, as far as possible from memory; and what `besides` give."""
    uses = uses_of(guide)
    memory.begin(guide, uses, renderer)

    def make(page: Page) -> tuple[_Made, AbstractSet[Read]]:
        read_guide, read_uses, reads = watched(guide, uses)
        return _make(read_guide, renderer, read_uses, page), reads

    missing = [page for page in pages if memory.recall(page.path, page) is None]
    # Together, so that all cores have work to the end.
    work: list[Callable[[], Any]] = [*besides, *(partial(make, page) for page in missing)]
    done = spread(lambda each: each(), work)
    for page, (made, reads) in zip(missing, done[len(besides) :], strict=True):
        memory.keep(page.path, page, made, reads)
    found = (memory.recall(page.path, page) for page in pages)
    return [made for made in found if made is not None], done[: len(besides)]


def _make(guide: Guide, renderer: Renderer, uses: Uses, page: Page) -> _Made:
    """A page's body; with the chart of its tree, which readers can take along as a file."""
    if page.kind != "tree":
        return _Made(renderer.body(guide, page, uses))
    chart = chart_for(guide, guide.trees[page.subject])
    drawn = _ChartFile(chart_file(page.subject), chart.svg, chart.style)
    return _Made(renderer.body(guide, page, uses, chart), (drawn,))


def _styles(renderer: Renderer, charts: Iterable[_ChartFile]) -> str:
    """All styles. Those of charts are here since pages may hold none (generator/policy.py)."""
    rules = dict.fromkeys(rule for chart in charts for rule in chart.style.split("\n") if rule)
    return "\n".join([renderer.stylesheet(), *rules])


def _feed_link(guide: Guide, files: Iterable[str]) -> dict[str, Any]:
    """What a page says of the feed, if there is one."""
    return {"feed": {"path": feed.PATH, "title": feed.title(guide)}} if feed.PATH in files else {}
