"""A page as MkDocs handles it: nothing is left to convert, the theme is put around it elsewhere.

MkDocs renders one page after the other. So a build finishes its pages before it comes to
that, in several processes (see `generator.parallel`), and is given a template
that only holds what is finished. A preview finishes a page when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, DictLoader, Environment
from markdown.extensions.toc import nest_toc_tokens
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents, get_toc

from generator.compile import Document
from generator.convert import convert
from generator.parallel import spread

THEME = "main.html"
FINISHED = "finished.html"
"""Our template of a page that is finished already."""
MOST_IN_MEMORY = 4_000
"""Above so many pages they wait in the site's folder: ten thousand would fill a gigabyte."""

Finish = Callable[["GuidePage"], bytes]


class GuidePage(Page):
    """One of the guide's documents.

    MkDocs' own page would parse the head as YAML and run Markdown over the body,
    which together take a third of a build.
    """

    def __init__(self, document: Document, file: File, config: MkDocsConfig) -> None:
        super().__init__(document.name, file, config)
        self.meta = dict(document.front)
        self.document: Document | None = document
        self._html: bytes | None = None
        # The site map tells when a page's content changed, where that is known.
        if document.changed:
            self.update_date = f"{document.changed:%Y-%m-%d}"

    @property
    def finished(self) -> str:
        """The whole page, after `take`."""
        if self._html is None:
            return Path(self.file.abs_dest_path).read_text(encoding="utf-8")
        return self._html.decode()

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - see Page
        """Nothing: what MkDocs would read was there from the beginning, or comes with `fill`."""
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - see Page
        """Nothing yet: see `fill`. Links are checked before there are pages (generator/checks)."""
        self.content = ""
        self.links_to_anchors = {}

    def fill(self) -> None:
        """Take the HTML, and the headings for the table of contents."""
        converted = convert(self.document.body if self.document else "")
        tokens: list[Any] = [
            {"level": each.level, "id": each.id, "name": each.words} for each in converted.headings
        ]
        self.content = converted.html
        self.toc = get_toc(nest_toc_tokens(tokens))

    def empty(self) -> None:
        """Let go of what `fill` took."""
        self.content = ""
        self.toc = TableOfContents([])

    def take(self, html: bytes, *, in_memory: bool) -> None:
        """Be finished: in memory, or in the site until MkDocs writes it there once more."""
        self.meta["template"] = FINISHED
        self.document = None
        if in_memory:
            self._html = html
            return
        path = Path(self.file.abs_dest_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(html)


class UnwrittenFile(File):
    """A file that MkDocs, when it writes only what has changed, never writes."""

    def is_modified(self) -> bool:
        """Never; see `generator.serving`, which does the writing."""
        return False


def finisher(env: Environment, config: MkDocsConfig, files: Files, nav: Navigation) -> Finish:
    """What puts the theme around a page; `env` gets a template for pages that have it."""
    around = files.documentation_pages()

    def finish(page: GuidePage) -> bytes:
        page.fill()
        page.active = True  # What is beside it in the menu is shown open.
        try:
            context = get_context(nav, around, config, page)
            return env.get_template(THEME).render(context).encode()
        finally:
            page.active = False
            page.empty()

    if not isinstance(env.loader, _WithFinished):
        ours = DictLoader({FINISHED: "{{ page.finished }}"})
        env.loader = _WithFinished([ours, env.loader or BaseLoader()])
    env.get_template(THEME)  # Read once, not in each process.
    return finish


def finish_all(finish: Finish, pages: list[GuidePage]) -> None:
    """Finish pages on all cores; MkDocs writes them."""
    for page, html in zip(pages, spread(finish, pages), strict=True):
        page.take(html, in_memory=len(pages) <= MOST_IN_MEMORY)


class _WithFinished(ChoiceLoader):
    """The theme's templates, and ours for pages that are finished."""

    _names: list[str] | None = None

    def list_templates(self) -> list[str]:
        """Without what is hidden: thousands of icons, which MkDocs would look through each time."""
        if self._names is None:
            self._names = [name for name in super().list_templates() if name[0] != "."]
        return self._names
