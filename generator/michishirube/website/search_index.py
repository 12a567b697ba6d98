"""The search index: an entry for each part of the guide with its own address.

Entries are nodes, letters, terms, points, scenarios and sections of pages. They only contain texts;
folding, matching and ranking are done by the script (`templates/search/`), so that queries and
texts are treated alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypedDict

from michishirube.analysis import addresses
from michishirube.i18n import messages
from michishirube.markup import letter_template, prose
from michishirube.model import (
    Action,
    Checklist,
    Document,
    Guide,
    Letter,
    Node,
    Outcome,
    Point,
    Question,
    Term,
    Text,
    Tree,
    edges,
)
from michishirube.website.pages import Page, pages_of

Kind = Literal["term", "step", "letter", "point", "page", "section", "story", "source"]
KINDS: tuple[Kind, ...] = (
    "term",
    "step",
    "letter",
    "point",
    "page",
    "section",
    "story",
    "source",
)


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """A search result.

    Attributes:
        kind: Kind of result.
        page: Path of the page.
        anchor: Anchor on the page, "" for the page itself.
        title: Title.
        text: Text.
        names: Synonyms.
        see: Related addresses (as in `path`).
    """

    kind: Kind
    page: str
    anchor: str
    title: str
    text: str
    names: tuple[str, ...] = ()
    see: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Page and anchor, relative to the root of the site."""
        return f"{self.page}#{self.anchor}" if self.anchor else self.page


EntryRow = tuple[int, int, str, str, str, list[str], list[int]]
"""Kind and page (as indices), anchor, title, text, names, and indices of related entries."""


class SearchIndex(TypedDict):
    """The index in a compact form for the script.

    Attributes:
        kinds: Names of the kinds.
        pages: Addresses and short titles.
        entries: A row for each entry.
    """

    kinds: list[Kind]
    pages: list[tuple[str, str]]
    entries: list[EntryRow]


def entries_of(guide: Guide) -> tuple[SearchEntry, ...]:
    """Return all entries, in order of the pages."""
    return tuple(entry for page in pages_of(guide) for entry in _page(guide, page))


def index_of(guide: Guide) -> SearchIndex:
    """Return the index in a compact form for the script."""
    pages = {page.path: page.name for page in pages_of(guide)}
    entries = entries_of(guide)
    numbers = {entry.path: number for number, entry in enumerate(entries)}
    position = {path: number for number, path in enumerate(pages)}
    return {
        "kinds": list(KINDS),
        "pages": list(pages.items()),
        "entries": [
            (
                KINDS.index(entry.kind),
                position[entry.page],
                entry.anchor,
                entry.title,
                entry.text,
                list(entry.names),
                [numbers[path] for path in entry.see if path in numbers],
            )
            for entry in entries
        ],
    }


def _page(guide: Guide, page: Page) -> Iterator[SearchEntry]:
    if page.kind == "tree":
        yield from _tree(guide, page, guide.trees[page.subject])
    elif page.kind == "letter":
        yield _letter(guide, page, guide.letters[page.subject])
    elif page.kind == "checklist":
        yield from _checklist(page, guide.checklists[page.subject])
    elif page.kind == "document":
        yield from _document(page, guide.documents[page.subject])
    elif page.kind != "home":
        yield SearchEntry("page", page.path, "", page.title, page.description)
    if page.kind == "glossary":
        yield from (_term(guide, page, term) for term in guide.terms.values())
    elif page.kind == "deadlines":
        for clock in guide.clocks.values():
            text = _text(clock.missed)
            yield SearchEntry("term", page.path, str(clock.id), str(clock.label), text)
    elif page.kind == "places":
        for door in guide.doors.values():
            yield SearchEntry("term", page.path, str(door.id), str(door.label), _text(door.way))
    elif page.kind == "scenarios":
        yield from _scenarios(guide, page)
    elif page.kind == "sources":
        yield from _sources(guide, page)


def _tree(guide: Guide, page: Page, tree: Tree) -> Iterator[SearchEntry]:
    about = [tree.summary, tree.first, tree.caution]
    yield SearchEntry("page", page.path, "", tree.title, _text(*about), (str(tree.short_title),))
    for node in tree.nodes.values():
        yield SearchEntry("step", page.path, str(node.id), str(node.title), _node(guide, node))
    if tree.more:
        title = messages.load(guide.site.language, "ui")["tree.more"]
        yield SearchEntry("section", page.path, "_more", title, _text(tree.more))


def _node(guide: Guide, node: Node) -> str:
    if isinstance(node, Question):
        return _text(node.help, " / ".join(str(edge.label) for edge in edges(node)))
    steps = node.do if isinstance(node, Action) else ()
    named = node.letters if isinstance(node, Action | Outcome) else ()
    return _text(*steps, node.text, *(guide.letters[name].title for name in named))


def _letter(guide: Guide, page: Page, letter: Letter) -> SearchEntry:
    body = "".join(
        piece.text
        if isinstance(piece, letter_template.LiteralText)
        else f" {guide.fields[piece.field].label} "
        for piece in letter_template.preview(
            letter_template.parse(letter.tones[0].body).segments, guide.fields
        )
    )
    about = [letter.summary, letter.when, letter.before, letter.after, *letter.avoid]
    text = f"{_text(*about)} {letter.to} {letter.channel} {' '.join(body.split())}"
    return SearchEntry("letter", page.path, "", str(letter.title), text)


def _checklist(page: Page, checklist: Checklist) -> Iterator[SearchEntry]:
    about = _text(checklist.summary, checklist.lead, checklist.closing)
    names = (str(checklist.short_title),)
    yield SearchEntry("page", page.path, "", str(checklist.title), about, names)
    yield from (_point(page, point) for point in checklist.points)


def _point(page: Page, point: Point) -> SearchEntry:
    text = _text(*(check.text for check in point.checks), point.why, point.do)
    return SearchEntry("point", page.path, str(point.id), str(point.title), text)


def _document(page: Page, document: Document) -> Iterator[SearchEntry]:
    for number, part in enumerate(prose.sections(document.body)):
        if not part.level:
            text = _text(document.description, part.text)
            yield SearchEntry("page", page.path, "", page.title, text)
        else:
            anchor = part.anchor or f"_{number}"
            yield SearchEntry("section", page.path, anchor, part.heading, _text(part.text))


def _term(guide: Guide, page: Page, term: Term) -> SearchEntry:
    names = [str(name) for name in (term.reading, *term.aliases) if name]
    found = [addresses.find(guide, ref) for ref in term.see]
    see = tuple(place.path for place in found if place)
    return SearchEntry(
        "term", page.path, str(term.id), str(term.term), _text(term.text), tuple(names), see
    )


def _scenarios(guide: Guide, page: Page) -> Iterator[SearchEntry]:
    for story in guide.scenarios.values():
        yield SearchEntry("story", page.path, str(story.id), str(story.title), _text(story.story))


def _sources(guide: Guide, page: Page) -> Iterator[SearchEntry]:
    for source in guide.sources.values():
        text = _text(source.publisher, source.note)
        yield SearchEntry("source", page.path, str(source.id), str(source.title), text)


def _text(*parts: Text | str | None) -> str:
    """Join texts in Markdown as plain text."""
    return " ".join(_plain([part for part in parts if part]))


def _plain(parts: Iterable[str]) -> Iterator[str]:
    for part in parts:
        yield prose.plain(part)
