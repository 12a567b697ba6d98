"""A page as MkDocs handles it: nothing is left to convert, the theme is put around it elsewhere.

MkDocs renders one page after the other. So pages are finished before it comes to
that, in several processes (see `generator.parallel`), and it is given a template
that only holds what is finished.
"""

from __future__ import annotations

from dataclasses import replace
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


class GuidePage(Page):
    """One of the guide's documents.

    MkDocs' own page would parse the head as YAML and run Markdown over the body,
    which together take a third of a build.
    """

    def __init__(self, document: Document, file: File, config: MkDocsConfig) -> None:
        super().__init__(document.name, file, config)
        self.document = document
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
        """Take head and body as they are."""
        self.markdown = self.document.body
        self.meta = dict(self.document.front)

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - see Page
        """Nothing yet: see `fill`. Links are checked before there are pages (generator/checks)."""
        self.content = ""
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
        self.content = ""
        self.toc = TableOfContents([])

    def take(self, html: bytes, *, in_memory: bool) -> None:
        """Be finished: in memory, or in the site until MkDocs writes it there once more."""
        self.meta["template"] = FINISHED
        if in_memory:
            self._html = html
            return
        path = Path(self.file.abs_dest_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(html)
        self.markdown = ""
        self.document = replace(self.document, body="")


class Finished:
    """Pages with the theme around them; in a preview, good while nothing around them changes."""

    def __init__(self, *, lasting: bool) -> None:
        self._lasting = lasting
        self._known: dict[str, tuple[Document, bytes]] = {}

    def finish(self, env: Environment, config: MkDocsConfig, files: Files, nav: Navigation) -> None:
        """Put the theme around all pages of the guide; `env` gets a template that holds them."""
        around = files.documentation_pages()

        def finished(page: GuidePage) -> bytes:
            page.fill()
            page.active = True  # What is beside it in the menu is shown open.
            try:
                context = get_context(nav, around, config, page)
                return env.get_template(THEME).render(context).encode()
            finally:
                page.active = False
                page.empty()

        env.get_template(THEME)  # Read once, not in each process.
        missing = []
        for page in (file.page for file in files if isinstance(file.page, GuidePage)):
            document, html = self._known.get(page.document.path, (None, b""))
            if document == page.document:
                page.take(html, in_memory=True)
            else:
                missing.append(page)
        for page, html in zip(missing, spread(finished, missing), strict=True):
            if self._lasting:
                self._known[page.document.path] = page.document, html
            page.take(html, in_memory=self._lasting or len(missing) <= MOST_IN_MEMORY)
        _add_template(env)


def _add_template(env: Environment) -> None:
    if not isinstance(env.loader, _WithFinished):
        ours = DictLoader({FINISHED: "{{ page.finished }}"})
        env.loader = _WithFinished([ours, env.loader or BaseLoader()])


class _WithFinished(ChoiceLoader):
    """The theme's templates, and ours for pages that are finished."""

    _names: list[str] | None = None

    def list_templates(self) -> list[str]:
        """Without what is hidden: thousands of icons, which MkDocs would look through each time."""
        if self._names is None:
            self._names = [name for name in super().list_templates() if name[0] != "."]
        return self._names
