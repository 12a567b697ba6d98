"""A project folder → everything that is published: the pipeline, read from top to bottom.

For the MkDocs plugin, the command line and tests alike. Nothing is written and
nothing raised for content: with errors, `site` is None and the findings say why.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import starmap
from pathlib import Path
from typing import Any

from generator import machine, web_manifest
from generator.checks import check_project
from generator.diagnostics import Diagnostics
from generator.load import Loaded
from generator.machine import feed
from generator.making import ChartFile, Made, make_pages
from generator.memory import Memory
from generator.model import Guide
from generator.pages import Page, navigation, pages_of
from generator.reading import Files, stamps
from generator.render import Renderer, front_matter, head_of, theme_context
from generator.revisions import History, latest, read_history


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


class Preview:
    """What a preview keeps from one compilation to the next."""

    def __init__(self) -> None:
        self.files = Files()
        self.pages: Memory[Made] = Memory()
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
    renderer = preview.renderer(templates) if preview else Renderer(templates)
    memory = preview.pages if preview else None
    name = _as_named if preview else _hashed
    return Compiled(_site(loaded.guide, renderer, read_history(root), memory, name), loaded)


def _site(
    guide: Guide, renderer: Renderer, history: History, memory: Memory[Made] | None, name: Name
) -> CompiledSite:
    pages = pages_of(guide)
    besides = (lambda: machine.files(guide, history), lambda: renderer.search_script(guide))
    made, (for_machines, search_script) = make_pages(guide, renderer, pages, besides, memory)
    charts = [chart for each in made for chart in each.charts]
    styles = name("assets/guide.css", _styles(renderer, charts))
    scripts = (
        *name("assets/guide.js", renderer.script(guide)),
        *name("assets/frame.js", renderer.frame_script()),
    )
    (search,) = name("assets/search.js", search_script)
    colours = web_manifest.colours(renderer.tokens())
    files = {chart.path: chart.svg for chart in charts} | for_machines
    files |= {web_manifest.PATH: web_manifest.manifest(guide.site, colours)}
    context = theme_context(guide, search.path) | _feed_link(guide, for_machines)
    return CompiledSite(
        guide=guide,
        documents=_documents(guide, pages, made, history),
        assets=(*styles, *scripts, search, *starmap(_asset, files.items())),
        navigation=navigation(guide, pages),
        theme_context=context | {"colours": colours},
        stylesheets=tuple(asset.path for asset in styles),
        scripts=tuple(asset.path for asset in scripts),
    )


def _documents(
    guide: Guide, pages: Sequence[Page], made: Sequence[Made], history: History
) -> tuple[Document, ...]:
    return tuple(
        Document(
            page.source,
            page.name,
            front_matter(page),
            each.body,
            page.edit_path,
            latest(history, feed.files_behind(guide, page)),
        )
        for page, each in zip(pages, made, strict=True)
    )


def _asset(path: str, text: str) -> Asset:
    return Asset(path, text.encode())


def hashed(path: str, content: bytes) -> str:
    """A file name that changes with its content, so that browsers may keep it for ever."""
    stem, dot, ending = path.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{dot}{ending}"


Name = Callable[[str, str], tuple[Asset, ...]]
"""Makes a file that all pages load of a path and a text; none when it would be empty."""


def _hashed(path: str, text: str) -> tuple[Asset, ...]:
    content = text.encode()
    return (Asset(hashed(path, content), content),) if text.strip() else ()


def _as_named(path: str, text: str) -> tuple[Asset, ...]:
    return (_asset(path, text),) if text.strip() else ()


def _styles(renderer: Renderer, charts: Iterable[ChartFile]) -> str:
    """All styles. Those of charts are here since pages may hold none (generator/policy.py)."""
    rules = dict.fromkeys(rule for chart in charts for rule in chart.style.split("\n") if rule)
    return "\n".join([renderer.stylesheet(), *rules])


def _feed_link(guide: Guide, files: Iterable[str]) -> dict[str, Any]:
    """What a page says of the feed, if there is one."""
    return {"feed": {"path": feed.PATH, "title": feed.title(guide)}} if feed.PATH in files else {}
