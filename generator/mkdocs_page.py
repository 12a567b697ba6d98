"""A page as MkDocs handles it: nothing is left to convert, the theme is put around it elsewhere.

MkDocs renders one page after the other. So pages are finished before it comes to
that, in several processes (see `generator.parallel`), and it is given a template
that only holds what is finished.
"""

from __future__ import annotations

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


class GuidePage(Page):
    """One of the guide's documents.

    MkDocs' own page would parse the head as YAML and run Markdown over the body,
    which together take a third of a build.
    """

    def __init__(self, document: Document, file: File, config: MkDocsConfig) -> None:
        super().__init__(document.name, file, config)
        self.document = document
        self.finished = ""
        # The site map tells when a page's content changed, where that is known.
        if document.changed:
            self.update_date = f"{document.changed:%Y-%m-%d}"

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
        """Let go of what is finished."""
        self.content = ""
        self.toc = TableOfContents([])


class Finished:
    """Pages with the theme around them; good as long as nothing around them changes."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Document, str]] = {}

    def finish(self, env: Environment, config: MkDocsConfig, files: Files, nav: Navigation) -> None:
        """Put the theme around all pages of the guide; `env` gets a template that holds them."""
        pages = [file.page for file in files if isinstance(file.page, GuidePage)]
        around = files.documentation_pages()

        def finished(page: GuidePage) -> str:
            page.fill()
            page.active = True  # What is beside it in the menu is shown open.
            try:
                return env.get_template(THEME).render(get_context(nav, around, config, page))
            finally:
                page.active = False
                page.empty()

        env.get_template(THEME)  # Read once, not in each process.
        missing = [page for page in pages if not self._has(page.document)]
        for page, html in zip(missing, spread(finished, missing), strict=True):
            self._known[page.document.path] = page.document, html
        for page in pages:
            page.finished = self._known[page.document.path][1]
            page.meta["template"] = FINISHED
        _add_template(env)

    def _has(self, document: Document) -> bool:
        known = self._known.get(document.path)
        return known is not None and known[0] == document


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
