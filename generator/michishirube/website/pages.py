"""The pages of a guide: kinds, addresses, titles and menu.

Independent of how pages look. Their order is the reading order, as given by the guide's settings.
"""

from __future__ import annotations

import dataclasses
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from michishirube.analysis import addresses
from michishirube.diagnostics import Span
from michishirube.git import forge_links
from michishirube.i18n import guide_words
from michishirube.i18n.messages import Messages
from michishirube.markup import prose
from michishirube.model import (
    Checklist,
    Document,
    Guide,
    Letter,
    Record,
    Snippet,
    Tree,
    published_scenarios,
)

Kind = Literal[
    "home",
    "tree",
    "steps",
    "scenarios",
    "letters",
    "letter",
    "checklist",
    "document",
    "contribute",
    "deadlines",
    "places",
    "referrals",
    "glossary",
    "sources",
]

IN_FOLDERS: tuple[Kind, ...] = ("scenarios", "letters")
"""Pages that list the records of a folder with many files."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be published.

    Attributes:
        kind: Kind of page; `website.compose` says what it consists of.
        path: Address relative to the root of the site.
        subject: Id of the record it shows, "" for pages about several.
        title: Title.
        name: Short title for menus.
        description: Meta description.
        span: Position in the content at which it is edited.
        folder: Folder of its files, "" for pages from a single file.
        alone: Whether it has no siblings in the menu, so that no list of them is shown beside it.
        snippet: How search engines show it, where that isn't by title and description.
    """

    kind: Kind
    path: str
    subject: str
    title: str
    name: str
    description: str
    span: Span
    folder: str = ""
    alone: bool = True
    snippet: Snippet | None = None

    @property
    def search_title(self) -> str:
        """Title in search results and shared links."""
        return str((self.snippet and self.snippet.title) or self.title)

    @property
    def search_description(self) -> str:
        """Description in search results and shared links."""
        return str((self.snippet and self.snippet.description) or self.description)

    @property
    def edit_path(self) -> str:
        """Path to open for editing: a file with a line, or a folder."""
        return self.folder or forge_links.edit_path(self.span)

    @property
    def written_in(self) -> str:
        """The file or folder that contains the page's text."""
        return f"{self.folder}/" if self.folder else self.span.path

    @property
    def source(self) -> str:
        """Path of the page's Markdown document."""
        return self.path.removesuffix(".html") + ".md"


@dataclass(frozen=True, slots=True)
class MenuSection:
    """A section of the menu; the pages of one without a name are top-level entries."""

    name: str
    pages: tuple[Page, ...]


LONG_GROUP = 60
"""Size above which a section contains only its list page.

The menu is part of every page: if it listed all pages, a guide of n pages would have n² entries.
"""


def pages_of(guide: Guide) -> tuple[Page, ...]:
    """Return all pages of a guide in reading order."""
    said = guide_words.load(guide, "ui")
    pages = tuple(_pages(guide, said))
    groups = [group.pages for group in menu(guide, pages) if group.name]
    listed = {page.path for group in groups if len(group) > 1 for page in group}
    return tuple(
        dataclasses.replace(page, alone=page.path not in listed, snippet=_snippet(guide, page))
        for page in pages
    )


def _snippet(guide: Guide, page: Page) -> Snippet | None:
    """Return what is written for search engines about a page."""
    if not page.subject:
        return getattr(guide.site.search, page.kind, None)
    if page.kind == "steps":
        return None
    records: Mapping[str, Tree | Letter | Checklist | Document] = {
        "tree": guide.trees,
        "letter": guide.letters,
        "checklist": guide.checklists,
    }.get(page.kind, guide.documents)  # type: ignore[assignment]
    return records[page.subject].search


def menu(guide: Guide, pages: tuple[Page, ...]) -> tuple[MenuSection, ...]:
    """Group pages to the sections of the menu.

    Stages and topics are top-level entries, since readers look for them first.
    """
    said = guide_words.load(guide, "ui")

    def of(*kinds: Kind) -> tuple[Page, ...]:
        return tuple(page for page in pages if page.kind in kinds)

    main = {*guide.site.stages, *guide.topics}
    stages = tuple(page for page in of("tree") if page.subject in main)
    others = tuple(page for page in of("tree") if page.subject not in main)
    groups = (
        MenuSection("", of("home")),
        MenuSection("", stages),
        MenuSection(said["menu.situations"], (*others, *of("scenarios"))),
        MenuSection(said["menu.letters"], of("letters", "letter")),
        MenuSection(said["menu.checklists"], of("checklist")),
        MenuSection(
            said["menu.more"],
            of(
                "document",
                "deadlines",
                "places",
                "referrals",
                "glossary",
                "sources",
                "contribute",
            ),
        ),
    )
    return tuple(_shortened(group) for group in groups)


