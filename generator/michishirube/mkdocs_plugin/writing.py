"""Renders pages within the theme and writes the files of the site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from michishirube.mkdocs_plugin.page import GuidePage
from michishirube.mkdocs_plugin.theme import CachedParts
from michishirube.support.workers import map_parallel
from michishirube.website.compile import CompiledSite

THEME = "main.html"

Maker = Callable[[], bytes]
"""Returns the content of a file."""
Finish = Callable[[GuidePage], bytes]
"""Returns the HTML of a page within the theme."""


def makers(finish: Finish, files: Files, site: CompiledSite | None) -> dict[str, Maker]:
    """Return a function for each file of the site: pages and assets, by path."""
    pages = [file.page for file in files if isinstance(file.page, GuidePage)]
    found: dict[str, Maker] = {page.file.dest_uri: partial(finish, page) for page in pages}
    for asset in site.assets if site else ():
        found[asset.path] = partial(getattr, asset, "content")
    return found


def finisher(env: Environment, config: MkDocsConfig, files: Files, nav: Navigation) -> Finish:
    """Return the function that renders a page within the theme."""
    around = files.documentation_pages()
    kept = CachedParts(nav)

    def finish(page: GuidePage) -> bytes:
        page.fill()
        page.active = True  # What is beside it in the menu is shown open.
        try:
            # Workaround (MkDocs 1.6.1): it gives what templates may use to pages that it writes
            # itself only; the function isn't documented.
            # Tested by `test_templates_get_what_mkdocs_gives_them`.
            context = {**get_context(nav, around, config, page), "kept": kept.around(page)}
            return env.get_template(THEME).render(context).encode()
        finally:
            page.active = False
            page.empty()

    env.get_template(THEME)  # Read once, not in each process.
    return finish


def write_all(folder: Path, makers: Mapping[str, Maker]) -> None:
    """Write files, on all cores."""
    # In this order a tree's page has the file of its chart beside it, which is made with it.
    for _ in map_parallel(lambda path: write(folder / path, makers[path]), sorted(makers)):
        pass


def write(target: Path, make: Maker) -> None:
    """Write a file, and create its folders."""
    content = make()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
