"""Texts for language models: `llms.txt`, an index, and `llms-full.txt`, the full content.

The index follows llmstxt.org: a title, a summary as a block quote, then lists of links under
headings; links under "Optional" can be skipped if context is limited.
"""

from __future__ import annotations

from collections.abc import Iterator

from michishirube.analysis import addresses
from michishirube.i18n import messages
from michishirube.i18n.durations import length_in_words
from michishirube.markup.escape_markdown import line
from michishirube.markup.letter_template import LiteralText, parse, preview
from michishirube.model import (
    Action,
    Checklist,
    Claim,
    Document,
    Guide,
    Letter,
    Node,
    Outcome,
    Question,
    Term,
    Tree,
    Wait,
    edges,
)
from michishirube.support.escaping import visible
from michishirube.website import listings
from michishirube.website.machine import data
from michishirube.website.machine.urls import absolute, markdown, node_id
from michishirube.website.pages import Page, menu

PATH = "llms.txt"
FULL_PATH = "llms-full.txt"


def index(guide: Guide, pages: tuple[Page, ...]) -> str:
    """Render the index of pages."""
    said = messages.load(guide.site.language, "machine")
    parts = [*_head(guide)]
    for group in menu(guide, pages):
        shown = [page for page in group.pages if page.kind != "home"]
        if shown:
            parts += [f"## {group.name or said['llms.pages']}", "\n".join(_links(guide, shown))]
    extra = [(FULL_PATH, said["llms.all"]), (data.PATH, said["llms.data"])]
    links = [f"- [{path}]({absolute(guide, path)}): {about}" for path, about in extra]
    return "\n\n".join([*parts, f"## {said['llms.optional']}", "\n".join(links)]) + "\n"


def full(guide: Guide, pages: tuple[Page, ...]) -> str:
    """Render the content of all pages as one Markdown text."""
    return "\n\n".join(_MarkdownText(guide).parts(pages)) + "\n"


def _head(guide: Guide) -> Iterator[str]:
    site, said = guide.site, messages.load(guide.site.language, "machine")
    yield f"# {line(site.title)}"
    yield f"> {line(site.description)}"
    licence = site.licence
    words_of = {"author": line(site.author), "licence": line(licence.name)}
    yield said("llms.licence", **words_of, address=licence.address)


def _links(guide: Guide, pages: list[Page]) -> Iterator[str]:
    for page in pages:
        # Parsers of llms.txt look for the first closing bracket, escaped or not.
        title = line(page.title).replace("\\[", "&#91;").replace("\\]", "&#93;")
        yield f"- [{title}]({absolute(guide, page.path)}): {line(page.description)}"


def _joined(text: str) -> str:
    """Join Markdown to one line."""
    return " ".join(text.split())


