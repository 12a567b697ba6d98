"""A page as MkDocs handles it, which is finished already: nothing is left to convert."""

from __future__ import annotations

from typing import Any

from markdown.extensions.toc import nest_toc_tokens
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from generator.compile import Document
from generator.convert import convert


class GuidePage(Page):
    """One of the guide's documents.

    MkDocs' own page would parse the head as YAML and run Markdown over the body,
    which together take a third of a build.
    """

    def __init__(self, document: Document, file: File, config: MkDocsConfig) -> None:
        super().__init__(document.name, file, config)
        self._document = document
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
