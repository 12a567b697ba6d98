"""Composes pages from blocks.

A method of `_Composer` for each kind of page yields its blocks in reading order. It formats
nothing: a component names a macro of the templates and the records to show.
"""

from __future__ import annotations

from collections.abc import Iterator

from michishirube import flowchart
from michishirube.analysis import addresses
from michishirube.diagnostics import Span
from michishirube.flowchart.comb import kind_of
from michishirube.git import forge_links
from michishirube.i18n import guide_words, messages
from michishirube.i18n.durations import count_in_words
from michishirube.markup import prose
from michishirube.model import (
    Clock,
    Door,
    Guide,
    Letter,
    Node,
    Point,
    Record,
    Referral,
    Scenario,
    Source,
    Term,
    Text,
    published_scenarios,
)
from michishirube.website import listings
from michishirube.website.blocks import Card, Component, EditablePlace, Heading, PageBlock
from michishirube.website.pages import Page
from michishirube.website.starters import starters

Blocks = Iterator[PageBlock]
Linkable = Node | Clock | Door | Referral | Point | Scenario | Source | Term
"""A record with an anchor of its own, which it may have had under other names."""


def compose(guide: Guide, page: Page) -> tuple[PageBlock, ...]:
    """Return the blocks of a page; the first one is its title."""
    blocks: tuple[PageBlock, ...] = (*getattr(_Composer(guide, page), page.kind)(),)
    menu = Component(page.span, "edit_menu", (_places(guide, page, blocks),))
    return (*blocks, menu, Component(page.span, "structured_data"))


def _places(guide: Guide, page: Page, blocks: tuple[PageBlock, ...]) -> tuple[EditablePlace, ...]:
    """Return the places in the content that a page's sections come from, each once.

    On the page of a tree the step that is shown comes first.
    """
    # The title of a page of several files leads to their folder, not to the first of them.
    found = {forge_links.edit_path(page.span): "", page.edit_path: page.name}
    for block in blocks:
        if isinstance(block, Heading):
            found.setdefault(forge_links.edit_path(block.span), block.text)
    places = (EditablePlace(title, path) for path, title in found.items() if title)
    if page.kind != "tree":
        return tuple(places)
    tree = guide.trees[page.subject]
    start = tree.nodes[tree.start]
    return (EditablePlace(start.title, forge_links.edit_path(start.span)), *places)