class _MarkdownText:
    """Renders records as Markdown: a heading and paragraphs."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self._ui = messages.load(guide.site.language, "ui")
        self._said = messages.load(guide.site.language, "machine")

    def parts(self, pages: tuple[Page, ...]) -> Iterator[str]:
        guide, said = self._guide, self._said
        yield from _head(guide)
        names = {"facts": said["llms.facts"], "sources": self._ui["sources.title"]}
        yield said("llms.citations", **names)
        for page in pages:
            yield from self._page(page)
        yield f"## {said['llms.facts']}"
        told = [fact for fact in guide.facts.values() if not fact.withheld]
        yield "\n".join(
            f"- [@{fact.id}] {line(fact.statement)} ({', '.join(fact.sources)})" for fact in told
        )
        yield f"## {self._ui['sources.title']}"
        yield "\n".join(
            f"- [@{source.id}] {line(source.title)} ({line(source.publisher)})"
            f" {source.address or ''}"
            for source in guide.sources.values()
        )

    def _page(self, page: Page) -> Iterator[str]:
        guide = self._guide
        writers = {
            "tree": lambda: self._tree(guide.trees[page.subject]),
            "letter": lambda: self._letter(guide.letters[page.subject]),
            "checklist": lambda: self._checklist(guide.checklists[page.subject]),
            "document": lambda: self._document(guide.documents[page.subject]),
            "deadlines": self._deadlines,
            "places": self._places,
            "glossary": self._glossary,
        }
        if page.kind in writers:
            yield f"## {line(page.title)}"
            yield self._said("llms.address", address=absolute(guide, page.path))
            yield from writers[page.kind]()

    def _tree(self, tree: Tree) -> Iterator[str]:
        yield line(tree.summary)
        yield f"{self._ui['tree.first']}: {self._md(tree.first, tree)}"
        if tree.caution:
            yield f"{self._ui['tree.caution']}: {self._md(tree.caution, tree)}"
        for node in tree.nodes.values():
            yield from self._node(tree, node)
        if tree.more:
            yield f"### {self._ui['tree.more']}"
            yield self._md(tree.more, tree)

    def _node(self, tree: Tree, node: Node) -> Iterator[str]:
        yield f"### {line(node.title)} ({tree.id}/{node.id}){self._marks(node)}"
        if isinstance(node, Wait):
            yield line(length_in_words(node, self._guide.fields, self._ui))
        if isinstance(node, Action) and node.do:
            steps = enumerate(node.do, 1)
            yield "\n".join(f"{at}. {_joined(self._md(step, tree))}" for at, step in steps)
        text = node.help if isinstance(node, Question) else node.text
        if text:
            yield self._md(text, tree)
        used = [str(name) for name in getattr(node, "letters", ())]
        if used:
            titles = (self._letter_link(name) for name in used)
            yield f"{self._ui['menu.letters']}: {', '.join(titles)}"
        exits = "\n".join(
            f"- {line(edge.label) + ' ' if edge.label else ''}→ {self._goal(tree, edge.target)}"
            for edge in edges(node)
        )
        if exits:
            yield exits
        if isinstance(node, Action | Outcome) and node.see:
            found = (addresses.find(self._guide, ref, tree) for ref in node.see)
            yield "\n".join(
                f"- [{line(place.title)}]({absolute(self._guide, place.path)})"
                for place in found
                if place
            )

    def _letter(self, letter: Letter) -> Iterator[str]:
        yield line(letter.summary) + self._marks(letter)
        yield self._ui("letter.route", to=line(letter.to), channel=line(letter.channel))
        for key, text in (("when", letter.when), ("before", letter.before)):
            if text:
                yield f"{self._ui[f'letter.{key}']}: {self._md(text)}"
        fields = self._guide.fields
        for tone in letter.tones:
            yield f"{line(tone.label)}:"
            pieces = preview(parse(tone.body.rstrip("\n")).segments, fields)
            shown = "".join(
                piece.text
                if isinstance(piece, LiteralText)
                else self._ui("letter.blank", label=fields[piece.field].label)
                for piece in pieces
            )
            yield "\n".join(f"    {row}".rstrip() for row in visible(shown).splitlines())
        if letter.avoid:
            items = "\n".join(f"- {line(item)}" for item in letter.avoid)
            yield f"{self._ui['letter.avoid']}:\n\n{items}"
        yield f"{self._ui['letter.after']}: {self._md(letter.after)}"

    def _checklist(self, checklist: Checklist) -> Iterator[str]:
        yield self._md(checklist.lead)
        for point in checklist.points:
            yield f"### {line(point.title)}{self._marks(point)}"
            yield self._ui[f"severity.{point.severity}"]
            yield self._md(point.why)
            yield "\n".join(f"- {line(check.text)}{self._marks(check)}" for check in point.checks)
            yield f"{self._ui['point.do']}: {self._md(point.do)}"
        if checklist.closing:
            yield self._md(checklist.closing)

    def _document(self, document: Document) -> Iterator[str]:
        # Shift headings by one level, below the page's title.
        rows = self._md(document.body).split("\n")
        yield "\n".join(f"#{row}" if row.startswith("##") else row for row in rows)

    def _deadlines(self) -> Iterator[str]:
        for clock in self._guide.clocks.values():
            since = line(self._guide.fields[clock.since].label)
            yield f"### {line(clock.label)}{self._marks(clock)}"
            yield self._ui("clock.since", day=since)
            yield self._md(clock.missed)

    def _places(self) -> Iterator[str]:
        yield "\n".join(
            f"- {line(door.label)}: {_joined(self._md(door.way or ''))}"
            f" {(door.address or '') if door.seen else ''}{self._marks(door)}".rstrip()
            for door in self._guide.doors.values()
        )

    def _glossary(self) -> Iterator[str]:
        yield "\n".join(self._term(term) for term in listings.terms_in_order(self._guide))

    def _term(self, term: Term) -> str:
        others = f" ({line(self._ui['joint'].join(term.aliases))})" if term.aliases else ""
        return f"- {line(term.term)}{others}: {_joined(self._md(term.text))}{self._marks(term)}"

    def _marks(self, claim: Claim) -> str:
        """Return the citations of a claim, in the syntax of texts: `[@A1]`."""
        names = [str(name) for name in (*claim.facts, *claim.sources)]
        return " " + "".join(f"[@{name}]" for name in names) if names else ""

    def _md(self, text: str, tree: Tree | None = None) -> str:
        return markdown(self._guide, text, tree, absolute)

    def _goal(self, tree: Tree, target: str) -> str:
        found = addresses.find_node(self._guide, target, tree)
        title = f"{line(found[1].title)} " if found else ""
        return f"{title}({node_id(self._guide, target, tree)})"

    def _letter_link(self, name: str) -> str:
        title = line(self._guide.letters[name].title)
        return f"[{title}]({absolute(self._guide, addresses.letter_page(name))})"
