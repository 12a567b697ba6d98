"""Which pages a guide has: their kinds, addresses, titles, and how one finds them.

Knows nothing of how pages look. Their order here is the order in which they
are read, and everything follows the guide's settings.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator import places, prose, words
from generator.diagnostics import Span
from generator.model import Checklist, Guide, Letter, Tree
from generator.words import Words

Kind = Literal[
    "home",
    "tree",
    "scenarios",
    "letters",
    "letter",
    "checklist",
    "document",
    "glossary",
    "sources",
]


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be published.

    `path` is its address from the site's root, `subject` the id of what it
    shows ("" for pages about many things), `name` its short title for menus,
    `span` the place in the content at which it is changed. `alone` says that it
    has no neighbours in the menu, so that no list of them need stand beside it.
    """

    kind: Kind
    path: str
    subject: str
    title: str
    name: str
    description: str
    span: Span
    alone: bool = True

    @property
    def source(self) -> str:
        """The path of the page's Markdown document."""
        return self.path.removesuffix(".html") + ".md"


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that stand together in the menu; without a name each stands by itself."""

    name: str
    pages: tuple[Page, ...]


LONG_GROUP = 60
"""Pages above which a group's single pages leave the menu, and only their lists stay.

The menu stands on every page: with all pages in it, a guide of n pages weighs n² entries.
"""


def pages_of(guide: Guide) -> tuple[Page, ...]:
    """All pages of a guide in reading order."""
    said = words.load(guide.site.language, "ui")
    pages = tuple(_pages(guide, said))
    groups = [group.pages for group in menu(guide, pages) if group.name]
    listed = {page.path for group in groups if len(group) > 1 for page in group}
    return tuple(dataclasses.replace(page, alone=page.path not in listed) for page in pages)


def menu(guide: Guide, pages: tuple[Page, ...]) -> tuple[Group, ...]:
    """The pages as the menu groups them.

    The stages stand by themselves, for they are what readers look for first.
    """
    said = words.load(guide.site.language, "ui")

    def of(*kinds: Kind) -> tuple[Page, ...]:
        return tuple(page for page in pages if page.kind in kinds)

    stages = tuple(page for page in of("tree") if page.subject in guide.site.stages)
    others = tuple(page for page in of("tree") if page.subject not in guide.site.stages)
    groups = (
        Group("", of("home")),
        Group("", stages),
        Group(said["menu.situations"], (*others, *of("scenarios"))),
        Group(said["menu.letters"], of("letters", "letter")),
        Group(said["menu.checklists"], of("checklist")),
        Group(said["menu.more"], of("document", "glossary", "sources")),
    )
    return tuple(_shortened(group) for group in groups)


def _shortened(group: Group) -> Group:
    if len(group.pages) <= LONG_GROUP:
        return group
    return Group(group.name, tuple(page for page in group.pages if not page.subject))


def navigation(guide: Guide, pages: tuple[Page, ...]) -> list[object]:
    """The menu as MkDocs takes it: documents by name, and lists of them."""
    entries: list[object] = []
    for group in menu(guide, pages):
        items: list[object] = [{page.name: page.source} for page in group.pages]
        entries += [{group.name: items}] if group.name and len(items) > 1 else items
    return entries


def _pages(guide: Guide, said: Words) -> Iterator[Page]:
    site = guide.site
    home_title = str(site.title)
    yield Page("home", places.HOME, "", home_title, said["menu.home"], site.description, site.span)
    stages = [guide.trees[name] for name in site.stages]
    others = [tree for name, tree in guide.trees.items() if name not in site.stages]
    for tree in (*stages, *others):
        yield _tree(tree, said)
    if guide.scenarios:
        yield _list("scenarios", places.SCENARIOS, next(iter(guide.scenarios.values())).span, said)
    if guide.letters:
        yield _list("letters", places.LETTERS, next(iter(guide.letters.values())).span, said)
    for letter in guide.letters.values():
        yield _letter(letter)
    for checklist in guide.checklists.values():
        yield _checklist(checklist)
    for name, document in guide.documents.items():
        path = places.document_page(name)
        title, about = str(document.title), str(document.description)
        yield Page("document", path, name, title, title, about, document.span)
    if guide.terms:
        yield _list("glossary", places.GLOSSARY, next(iter(guide.terms.values())).span, said)
    if guide.sources:
        yield _list("sources", places.SOURCES, next(iter(guide.sources.values())).span, said)


def _list(kind: Kind, path: str, first: Span, said: Words) -> Page:
    """A page about all records of a kind; it is changed where the first of them stands."""
    title = said[f"{kind}.title"]
    span = Span.of_file(first.path)
    return Page(kind, path, "", title, said[f"{kind}.name"], said[f"{kind}.description"], span)


def _tree(tree: Tree, said: Words) -> Page:
    name = str(tree.id)
    about = said("tree.description", summary=tree.summary, first=prose.plain(tree.first))
    path = places.tree_page(name)
    return Page("tree", path, name, str(tree.title), str(tree.short_title), about, tree.span)


def _letter(letter: Letter) -> Page:
    name, title = str(letter.id), str(letter.title)
    path = places.letter_page(name)
    return Page("letter", path, name, title, title, str(letter.summary), letter.span)


def _checklist(checklist: Checklist) -> Page:
    name = str(checklist.id)
    return Page(
        "checklist",
        places.checklist_page(name),
        name,
        str(checklist.title),
        str(checklist.short_title),
        str(checklist.summary),
        checklist.span,
    )
