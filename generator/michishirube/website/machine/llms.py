"""Texts for language models: `llms.txt`, an index, and `llms-full.txt`, the full content.

The index follows llmstxt.org: a title, a summary as a block quote, then lists of links under
headings; links under "Optional" can be skipped if context is limited.
"""

from __future__ import annotations

from collections.abc import Iterator

from michishirube.analysis import addresses
from michishirube.i18n import guide_words
from michishirube.i18n.durations import length_in_words
from michishirube.markup.escape_markdown import line
from michishirube.markup.letter_template import LiteralText, parse, preview
from michishirube.model import (
    Action,
    Checklist,
    Claim,
    Clock,
    Door,
    Guide,
    Letter,
    Node,
    Outcome,
    Point,
    Question,
    Referral,
    Term,
    Tone,
    Tree,
    Wait,
    edges,
)
from michishirube.support.escaping import visible
from michishirube.website.blocks import Component
from michishirube.website.compose import compose
from michishirube.website.machine import data
from michishirube.website.machine.urls import absolute, markdown, node_id
from michishirube.website.pages import Page, menu

PATH = "llms.txt"
FULL_PATH = "llms-full.txt"

_ELSEWHERE = {"contribute", "tree"}
"""Pages that aren't about the subject, or whose texts are all on another page."""


def index(guide: Guide, pages: tuple[Page, ...]) -> str:
    """Render the index of pages."""
    said = guide_words.load(guide, "machine")
    parts = [*_head(guide)]
    full_text = {
        addresses.tree_page(page.subject): (page,) for page in pages if page.kind == "steps"
    }
    for group in menu(guide, pages):
        shown = [each for page in group.pages for each in (page, *full_text.get(page.path, ()))]
        shown = [page for page in shown if page.kind != "home"]
        if shown:
            parts += [f"## {group.name or said['llms.pages']}", "\n".join(_links(guide, shown))]
    extra = [(FULL_PATH, said["llms.all"]), (data.PATH, said["llms.data"])]
    links = [f"- [{path}]({absolute(guide, path)}): {about}" for path, about in extra]
    return "\n\n".join([*parts, f"## {said['llms.optional']}", "\n".join(links)]) + "\n"


def full(guide: Guide, pages: tuple[Page, ...]) -> str:
    """Render the content of all pages as one Markdown text."""
    return "\n\n".join(_parts(guide, pages)) + "\n"


def _parts(guide: Guide, pages: tuple[Page, ...]) -> Iterator[str]:
    ui = guide_words.load(guide, "ui")
    said = guide_words.load(guide, "machine")
    yield from _head(guide)
    yield said("llms.citations", facts=said["llms.facts"], sources=ui["sources.title"])
    for page in pages:
        if page.kind not in _ELSEWHERE and (parts := [*_PageText(guide, page).parts()]):
            yield f"## {line(page.title)}"
            yield said("llms.address", address=absolute(guide, page.path))
            yield ("\n" if page.kind in ("glossary", "places", "referrals") else "\n\n").join(parts)
    yield f"## {said['llms.facts']}"
    told = [fact for fact in guide.facts.values() if not fact.withheld]
    yield "\n".join(
        f"- [@{fact.id}] {line(fact.statement)} ({', '.join(fact.sources)})" for fact in told
    )
    yield f"## {ui['sources.title']}"
    yield "\n".join(
        f"- [@{source.id}] {line(source.title)} ({line(source.publisher)}) {source.address or ''}"
        for source in guide.sources.values()
    )


def _head(guide: Guide) -> Iterator[str]:
    site, said = guide.site, guide_words.load(guide, "machine")
    yield f"# {line(site.title)}"
    yield f"> {line(site.description)}"
    if licence := site.licence:
        words_of = {"author": line(site.author or site.title), "licence": line(licence.name)}
        yield said("llms.licence", **words_of, address=licence.address)


def _links(guide: Guide, pages: list[Page]) -> Iterator[str]:
    for page in pages:
        # Parsers of llms.txt look for the first closing bracket, escaped or not.
        title = line(page.title).replace("\\[", "&#91;").replace("\\]", "&#93;")
        yield f"- [{title}]({absolute(guide, page.path)}): {line(page.description)}"


def _joined(text: str) -> str:
    """Join Markdown to one line."""
    return " ".join(text.split())


