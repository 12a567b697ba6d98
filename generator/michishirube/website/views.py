"""What a template sees of its page: texts turned into HTML, references into links.

Everything relative (links, citations, the nodes of the same tree) is bound to
one page here, so that templates only place things.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from functools import cached_property

from markupsafe import Markup

from michishirube.analysis import addresses, citations
from michishirube.analysis.case.effects import Case
from michishirube.analysis.usage_index import UsageIndex
from michishirube.flowchart import Chart
from michishirube.flowchart.comb import kind_of as node_kind
from michishirube.flowchart.measure import width
from michishirube.i18n import guide_words, line_breaks
from michishirube.i18n.durations import count_in_words, date_in_words, length_in_words
from michishirube.markup import letter_template, prose
from michishirube.markup.html_cache import HtmlCache
from michishirube.markup.prose import ProseWriter
from michishirube.model import (
    Action,
    Claim,
    Clock,
    Door,
    Edge,
    Field,
    Guide,
    Letter,
    Node,
    Outcome,
    PlaceRef,
    Question,
    Tone,
    Tree,
    Wait,
    edges,
)
from michishirube.website import case_data, letter_form, listings
from michishirube.website.edit_view import EditView
from michishirube.website.links import Link, SourceMark, TreeLinks
from michishirube.website.machine import json_ld
from michishirube.website.pages import Page

OWN = "editorial"
"""The kind of source that is the guide's own judgement, which no date makes truer."""

TWO_LINES = 40
"""How wide two lines of a step are on a phone of 360 pixels, in em."""

OF_TREES = {"tree", "steps"}  # The kinds of pages that are about one tree.


