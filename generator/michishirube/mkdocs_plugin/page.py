"""A page as MkDocs handles it: nothing is left to convert, and somebody else writes it.

MkDocs renders and writes one page after the other, with each build. Here a build writes all
files of the guide itself, in several processes (see `support.workers`), and a preview those
that somebody asks for (see `mkdocs_plugin.dev_server`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, DictLoader, Environment, FileSystemLoader
from markdown.extensions.toc import nest_toc_tokens
from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents, get_toc

from michishirube.mkdocs_plugin.html_document import convert
from michishirube.support import escaping
from michishirube.support.template_loader import TemplateLoader
from michishirube.support.workers import map_parallel
from michishirube.website.compile import CompiledDocument

THEME = "main.html"
WRITTEN = "written.html"
"""What MkDocs makes of our pages: nothing, and it doesn't write a page without words."""

Maker = Callable[[], bytes]
"""Makes a file of the site."""
Finish = Callable[["GuidePage"], bytes]
Keep = Callable[..., Markup]
"""Gives a part of the theme by its name; how to make it, Jinja passes as `caller`."""


class GuidePage(Page):
    """One of the guide's documents.

    MkDocs' own page would parse the head as YAML and run Markdown over the body,
    which together take a third of a build.
    """

    content: Markup | None
    """The only value that the theme prints without escaping it (see `escape_by_itself`)."""

    def __init__(self, document: CompiledDocument, file: File, config: MkDocsConfig) -> None:
        super().__init__(document.name, file, config)
        self.meta = {**document.front, "template": WRITTEN}
        self.document = document
        # The site map tells when a page's content changed, where that is known.
        if document.changed:
            self.update_date = f"{document.changed:%Y-%m-%d}"

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - see Page
        """Nothing: what MkDocs would read was there from the beginning, or comes with `fill`."""
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - see Page
        """Nothing yet: see `fill`. Links are checked before there are pages (`checks.rules`)."""
        self.content = Markup("")
        self.links_to_anchors = {}

    def fill(self) -> None:
        """Take the HTML, and the headings for the table of contents."""
        converted = convert(self.document.body)
        tokens: list[Any] = [
            {"level": each.level, "id": each.id, "name": each.words} for each in converted.headings
        ]
        self.content = converted.html
        self.toc = get_toc(nest_toc_tokens(tokens))

    def empty(self) -> None:
        """Let go of what `fill` took."""
        self.content = Markup("")
        self.toc = TableOfContents([])


def escape_by_itself(env: Environment) -> None:
    """Have the theme escape whatever it prints, before any of its templates is read.

    MkDocs' environment prints texts as they are, and so do the theme's templates: a title was
    markup on every page. Now only a value of the type `Markup` is; from the guide comes one,
    a page's content with its headings, which the core's own templates have escaped.
    """
    env.autoescape = True
    env.finalize = escaping.for_templates
    env.filters["e"] = env.filters["escape"] = escaping.inert


class UnwrittenFile(File):
    """A page's file, in which MkDocs has nothing to do when it asks what has changed."""

    def is_modified(self) -> bool:
        """Never: pages are written by us."""
        return False


def load_with_care(env: Environment) -> None:
    """Read the theme's templates as ours are read: plain files only, and no huge ones."""
    if isinstance(env.loader, FileSystemLoader):
        env.loader = TemplateLoader(env.loader.searchpath)


def finisher(env: Environment, config: MkDocsConfig, files: Files, nav: Navigation) -> Finish:
    """What puts the theme around a page; `env` gets a template for pages that are written."""
    around = files.documentation_pages()
    kept = KeptParts(nav)

    def finish(page: GuidePage) -> bytes:
        page.fill()
        page.active = True  # What is beside it in the menu is shown open.
        try:
            context = {**get_context(nav, around, config, page), "kept": kept.around(page)}
            return env.get_template(THEME).render(context).encode()
        finally:
            page.active = False
            page.empty()

    if not isinstance(env.loader, _WithWritten):
        env.loader = _WithWritten([DictLoader({WRITTEN: ""}), env.loader or BaseLoader()])
    env.globals["kept"] = _made_anew  # For what MkDocs renders by itself, as the page of an error.
    env.get_template(THEME)  # Read once, not in each process.
    return finish


class KeptParts:
    """Parts of the theme that look the same around many pages: made once for them.

    Such a part may depend on the site, and on the folder that a page's links start from. To make
    them for each page takes half of the theme's time.
    """

    def __init__(self, nav: Navigation) -> None:
        self._in_menu = frozenset(page.url for page in nav.pages)
        self._made: dict[tuple[str, str], Markup] = {}

    def around(self, page: Page) -> Keep:
        """What gives the parts for a page; one that is marked in the menu has its own."""
        if page.url in self._in_menu:
            return _made_anew
        folder = page.url.rpartition("/")[0]

        def keep(name: str, caller: Callable[[], Markup]) -> Markup:
            if (folder, name) not in self._made:
                self._made[folder, name] = caller()
            return self._made[folder, name]

        return keep


def _made_anew(_name: str, caller: Callable[[], Markup]) -> Markup:
    return caller()


def write_all(folder: Path, makers: Mapping[str, Maker]) -> None:
    """Make and write files of the site, on all cores."""
    # In this order a tree's page has the file of its chart beside it, which is made with it.
    for _ in map_parallel(lambda path: write(folder / path, makers[path]), sorted(makers)):
        pass


def write(target: Path, make: Maker) -> None:
    """Make and write one file, with its folders."""
    content = make()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


class _WithWritten(ChoiceLoader):
    """The theme's templates, and ours for pages that are written."""

    _names: list[str] | None = None

    def list_templates(self) -> list[str]:
        """Without what is hidden: thousands of icons, which MkDocs would look through each time."""
        if self._names is None:
            self._names = [name for name in super().list_templates() if name[0] != "."]
        return self._names
