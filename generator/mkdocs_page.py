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
from mkdocs.structure.toc import get_toc

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
        self._document = document
        self.finished = ""
        # The site map tells when a page's content changed, where that is known.
        if document.changed:
            self.update_date = f"{document.changed:%Y-%m-%d}"

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - see Page
        """Take head and body as they are."""
        self.markdown = self._document.body
        self.meta = dict(self._document.front)

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - see Page
        """Take the HTML, and the headings for the table of contents."""
        converted = convert(self._document.body)
        tokens: list[Any] = [
            {"level": each.level, "id": each.id, "name": each.words} for each in converted.headings
        ]
        self.content = converted.html
        self.toc = get_toc(nest_toc_tokens(tokens))
        self.present_anchor_ids = {each.id for each in converted.headings}
        self.links_to_anchors = {}


def finish(env: Environment, config: MkDocsConfig, files: Files, nav: Navigation) -> None:
    """Put the theme around all pages of the guide, and let `env` know of the template for them."""
    pages = [file.page for file in files if isinstance(file.page, GuidePage)]
    around = files.documentation_pages()

    def fill(page: GuidePage) -> str:
        page.active = True  # What is beside it in the menu is shown open.
        try:
            return env.get_template(THEME).render(get_context(nav, around, config, page))
        finally:
            page.active = False

    env.get_template(THEME)  # Read once, not in each process.
    for page, finished in zip(pages, spread(fill, pages), strict=True):
        page.finished = finished
        page.meta["template"] = FINISHED
    theme = env.loader or BaseLoader()
    env.loader = ChoiceLoader([DictLoader({FINISHED: "{{ page.finished }}"}), theme])
