"""What a template sees of its page: texts turned into HTML, references into links.

Everything relative (links, citations, the nodes of the same tree) is bound to
one page here, so that templates only place things.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from generator import evidence, letters, phrases, places, words
from generator.flowchart.comb import build
from generator.flowchart.comb import kind_of as node_kind
from generator.model import (
    Claim,
    Edge,
    Fact,
    Field,
    Guide,
    Letter,
    Node,
    Scenario,
    Source,
    Term,
    Tone,
    Tree,
    Wait,
    edges,
)
from generator.pages import Page
from generator.prose import ProseWriter, is_elsewhere
from generator.scenarios import play
from generator.wording import count_in_words, date_in_words, length_in_words

OWN = "editorial"
"""The kind of source that is the guide's own judgement, which no date makes truer."""


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go: address seen from the page, words, and the kind of place.

    `tree` is the short title of the tree it leads to, "" when it stays in the
    page's own.
    """

    href: str
    title: str
    kind: str
    tree: str = ""
    id: str = ""
    returns: bool = False


@dataclass(frozen=True, slots=True)
class SourceMark:
    """A source as it is named beside a claim: its number, and where its entry is."""

    number: int
    source: Source
    href: str


@dataclass(frozen=True, slots=True)
class Variant:
    """A sentence of a letter that depends on an answer: field, answer and the sentence."""

    field: Field
    answer: str
    text: str


class View:
    """One page's view of the guide."""

    def __init__(self, guide: Guide, page: Page) -> None:
        self.guide = guide
        self.page = page
        self.tree: Tree | None = guide.trees[page.subject] if page.kind == "tree" else None
        self.t = words.load(guide.site.language, "ui")
        self._prose = ProseWriter(self)
        self._numbers = {name: number for number, name in enumerate(guide.sources, 1)}

    # --- Texts -----------------------------------------------------------------------

    def md(self, text: str) -> Markup:
        """A text in the small Markdown as HTML blocks."""
        return self._prose(text)

    def inline(self, text: str) -> Markup:
        """A text of one paragraph as HTML without the paragraph."""
        return self._prose.inline(text)

    def phrase(self, text: str) -> Markup:
        """A short text with its line breaks between phrases, for headings and buttons."""
        site = self.guide.site
        shown = phrases.breakable(text, str(site.language), site.keep_together)
        return Markup(shown.replace(" <wbr>", " "))  # noqa: S704 - its own marks only

    def heading(self, text: str) -> Markup:
        """The same for a Markdown heading, in which no sign means anything to Markdown."""
        pieces = self.phrase(" ".join(text.split())).split("<wbr>")
        return Markup("<wbr>".join(_inert(piece) for piece in pieces))  # noqa: S704 - escaped

    def date(self, day: dt.date) -> str:
        """A date in words."""
        return date_in_words(day, self.t)

    def length(self, wait: Wait) -> str:
        """How long a wait takes, in words."""
        return length_in_words(wait, self.guide.fields, self.t)

    def count(self, key: str, number: int) -> str:
        """So many of something, in words."""
        return count_in_words(key, number, self.t)

    # --- Links -------------------------------------------------------------------------

    def link(self, reference: str) -> str | None:
        """See `prose.Resolver`."""
        place = places.find(self.guide, reference, self.tree)
        return None if place is None else place.seen_from(self.page.path)

    def cite(self, name: str) -> list[tuple[str, str]]:
        """See `prose.Resolver`: a fact leads to its sources."""
        fact = self.guide.facts.get(name)
        found = [str(source) for source in fact.sources] if fact else [name]
        return [
            (str(self._numbers[source]), self.source_href(source))
            for source in found
            if source in self._numbers
        ]

    def source_href(self, source: str) -> str:
        """The address of a source's entry."""
        return places.Place("source", places.SOURCES, source, "").seen_from(self.page.path)

    def sources(self, claim: Claim) -> list[SourceMark]:
        """The sources that a claim rests on."""
        return [
            SourceMark(self._numbers[name], self.guide.sources[name], self.source_href(name))
            for name in evidence.sources_of(self.guide, claim)
            if name in self.guide.sources
        ]

    def evidence(self, claim: Claim) -> list[tuple[str, list[SourceMark]]]:
        """The sources of a claim by kind, in the order in which the kinds are first named."""
        groups: dict[str, list[SourceMark]] = {}
        for mark in self.sources(claim):
            groups.setdefault(mark.source.kind, []).append(mark)
        return list(groups.items())

    def oldest_check(self, claim: Claim) -> dt.date | None:
        """The day since which all sources of a claim have been checked, if any needs that."""
        days = [mark.source.checked for mark in self.sources(claim) if mark.source.kind != OWN]
        return min((day for day in days if day), default=None)

    def to(self, reference: str, tree: Tree | None = None) -> Link:
        """A link to anything that a reference names.

        Raises:
            LookupError: There is no such thing; checks find this before pages are made.
        """
        owner = tree or self.tree
        place = places.find(self.guide, reference, owner)
        if place is None:
            raise LookupError(reference)
        found = places.find_node(self.guide, reference, owner)
        is_node = found is not None and place.kind in {"node", "tree"}
        other = str(found[0].short_title) if found and is_node and found[0] != self.tree else ""
        name = str(found[1].id) if found and is_node else ""
        kind = node_kind(found[1]) if found and place.kind == "node" else place.kind
        return Link(place.seen_from(self.page.path), place.title, kind, other, name)

    def way(self, edge: Edge) -> Link:
        """Where a way out of a node leads."""
        link = self.to(edge.target)
        return Link(link.href, link.title, link.kind, link.tree, link.id, edge.returns)

    def page_link(self, path: str) -> str:
        """The address of a page of the guide."""
        return places.Place("page", path, "", "").seen_from(self.page.path)

    # --- Trees -------------------------------------------------------------------------

    def kind(self, node: Node) -> str:
        """A node's kind as a word for class names."""
        return node_kind(node)

    def edges(self, node: Node) -> tuple[Edge, ...]:
        """The ways out of a node."""
        return edges(node)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What the chart calls the nodes: numbers on its spine, letters for shared ends."""
        if self.tree is None:
            return {}
        said = words.load(self.guide.site.language, "flowchart")
        return {step.id: step.name for step in build(self.guide, self.tree, said).steps()}

    def letters_of(self, tree: Tree) -> list[Letter]:
        """The letters that a tree's nodes use, in their order."""
        names = [str(ref) for node in tree.nodes.values() for ref in getattr(node, "letters", ())]
        return [self.guide.letters[name] for name in dict.fromkeys(names)]

    # --- Letters -----------------------------------------------------------------------

    def preview(self, tone: Tone) -> list[Link | str | Field]:
        """A letter as it reads with its blanks: texts, and the field for each blank."""
        parsed = letters.parse(tone.body.rstrip("\n"))
        fields = self.guide.fields
        return [
            piece.text if isinstance(piece, letters.Literal) else fields[piece.field]
            for piece in letters.preview(parsed.segments, fields)
        ]

    def variants(self, tone: Tone) -> list[Variant]:
        """The sentences of a letter that change with an answer, for every answer."""
        found: dict[tuple[str, str, str], Variant] = {}
        for each in letters.conditionals(letters.parse(tone.body).segments):
            field = self.guide.fields[each.field]
            for answer, pieces in self._answers(field, each):
                text = "".join(self._words(piece) for piece in pieces).strip()
                found.setdefault((str(field.id), answer, text), Variant(field, answer, text))
        return list(found.values())

    def _answers(
        self, field: Field, each: letters.Conditional
    ) -> Iterator[tuple[str, tuple[letters.Piece, ...]]]:
        if each.option is None:
            yield self.t["letter.filled"], each.then
            yield self.t["letter.empty"], each.otherwise
            return
        others = [str(label) for option, label in field.options.items() if option != each.option]
        yield str(field.options[each.option]), each.then
        yield self.t["joint"].join(others), each.otherwise

    def _words(self, piece: letters.Piece) -> str:
        if isinstance(piece, letters.Literal):
            return piece.text
        return self.t("letter.blank", label=self.guide.fields[piece.field].label)

    def used_in(self, letter: Letter) -> list[Link]:
        """The steps at which a letter is used."""
        return [
            self.to(f"{tree.id}/{node.id}")
            for tree in self.guide.trees.values()
            for node in tree.nodes.values()
            if letter.id in getattr(node, "letters", ())
        ]

    # --- Lists ----------------------------------------------------------------------

    def letter_groups(self) -> list[tuple[str, str, list[Letter]]]:
        """The letters by the tree that uses them first: its short title, an anchor, the letters."""
        left = dict(self.guide.letters)
        groups = []
        for name, tree in self.guide.trees.items():
            own = [
                left.pop(str(letter.id)) for letter in self.letters_of(tree) if letter.id in left
            ]
            if own:
                groups.append((str(tree.short_title), f"_{name}", own))
        if left:
            groups.append((self.t["letters.others"], "_others", list(left.values())))
        return groups

    def terms_in_order(self) -> list[Term]:
        """The terms as a dictionary sorts them: by reading, hiragana and katakana alike."""
        return sorted(
            self.guide.terms.values(), key=lambda term: _sounds(term.reading or term.term)
        )

    def facts_of(self, source: Source) -> list[Fact]:
        """The facts that rest on a source and are told somewhere."""
        facts = self.guide.facts.values()
        return [fact for fact in facts if source.id in fact.sources and not fact.withheld]

    def is_elsewhere(self, address: str) -> bool:
        """Whether an address may be linked to."""
        return is_elsewhere(address)

    # --- Scenarios ---------------------------------------------------------------------

    def told_by_tree(self) -> list[tuple[Tree, list[Scenario]]]:
        """The scenarios by the tree in which they end, in the trees' order."""
        groups: dict[str, list[Scenario]] = {name: [] for name in self.guide.trees}
        for scenario in self.guide.scenarios.values():
            found = places.find_node(self.guide, scenario.ends, None)
            if found is not None:
                groups[str(found[0].id)].append(scenario)
        return [(self.guide.trees[name], group) for name, group in groups.items() if group]

    def answered(self, scenario: Scenario) -> list[tuple[str, str]]:
        """The questions that a scenario meets, with its answers."""
        trees = self.guide.trees
        return [
            (str(trees[tree].nodes[node].title), answer)
            for (tree, node), answer in play(self.guide, scenario).answers
        ]


def _sounds(reading: str) -> str:
    """A reading for comparing: full-width forms and katakana as their plain counterparts."""
    plain = unicodedata.normalize("NFKC", reading).casefold()
    return "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in plain)


def _inert(markup: str) -> str:
    """HTML text whose ASCII signs are written as entities, so that Markdown sees none."""
    return re.sub(
        r"&#?\w+;|[!-/:-@\[-`{-~]",
        lambda match: match[0] if len(match[0]) > 1 else f"&#{ord(match[0])};",
        markup,
    )
