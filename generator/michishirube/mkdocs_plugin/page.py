"""Pages and files that leave MkDocs nothing to convert or write.

MkDocs renders and writes one page after the other, in every build. Here a build writes all files
itself, in several processes (`support.workers`), and a preview writes them on demand
(`dev_server`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markdown.extensions.toc import nest_toc_tokens
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents, get_toc

from michishirube.support import escaping
from michishirube.website.blocks import Heading
from michishirube.website.compile import CompiledDocument

WRITTEN = "written.html"
"""Name of the empty template that MkDocs renders for our pages."""

Keep = Callable[..., Markup]
"""Renders a part of the theme by name; called by Jinja's `call` with `caller`, which renders it."""


class GuidePage(Page):
    """A page of the guide."""

    content: Markup | None
    """The only value that the theme prints unescaped, see `theme.escape_by_itself`."""

    def __init__(self, document: CompiledDocument, file: File, config: MkDocsConfig) -> None:
        super().__init__(document.name, file, config)
        # Workaround (MkDocs 1.6.1): it writes one page after the other, in one process, and has no
        # event to prevent it; but it writes none whose template gives nothing.
        # Tested by `test_mkdocs_writes_no_page_of_ours`.
        self.meta = {**document.front, "template": WRITTEN}
        self.document = document
        # The site map tells when a page's content changed, where that is known.
        if document.changed:
            self.update_date = f"{document.changed:%Y-%m-%d}"

    # Workaround (MkDocs 1.6.1): its own page would read a file, and run Markdown over it; there is
    # no event in place of that.
    # Tested by `test_mkdocs_runs_no_markdown_over_our_pages`.
    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - see Page
        """Do nothing: there is no Markdown file."""
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - see Page
        """Do nothing yet, see `fill`. Links are validated by `checks.rules`."""
        self.content = Markup("")
        self.links_to_anchors = {}

    def fill(self) -> None:
        """Set the HTML and the table of contents."""
        self.content = self.document.html
        blocks = (each.block for each in self.document.blocks)
        headings = (block for block in blocks if isinstance(block, Heading))
        tokens: list[Any] = [
            {"level": each.level, "id": each.id, "name": escaping.inert(each.text)}
            for each in headings
        ]
        self.toc = get_toc(nest_toc_tokens(tokens))

    def empty(self) -> None:
        """Release what `fill` set."""
        self.content = Markup("")
        self.toc = TableOfContents([])


class UnwrittenFile(File):
    """The file of a page, which never counts as modified."""

    # Workaround (MkDocs 1.6.1): a preview would go through all pages with each change; those that
    # a "dirty" build takes for unchanged it leaves alone.
    # Tested by `test_a_preview_has_mkdocs_go_through_no_page`.
    def is_modified(self) -> bool:
        """Return False, since pages aren't written by MkDocs."""
        return False