class _Composer:
    """Yields the blocks of one page, by a method named as the kind of page (`pages.Kind`)."""

    def __init__(self, guide: Guide, page: Page) -> None:
        self._guide = guide
        self._page = page
        self._span = page.span
        self._said = guide_words.load(guide, "ui")

    # --- Parts of several kinds of pages -------------------------------------------------------

    def _title(self, *classes: str, text: str = "") -> Heading:
        return Heading(self._span, 1, "_top", text or self._page.title, classes)

    def _heading(self, name: str, key: str) -> Heading:
        """Return a heading whose text is a message, such as `tree.chart`."""
        return Heading(self._span, 2, f"_{name}", self._said[key])

    def _list_head(self) -> Blocks:
        yield self._title()
        yield self._show("lead", self._said[f"{self._page.kind}.lead"])

    def _show(self, name: str, *shown: object, span: Span | None = None) -> Component:
        """Return a component; by default, its span is that of the last record or text it shows."""
        spans = [each.span for each in shown if isinstance(each, Record | Text)]
        return Component(span or [self._span, *spans][-1], name, shown)

    def _letter_card(self, letter: Letter, note: str = "") -> Card:
        path = addresses.letter_page(letter.id)
        return Card(path, letter.title, letter.summary, "letter", note)

    def _former(self, record: Linkable) -> Blocks:
        if record.was:
            yield self._show("former", record)

    # --- The home page -------------------------------------------------------------------------

    def home(self) -> Blocks:
        site = self._guide.site
        question = site.home.question if site.home else None
        yield self._title("home-question", text=question or site.title)
        yield self._show("home_head", site, span=(site.home or site).span)
        for name, key, cards in (
            ("situations", "menu.situations", tuple(self._situations())),
            ("tools", "home.tools", tuple(self._tools())),
            ("more", "menu.more", tuple(self._documents())),
        ):
            if cards:
                yield self._heading(name, key)
                yield self._show("card_list", cards)

    def _situations(self) -> Iterator[Card]:
        shown = {tree.id for tree, _ in listings.trees_with_deadlines(self._guide)}
        for name in self._guide.site.situations:
            tree = self._guide.trees[name]
            if tree.id in shown:
                continue
            yield Card(addresses.tree_page(name), tree.short_title, tree.summary or "", "unsure")
        if count := len(published_scenarios(self._guide)):
            about = count_in_words("home.scenarios", count, self._said)
            yield Card(addresses.SCENARIOS, self._said["scenarios.name"], about, "chat")

    def _tools(self) -> Iterator[Card]:
        for name, each in self._guide.checklists.items():
            yield Card(addresses.checklist_page(name), each.short_title, each.summary, "check")
        if count := len(self._guide.letters):
            about = count_in_words("home.letters", count, self._said)
            yield Card(addresses.LETTERS, self._said["letters.title"], about, "letter")

    def _documents(self) -> Iterator[Card]:
        for name, each in self._guide.documents.items():
            yield Card(addresses.document_page(name), each.title, each.description, "book")

    # --- Trees and scenarios -------------------------------------------------------------------

    def tree(self) -> Blocks:
        tree = self._guide.trees[self._page.subject]
        yield self._title("tree-title", text=tree.short_title)
        yield self._show("tree_head", tree)
        yield self._show("walk", tree)
        yield self._show("tree_rows", tree)
        yield self._show("map", tree, flowchart.arrange(self._guide, tree))

    def steps(self) -> Blocks:
        tree = self._guide.trees[self._page.subject]
        comb = flowchart.arrange(self._guide, tree)
        names = {node.id: node.name for node in comb.nodes()}
        yield self._title()
        yield self._show("tree_summary", tree)
        yield self._heading("chart", "tree.chart")
        yield self._show("flowchart_figure", tree, comb)
        yield self._heading("steps", "tree.steps")
        for node in tree.nodes.values():
            yield from self._step(node, names.get(node.id, ""))
        if tree.more:
            yield self._heading("more", "tree.more")
            yield self._show("prose_body", tree.more)
        if letters := listings.letters_of(self._guide, tree):
            yield self._heading("letters", "tree.letters")
            yield self._show("card_list", [*map(self._letter_card, letters)])

    def _step(self, node: Node, name: str) -> Blocks:
        kind = kind_of(node)
        label = self._said(f"step.{kind}", name=name) if name else self._said[f"kind.{kind}"]
        classes, data = ("step", f"step-{kind}"), {"node": node.id, "label": label}
        yield from self._former(node)
        yield Heading(node.span, 3, node.id, node.title, classes, data)
        yield self._show("step_body", node)

    def scenarios(self) -> Blocks:
        yield from self._list_head()
        for tree, group in listings.scenarios_by_end(self._guide):
            title = self._said("scenarios.group", tree=tree.short_title)
            yield Heading(tree.span, 2, f"_{tree.id}", title)
            for each in group:
                yield from self._former(each)
                yield Heading(each.span, 3, each.id, each.title, ("story-title",))
                yield self._show("story_body", each)

    # --- Letters and checklists ----------------------------------------------------------------

    def letter(self) -> Blocks:
        letter = self._guide.letters[self._page.subject]
        yield self._title()
        yield self._show("letter_head", letter)
        yield self._show("letter_used", letter)
        yield self._heading("text", "letter.text")
        yield self._show("letter_form", letter)
        for tone in letter.tones:
            if len(letter.tones) > 1:
                yield Heading(tone.span, 3, tone.id, tone.label, ("tone-title",))
            yield self._show("letter_sheet", letter, tone)
        if letter.fields:
            yield self._heading("fields", "letter.fields")
            yield self._show("letter_fields", letter)
        if letter.avoid:
            yield self._heading("avoid", "letter.avoid")
            yield self._show("letter_avoid", letter, span=letter.avoid[0].span)
        yield self._heading("after", "letter.after")
        yield self._show("letter_after", letter, span=letter.after.span)

    def letters(self) -> Blocks:
        yield from self._list_head()
        for tree, group in listings.letters_by_tree(self._guide):
            title = tree.short_title if tree else self._said["letters.others"]
            yield Heading(self._span, 2, f"_{tree.id if tree else 'others'}", title)
            yield self._show(
                "card_list", [self._letter_card(each, self._route(each)) for each in group]
            )

    def _route(self, letter: Letter) -> str:
        return self._said("letter.route", to=letter.to, channel=letter.channel)

    def checklist(self) -> Blocks:
        checklist = self._guide.checklists[self._page.subject]
        yield self._title()
        yield self._show("checklist_head", checklist)
        for number, point in enumerate(checklist.points, 1):
            label = self._said("point.number", number=number, total=len(checklist.points))
            classes = ("point-title", f"point-title-{point.severity}")
            yield from self._former(point)
            yield Heading(point.span, 2, point.id, point.title, classes, {"label": label})
            yield self._show("point_body", point)
        yield self._heading("results", "checklist.results")
        yield self._show("checklist_results", checklist, span=checklist.results.span)

    # --- Terms, sources and contributors' own pages --------------------------------------------

    def glossary(self) -> Blocks:
        yield from self._list_head()
        for term in listings.terms_in_order(self._guide):
            yield from self._former(term)
            yield Heading(term.span, 2, term.id, term.term, ("term-title",))
            yield self._show("term_body", term)

    def deadlines(self) -> Blocks:
        yield from self._list_head()
        for clock in self._guide.clocks.values():
            yield from self._former(clock)
            yield Heading(clock.span, 2, clock.id, clock.label, ("term-title",))
            yield self._show("clock_body", clock)

    def places(self) -> Blocks:
        yield from self._list_head()
        for door in self._guide.doors.values():
            yield from self._former(door)
            yield Heading(door.span, 2, door.id, door.label, ("term-title",))
            yield self._show("door_body", door)

    def referrals(self) -> Blocks:
        yield from self._list_head()
        for referral in self._guide.referrals.values():
            yield from self._former(referral)
            yield Heading(referral.span, 2, referral.id, referral.title, ("term-title",))
            yield self._show("referral_body", referral)

    def sources(self) -> Blocks:
        yield from self._list_head()
        for number, each in enumerate(self._guide.sources.values(), 1):
            classes, data = ("source-title",), {"label": str(number)}
            yield from self._former(each)
            yield Heading(each.span, 2, each.id, each.title, classes, data)
            yield self._show("source_body", each)

    def document(self) -> Blocks:
        body = self._guide.documents[self._page.subject].body
        yield self._title()
        for number, part in enumerate(prose.sections(body)):
            span = body.at(part.start)
            if part.level:
                yield Heading(span, part.level, part.anchor or f"_{number}", part.heading)
            if part.text:
                yield self._show("prose_body", part.text, span=span)

    def contribute(self) -> Blocks:
        yield from self.document()
        where = self._guide.site.repository
        if where is None:
            return
        drafts = messages.load(self._guide.site.language, "drafts")
        yield self._show("contribute_manual")
        yield self._heading("new", "edit.begin")
        for each in starters(self._guide, where):
            yield Heading(self._span, 3, f"_new-{each.kind}", drafts[f"{each.kind}.title"])
            yield self._show("contribute_draft", each)
        yield self._heading("report", "edit.report")
        yield self._show("contribute_report")
        yield self._heading("files", "edit.files")
        yield self._show("contribute_files")