def _shortened(group: MenuSection) -> MenuSection:
    if len(group.pages) <= LONG_GROUP:
        return group
    return MenuSection(group.name, tuple(page for page in group.pages if not page.subject))


def navigation(guide: Guide, pages: tuple[Page, ...]) -> list[object]:
    """Return the menu in the format of MkDocs' `nav`."""
    entries: list[object] = []
    for group in menu(guide, pages):
        items: list[object] = [{page.name: page.source} for page in group.pages]
        entries += [{group.name: items}] if group.name and len(items) > 1 else items
    return entries


def _pages(guide: Guide, said: Messages) -> Iterator[Page]:
    site = guide.site
    home_title = str(site.title)
    yield Page(
        "home", addresses.HOME, "", home_title, said["menu.home"], site.description, site.span
    )
    main = (*site.stages, *guide.topics)
    others = [name for name in guide.trees if name not in main]
    for tree in (guide.trees[name] for name in (*main, *others)):
        yield _tree(tree, said)
        yield _steps(tree, said)
    if scenarios := published_scenarios(guide):
        yield _list("scenarios", addresses.SCENARIOS, scenarios, said)
    if guide.letters:
        yield _list("letters", addresses.LETTERS, guide.letters, said)
    for letter in guide.letters.values():
        yield _letter(letter)
    for checklist in guide.checklists.values():
        yield _checklist(checklist)
    for name, document in guide.documents.items():
        helps = name == site.contribute and site.repository is not None
        yield _document(document, "contribute" if helps else "document")
    if guide.clocks:
        yield _list("deadlines", addresses.DEADLINES, guide.clocks, said)
    if guide.doors:
        yield _list("places", addresses.PLACES, guide.doors, said)
    if guide.referrals:
        yield _list("referrals", addresses.REFERRALS, guide.referrals, said)
    if guide.terms:
        yield _list("glossary", addresses.GLOSSARY, guide.terms, said)
    if guide.sources:
        yield _list("sources", addresses.SOURCES, guide.sources, said)


def _list(kind: Kind, path: str, records: Mapping[str, Record], said: Messages) -> Page:
    """Return a page that lists all records of a kind; it is edited in their file or folder."""
    title, name, about = said[f"{kind}.title"], said[f"{kind}.name"], said[f"{kind}.description"]
    files = sorted({record.span.path for record in records.values()})
    folder = posixpath.dirname(files[0]) if kind in IN_FOLDERS else ""
    return Page(kind, path, "", title, name, about, Span.of_file(files[0]), folder)


def _document(document: Document, kind: Kind) -> Page:
    name, title = str(document.id), str(document.title)
    about = str(document.description)
    return Page(kind, addresses.document_page(name), name, title, title, about, document.span)


def _tree(tree: Tree, said: Messages) -> Page:
    name = str(tree.id)
    about = str(tree.summary or tree.title)
    if tree.first:
        about = said("tree.description", summary=about, first=prose.plain(tree.first))
    path = addresses.tree_page(name)
    return Page("tree", path, name, str(tree.title), str(tree.short_title), about, tree.span)


def _steps(tree: Tree, said: Messages) -> Page:
    """Return the page with all steps of a tree in full; it isn't in the menu."""
    name, short = str(tree.id), tree.short_title
    title, about = said("steps.title", tree=short), said("steps.description", summary=tree.summary)
    path = addresses.steps_page(name)
    return Page("steps", path, name, title, said("steps.name", tree=short), about, tree.span)


def _letter(letter: Letter) -> Page:
    name, title = str(letter.id), str(letter.title)
    path = addresses.letter_page(name)
    return Page("letter", path, name, title, title, str(letter.summary), letter.span)


def _checklist(checklist: Checklist) -> Page:
    name = str(checklist.id)
    return Page(
        "checklist",
        addresses.checklist_page(name),
        name,
        str(checklist.title),
        str(checklist.short_title),
        str(checklist.summary),
        checklist.span,
    )
