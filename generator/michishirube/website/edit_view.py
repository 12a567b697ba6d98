"""What a template sees of how its page can be changed: the editor, the forms, the manual."""

from __future__ import annotations

from functools import cached_property

from michishirube.analysis import addresses
from michishirube.git import forge_links
from michishirube.i18n import messages
from michishirube.model import Guide, Repository
from michishirube.website.links import FileLink
from michishirube.website.pages import Page, pages_of

MANUAL = "CONTRIBUTING.md"
"""Where contributors read on, from the project's root."""


class EditView:
    """The links with which the readers of a page change the guide."""

    def __init__(self, guide: Guide, page: Page) -> None:
        self.guide = guide
        self.page = page

    def page_link(self, path: str) -> str:
        """Return the link to a page of the guide."""
        return addresses.Address("page", path, "", "").seen_from(self.page.path)

    @property
    def repository(self) -> Repository | None:
        """Where the content is kept, if it can be changed there."""
        return self.guide.site.repository

    def editor(self, path: str) -> str:
        """Return the URL at which a file with a line is edited, "" without a repository."""
        where = self.repository
        return forge_links.link(where, path) if where else ""

    @cached_property
    def report(self) -> str:
        """The address at which a mistake is told without changing a file."""
        return forge_links.report(self.repository) if self.repository else ""

    @cached_property
    def manual(self) -> str:
        """The address of the manual for contributors, beside the content."""
        return forge_links.read(self.repository, MANUAL) if self.repository else ""

    @property
    def contribute(self) -> str:
        """The link to the page for contributors, "" without one, and on that page."""
        name = self.guide.site.contribute
        if name is None or name not in self.guide.documents or name == self.page.subject:
            return ""
        return self.page_link(addresses.document_page(name))

    @cached_property
    def drafts(self) -> messages.Messages:
        """The words about what can be begun anew."""
        return messages.load(self.guide.site.language, "drafts")

    @cached_property
    def files(self) -> list[FileLink]:
        """Every page with the file or folder in which it is written."""
        where = self.repository
        return [
            FileLink(forge_links.link(where, page.edit_path), page.title, page.written_in)
            for page in pages_of(self.guide)
            if where is not None and page.kind not in ("letter", "steps")
        ]