class View(EditView):
    """A page's view of the guide, for its template."""

    def __init__(
        self,
        guide: Guide,
        page: Page,
        uses: UsageIndex,
        chart: Chart | None = None,
        texts: HtmlCache | None = None,
    ) -> None:
        super().__init__(guide, page)
        self._uses = uses
        self.chart = chart
        self.tree: Tree | None = guide.trees[page.subject] if page.kind in OF_TREES else None
        self.t = guide_words.load(guide, "ui")
        self._prose = ProseWriter(self, texts)

    # --- Texts -----------------------------------------------------------------------

    def md(self, text: str) -> Markup:
        """Render Markdown as HTML blocks."""
        return self._prose(text)

    def inline(self, text: str) -> Markup:
        """Render a text of one paragraph as HTML without the paragraph."""
        return self._prose.inline(text)

    def phrase(self, text: str) -> Markup:
        """Render a short text with line breaks between phrases, for headings and buttons."""
        site = self.guide.site
        shown = line_breaks.breakable(text, str(site.language), site.keep_together)
        return Markup(shown.replace(" <wbr>", " "))  # noqa: S704 - its own marks only

    def first_sentence(self, text: str) -> str:
        """Return the first sentence of a text, plain: what a folded row says of it."""
        return prose.first_sentence(text)

    def is_long(self, text: str) -> bool:
        """Whether a text takes more than two lines on a phone, and moves the answers down."""
        return width(prose.plain(text)) > TWO_LINES

    def date(self, day: dt.date) -> str:
        """Return a date in words."""
        return date_in_words(day, self.t)

    def length(self, wait: Wait | Clock) -> str:
        """Return the duration of a wait or deadline in words, "" if it isn't known."""
        return length_in_words(wait, self.guide.fields, self.t)

    def count(self, key: str, number: int) -> str:
        """Return a counted thing in words."""
        return count_in_words(key, number, self.t)

    # --- Links -------------------------------------------------------------------------

    def link(self, reference: str) -> str | None:
        """Resolve a reference, see `prose.Resolver`."""
        place = addresses.find(self.guide, reference, self.tree)
        return None if place is None else self._href(place)

    def _href(self, place: addresses.Address) -> str:
        """Return the link to an address; where all steps stand in full, one of them is below."""
        if self.page.kind == "steps" and self._is_own(place):
            return f"#{place.anchor}"
        return place.seen_from(self.page.path)

    def _is_own(self, place: addresses.Address) -> bool:
        """Whether an address is that of a node of the page's own tree."""
        return place.kind == "node" and place.page == addresses.tree_page(self.page.subject)

    def walk_at(self, node: Node) -> str:
        """Return the link to the walk at a node of the page's tree."""
        return self.page_link(f"{addresses.tree_page(self.page.subject)}#{node.id}")

    def full_step(self, node: str) -> str:
        """Return the link to a node of the page's tree where it stands in full."""
        return self.page_link(f"{addresses.steps_page(self.page.subject)}#{node}")

    @property
    def tree_page(self) -> str:
        """The link to the page of the page's tree."""
        return self.page_link(addresses.tree_page(self.page.subject))

    @property
    def steps_page(self) -> str:
        """The link to the page with all steps of the page's tree."""
        return self.page_link(addresses.steps_page(self.page.subject))

    def cite(self, name: str) -> list[tuple[str, str]]:
        """Resolve a citation, see `prose.Resolver`; a fact leads to its sources."""
        fact = self.guide.facts.get(name)
        found = [str(source) for source in fact.sources] if fact else [name]
        return [
            (str(self._uses.numbers[source]), self.source_href(source))
            for source in found
            if source in self._uses.numbers
        ]

    def source_href(self, source: str) -> str:
        """Return the link to a source's entry."""
        return addresses.Address("source", addresses.SOURCES, source, "").seen_from(self.page.path)

    def sources(self, claim: Claim) -> list[SourceMark]:
        """Return the sources that a claim rests on."""
        return [
            SourceMark(self._uses.numbers[name], self.guide.sources[name], self.source_href(name))
            for name in citations.sources_of(self.guide, claim)
            if name in self.guide.sources
        ]

    def evidence(self, claim: Claim) -> list[tuple[str, list[SourceMark]]]:
        """Return the sources of a claim by kind, in the order in which the kinds first occur."""
        groups: dict[str, list[SourceMark]] = {}
        for mark in self.sources(claim):
            groups.setdefault(mark.source.kind, []).append(mark)
        return list(groups.items())

    def oldest_check(self, claim: Claim) -> dt.date | None:
        """Return the oldest date on which a source of a claim was checked, None without any."""
        days = [mark.source.checked for mark in self.sources(claim) if mark.source.kind != OWN]
        return min((day for day in days if day), default=None)

    def seen(self, claim: Claim) -> str:
        """Return whether a source of a claim was seen in an archived copy, or all as they are."""
        sources = [mark.source for mark in self.sources(claim) if mark.source.kind != OWN]
        return "archived" if any(source.archived for source in sources) else "checked"

    def evidence_in_words(self, claim: Claim) -> str:
        """Return on how many sources a claim rests, and when the oldest of them was checked."""
        counted = self.count("evidence.count", len(self.sources(claim)))
        day = self.oldest_check(claim)
        if day is None:
            return counted
        seen = self.t(f"evidence.{self.seen(claim)}", date=self.date(day))
        return self.t("evidence.row", counted=counted, seen=seen)

    def to(self, reference: str, tree: Tree | None = None) -> Link:
        """Return the link to what a reference names."""
        owner = tree or self.tree
        place = addresses.find(self.guide, reference, owner)
        if place is None:
            raise LookupError(reference)
        found = addresses.find_node(self.guide, reference, owner)
        is_node = found is not None and place.kind in {"node", "tree"}
        other = str(found[0].short_title) if found and is_node and found[0] != self.tree else ""
        name = str(found[1].id) if found and is_node else ""
        kind = node_kind(found[1]) if found and place.kind == "node" else place.kind
        return Link(self._href(place), place.title, kind, other, name)

    def edge_link(self, edge: Edge) -> Link:
        """Return the link to an edge's target: without a script, to where it stands in full."""
        link = self.to(edge.target)
        is_own = self.page.kind == "tree" and link.id and not link.tree
        href = self.full_step(link.id) if is_own else link.href
        return Link(href, link.title, link.kind, link.tree, link.id, edge.returns)

    def structured_data(self) -> Markup:
        """Return the page's structured data for search engines."""
        return json_ld.block(self.guide, self.page)

    @property
    def marks(self) -> str:
        """The address of the style sheet that marks the step in the address in a chart."""
        return self.page_link(addresses.CHART_MARKS)

    # --- Trees -------------------------------------------------------------------------

    def kind(self, node: Node) -> str:
        """Return a node's kind as a word for class names."""
        return node_kind(node)

    @property
    def case(self) -> Case:
        """The compiled trees, for playing scenarios."""
        return self._uses.case

    @cached_property
    def case_json(self) -> str:
        """What the walk's script needs to follow a case, "" if the guide follows none."""
        trees = self._uses.trees.get(self.page.subject, ())
        return case_data.case_as_json(self.guide, self.case, trees)

    def since(self, wait: Wait) -> tuple[str, str]:
        """Return the field from which a wait counts, "" for none, and the day in words."""
        field = self.guide.fields.get(wait.since or "")
        return (str(field.id), str(field.label)) if field else ("", wait.since or "")

    def asks_day(self, node: Node) -> bool:
        """Whether a question asks for a date."""
        asks = node.asks if isinstance(node, Question) else None
        return asks is not None and self.guide.fields[asks].type == "date"

    def see(self, node: Node) -> list[PlaceRef]:
        """What a node names for further reading; the places it leads to are shown as such."""
        named = node.see if isinstance(node, Action | Outcome) else ()
        return [ref for ref in named if not ref.startswith("doors/")]

    def doors(self, node: Node) -> list[Door]:
        """The places of the service that a node names."""
        named = node.see if isinstance(node, Action | Outcome) else ()
        ids = (ref.removeprefix("doors/") for ref in named if ref.startswith("doors/"))
        return [self.guide.doors[name] for name in ids if name in self.guide.doors]

    @property
    def letters(self) -> list[Letter]:
        """The letters that the page's tree offers, in order."""
        return listings.letters_of(self.guide, self.tree) if self.tree else []

    def edges(self, node: Node) -> tuple[Edge, ...]:
        """Return the outgoing edges of a node."""
        return edges(node)

    def trees_as_json(self) -> str:
        """Return short titles and links of the trees that a route through this page can touch."""
        name = str(self.tree.id) if self.tree else ""
        trees = [self.guide.trees[each] for each in self._uses.trees.get(name, ())]
        links: TreeLinks = {
            str(tree.id): (str(tree.short_title), self.page_link(addresses.tree_page(tree.id)))
            for tree in trees
        }
        return json.dumps(links, ensure_ascii=False, separators=(",", ":"))

    # --- Letters -----------------------------------------------------------------------

    def preview(self, tone: Tone) -> list[str | Field]:
        """Return a letter for reading: texts, and the field for each placeholder."""
        segments = letter_template.parse(tone.body.rstrip("\n")).segments
        fields = self.guide.fields
        return [
            piece.text if isinstance(piece, letter_template.LiteralText) else fields[piece.field]
            for piece in letter_template.preview(segments, fields)
        ]

    def fields_of(self, letters: Iterable[Letter]) -> list[Field]:
        """Return the fields of some letters, each once, in order."""
        names = (name for letter in letters for name in letter.fields)
        return [self.guide.fields[name] for name in dict.fromkeys(names)]

    def fields_as_json(self, fields: Iterable[Field]) -> str:
        """Return fields for the script, which makes the form."""
        return letter_form.fields_as_json(fields)

    def used_in(self, letter: Letter) -> list[Link]:
        """Return the nodes at which a letter is offered."""
        return [self.to(f"{tree}/{node}") for tree, node in self._uses.steps.get(letter.id, ())]