class _PageText:
    """Renders the components of a page as Markdown; those that only lead elsewhere as nothing."""

    def __init__(self, guide: Guide, page: Page) -> None:
        self._guide = guide
        self._page = page
        self._tree = guide.trees[page.subject] if page.kind == "steps" else None
        self._ui = guide_words.load(guide, "ui")

    def parts(self) -> Iterator[str]:
        """Yield paragraphs, and the headings of steps, points and texts below the page's own."""
        heading = ""
        for block in compose(self._guide, self._page):
            if isinstance(block, Component):
                yield from self._component(block, heading)
            elif block.level > 1:
                anchor = "" if block.id.startswith("_") else f" {{#{block.id}}}"
                heading = f"#{'#' * block.level} {line(block.text)}{anchor}"
                # In a document, a heading may have no text of its own.
                yield from [heading] if self._page.kind == "document" else []

    def _component(self, block: Component, heading: str) -> Iterator[str]:
        match (block.name, *block.shown):
            case "prose_body", text:
                yield from [heading] if self._tree else []
                yield self._md(text)
            case "tree_summary", Tree() as tree:
                yield from [line(tree.summary)] if tree.summary else []
                yield from self._labelled("tree.first", tree.first)
                yield from self._labelled("tree.caution", tree.caution)
            case "step_body", node:
                yield from self._node(node)
            case "letter_head", Letter() as letter:
                yield line(letter.summary) + _marks(letter)
                yield self._ui("letter.route", to=line(letter.to), channel=line(letter.channel))
                yield from self._labelled("letter.when", letter.when)
                yield from self._labelled("letter.before", letter.before)
            case "letter_sheet", _, Tone() as tone:
                yield from self._tone(tone)
            case "letter_avoid", Letter() as letter:
                items = "\n".join(f"- {line(item)}" for item in letter.avoid)
                yield f"{self._ui['letter.avoid']}:\n\n{items}"
            case "letter_after", Letter() as letter:
                yield from self._labelled("letter.after", letter.after)
            case "checklist_head", Checklist() as checklist:
                yield self._md(checklist.lead)
            case "point_body", Point() as point:
                yield from self._point(point)
            case "checklist_results", Checklist() as checklist if checklist.closing:
                yield self._md(checklist.closing)
            case "clock_body", Clock() as clock:
                yield f"### {line(clock.label)}{_marks(clock)}"
                yield self._ui("clock.since", day=line(self._guide.fields[clock.since].label))
                yield self._md(clock.missed)
            case "door_body", Door() as door:
                way = _joined(self._md(door.way or ""))
                address = (door.address or "") if door.seen else ""
                yield f"- {line(door.label)}: {way} {address}{_marks(door)}".rstrip()
            case "referral_body", Referral() as referral:
                told = _joined(self._md(referral.text))
                about = f"{line(referral.title)}: {told} {line(referral.who)} {referral.address}"
                yield f"- {about}{_marks(referral)}"
            case "term_body", Term() as term:
                others = f" ({line(self._ui['joint'].join(term.aliases))})" if term.aliases else ""
                yield f"- {line(term.term)}{others}: {_joined(self._md(term.text))}{_marks(term)}"

    def _node(self, node: Node) -> Iterator[str]:
        yield f"### {line(node.title)} ({self._page.subject}/{node.id}){_marks(node)}"
        if isinstance(node, Wait):
            yield line(length_in_words(node, self._guide.fields, self._ui))
        if isinstance(node, Action) and node.do:
            steps = enumerate(node.do, 1)
            yield "\n".join(f"{at}. {_joined(self._md(step))}" for at, step in steps)
        text = node.help if isinstance(node, Question) else node.text
        if text:
            yield self._md(text)
        used = [str(name) for name in getattr(node, "letters", ())]
        if used:
            titles = (self._letter_link(name) for name in used)
            yield f"{self._ui['menu.letters']}: {', '.join(titles)}"
        exits = "\n".join(
            f"- {line(edge.label) + ' ' if edge.label else ''}→ {self._goal(edge.target)}"
            for edge in edges(node)
        )
        if exits:
            yield exits
        if isinstance(node, Action | Outcome) and node.see:
            found = (addresses.find(self._guide, ref, self._tree) for ref in node.see)
            yield "\n".join(
                f"- [{line(place.title)}]({absolute(self._guide, place.path)})"
                for place in found
                if place
            )

    def _tone(self, tone: Tone) -> Iterator[str]:
        yield f"{line(tone.label)}:"
        fields = self._guide.fields
        shown = "".join(
            piece.text
            if isinstance(piece, LiteralText)
            else self._ui("letter.blank", label=fields[piece.field].label)
            for piece in preview(parse(tone.body.rstrip("\n")).segments, fields)
        )
        yield "\n".join(f"    {row}".rstrip() for row in visible(shown).splitlines())

    def _point(self, point: Point) -> Iterator[str]:
        yield f"### {line(point.title)}{_marks(point)}"
        yield self._ui[f"severity.{point.severity}"]
        yield self._md(point.why)
        yield "\n".join(f"- {line(check.text)}{_marks(check)}" for check in point.checks)
        yield from self._labelled("point.do", point.do)

    def _labelled(self, key: str, text: str | None) -> Iterator[str]:
        if text:
            yield f"{self._ui[key]}: {self._md(text)}"

    def _md(self, text: str) -> str:
        return markdown(self._guide, text, self._tree, absolute)

    def _goal(self, target: str) -> str:
        found = addresses.find_node(self._guide, target, self._tree)
        title = f"{line(found[1].title)} " if found else ""
        return f"{title}({node_id(self._guide, target, self._tree)})"

    def _letter_link(self, name: str) -> str:
        title = line(self._guide.letters[name].title)
        return f"[{title}]({absolute(self._guide, addresses.letter_page(name))})"


def _marks(claim: Claim) -> str:
    """Return the citations of a claim, in the syntax of texts: `[@A1]`."""
    names = [str(name) for name in (*claim.facts, *claim.sources)]
    return " " + "".join(f"[@{name}]" for name in names) if names else ""
