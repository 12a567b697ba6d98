"""The search index: an entry for each part of the guide with its own address.

Entries are nodes, letters, terms, points, scenarios and sections of pages. They only contain texts;
folding, matching and ranking are done by the script (`templates/search/`), so that queries and
texts are treated alike.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypedDict, get_args

from michishirube.analysis import addresses
from michishirube.flowchart.comb import kind_of
from michishirube.i18n import guide_words
from michishirube.markup import prose
from michishirube.markup.letter_template import LiteralText, parse, preview
from michishirube.model import (
    Checklist,
    Clock,
    Door,
    Guide,
    Letter,
    Node,
    Point,
    Question,
    Referral,
    Scenario,
    Source,
    Term,
    Tree,
    edges,
)
from michishirube.website.blocks import Component, Heading, PageBlock
from michishirube.website.compose import compose
from michishirube.website.pages import Page, pages_of

Kind = Literal[
    "action",
    "letter",
    "tree",
    "question",
    "wait",
    "outcome",
    "checklist",
    "point",
    "story",
    "page",
    "section",
    "term",
    "source",
    "referral",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


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
        referrals: For each referral among them, in order, whom to ask and the URL.
    """

    kinds: list[Kind]
    pages: list[tuple[str, str]]
    entries: list[EntryRow]
    referrals: list[tuple[str, str]]


def entries_of(guide: Guide) -> tuple[SearchEntry, ...]:
    """Return all entries, in order of the pages."""
    return tuple(
        _as_searched(page, entry) for page in pages_of(guide) for entry in _page(guide, page)
    )


def _as_searched(page: Page, entry: SearchEntry) -> SearchEntry:
    """Let what is written for search engines about a page count for the page's own entry, too."""
    if entry.path != page.path or page.snippet is None:
        return entry
    words = (page.search_title, *map(str, page.snippet.words))
    known = {page.title, entry.title, *entry.names}
    names = (*entry.names, *(word for word in words if word not in known))
    # A tree is for whom its description says; other pages say so themselves.
    text = f"{entry.text} {page.search_description}" if page.kind == "tree" else entry.text
    return replace(entry, text=text, names=names)


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
        "referrals": [(each.who, each.address) for each in guide.referrals.values()],
    }


def _page(guide: Guide, page: Page) -> Iterator[SearchEntry]:
    if page.kind == "contribute":  # Its sections aren't about the subject.
        yield SearchEntry("page", page.path, "", page.title, page.description)
        return
    for heading, below in itertools.pairwise(compose(guide, page)):
        if isinstance(heading, Heading):
            yield from _Section(guide, page, heading).entries(below)


class _Section:
    """Creates the entries of a section of a page, from the component below its heading."""

    def __init__(self, guide: Guide, page: Page, heading: Heading) -> None:
        self._guide = guide
        self._page = page
        self._heading = heading
        self._said = guide_words.load(guide, "ui")

    def entries(self, below: PageBlock) -> Iterator[SearchEntry]:
        match (below.name, *below.shown) if isinstance(below, Component) else ():
            case "prose_body", text:
                yield self._text(text)
            case "lead", _:
                also = self._said.get(f"{self._page.kind}.also", "").split(self._said["joint"])
                yield self._entry("page", self._page.description, names=also)
            case "tree_head", Tree() as tree:
                about = tree.summary, tree.first, tree.caution
                entry = self._entry("tree", *about, names=[tree.short_title])
                yield replace(entry, title=str(tree.title))
            case "step_body", node:
                # Hits open the walk at the step, see `templates/components/walk`.
                walk = addresses.tree_page(self._page.subject)
                yield replace(self._entry(kind_of(node), *self._node(node)), page=walk)
            case "letter_head", Letter() as letter:
                yield self._letter(letter)
            case "checklist_head", Checklist() as checklist:
                about = checklist.summary, checklist.lead, checklist.closing
                yield self._entry("checklist", *about, names=[checklist.short_title])
            case "point_body", Point() as point:
                checks = (check.text for check in point.checks)
                yield self._entry("point", *checks, point.why, point.do)
            case "term_body", Term() as term:
                yield self._term(term)
            case "clock_body", Clock() as clock:
                yield self._entry("term", clock.missed)
            case "door_body", Door() as door:
                yield self._entry("term", door.way)
            case "referral_body", Referral() as referral:
                yield self._entry("referral", referral.text, names=referral.words)
            case "story_body", Scenario() as scenario:
                yield self._entry("story", scenario.story)
            case "source_body", Source() as source:
                yield self._entry("source", source.publisher)
            case _ if self._page.kind == "document":
                yield self._text()

    def _text(self, *texts: str) -> SearchEntry:
        """Return the entry for a section of prose, which may be empty."""
        if self._heading.level > 1:
            return self._entry("section", *texts)
        return self._entry("page", self._page.description, *texts)

    def _node(self, node: Node) -> Iterator[str | None]:
        if isinstance(node, Question):
            yield from (node.help, " / ".join(str(edge.label) for edge in edges(node)))
            return
        yield from (*getattr(node, "do", ()), node.text)
        yield from (self._guide.letters[name].title for name in getattr(node, "letters", ()))

    def _letter(self, letter: Letter) -> SearchEntry:
        about = letter.summary, letter.when
        entry = self._entry("letter", *about)
        fields = self._guide.fields
        body = "".join(
            piece.text if isinstance(piece, LiteralText) else f" {fields[piece.field].label} "
            for piece in preview(parse(letter.tones[0].body).segments, fields)
        )
        more = f" {letter.to} {letter.channel} {' '.join(body.split())}"
        return replace(entry, text=entry.text + more)

    def _term(self, term: Term) -> SearchEntry:
        found = (addresses.find(self._guide, ref) for ref in term.see)
        see = tuple(place.path for place in found if place)
        return self._entry("term", term.text, names=[term.reading, *term.aliases], see=see)

    def _entry(
        self,
        kind: Kind,
        *texts: str | None,
        names: Iterable[str | None] = (),
        see: tuple[str, ...] = (),
    ) -> SearchEntry:
        anchor = "" if self._heading.level == 1 else self._heading.id
        text = " ".join(prose.plain(each) for each in texts if each)
        named = tuple(str(name) for name in names if name)
        return SearchEntry(kind, self._page.path, anchor, str(self._heading.text), text, named, see)
