"""Renders a report as a standalone HTML page: no scripts, no other files, no requests.

Each changed tree is drawn before and after, side by side, with changed nodes and edges marked.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from markupsafe import Markup

from michishirube.changes.findings import Changes, NodeChange, Side, TreeChange
from michishirube.changes.report.document import (
    Item,
    Line,
    Quote,
    ReportDocument,
    ReportSection,
    Run,
    Spot,
    plain_text,
)
from michishirube.flowchart import chart_for
from michishirube.flowchart.markup import element, lines
from michishirube.i18n import messages as languages

STYLE = Path(__file__).with_name("report.css")
TAGS = {"strong": "strong", "removed": "del", "added": "ins"}
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

_SLUG = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*", re.ASCII)


def as_html(document: ReportDocument, changes: Changes, language: str) -> str:
    """Render the page."""
    return _ChangesPage(document, changes, language).write()


class _ChangesPage:
    def __init__(self, document: ReportDocument, changes: Changes, language: str) -> None:
        self._document, self._changes, self._language = document, changes, language
        self._words = languages.load(language, "changes")
        self._trees = {tree.id: tree for tree in changes.trees}

    def write(self) -> str:
        style = STYLE.read_text(encoding="utf-8") + "\n".join(self._marks())
        head = element(
            "head",
            None,
            Markup('<meta charset="utf-8">'),
            Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            Markup('<meta http-equiv="Content-Security-Policy" content="{}">').format(POLICY),
            element("title", None, f"{self._document.title} {plain_text(self._document.compared)}"),
            element("style", None, Markup(style)),  # noqa: S704 - ids in it are slugs
        )
        page = element("html", {"lang": self._language}, head, element("body", None, self._body()))
        return f"<!doctype html>\n{page}\n"

    def _body(self) -> Markup:
        document = self._document
        parts = [
            element("h1", None, document.title),
            element("p", {"class": "headline"}, _line(document.headline)),
            element("p", {"class": "compared"}, _line(document.compared)),
        ]
        if document.notices:
            parts.append(element("div", {"class": "notices"}, _list(document.notices)))
        if len(document.sections) > 1:
            parts.append(self._contents())
        parts += [self._section(number, each) for number, each in enumerate(document.sections)]
        return element("main", None, lines(parts))

    def _contents(self) -> Markup:
        links = [
            element("li", None, element("a", {"href": f"#s{number}"}, _line(section.title)))
            for number, section in enumerate(self._document.sections)
        ]
        return element(
            "nav", {"aria-label": self._words["page.contents"]}, element("ul", None, *links)
        )

    def _section(self, number: int, section: ReportSection) -> Markup:
        parts = [element("h2", None, _line(section.title))]
        if section.tree is not None:
            parts.append(self._charts(number, section.tree))
        parts.append(_list(section.items))
        return element("section", {"id": f"s{number}"}, lines(parts))

    # --- Charts ---

    def _charts(self, number: int, tree: str) -> Markup:
        sides = (("before", self._changes.before), ("after", self._changes.after))
        figures = [self._chart(number, name, side, tree) for name, side in sides]
        legend = element("p", {"class": "legend"}, self._words["page.legend"])
        return lines([legend, element("div", {"class": "charts"}, *figures)])

    def _chart(self, number: int, name: str, side: Side, tree: str) -> Markup:
        title = f"{self._words[f'page.{name}']} {side.name or self._words['worktree']}"
        drawn = _drawing(side, tree) or element("p", None, self._words["page.no_chart"])
        return element(
            "figure",
            {"id": f"{name}{number}"},
            element("figcaption", None, title),
            element("div", {"class": "chart", "tabindex": "0"}, drawn),
        )

    def _marks(self) -> Iterator[str]:
        """Yield CSS rules that mark the differences in each pair of charts."""
        for number, section in enumerate(self._document.sections):
            tree = self._trees.get(section.tree or "")
            if tree is not None:
                yield from _node_marks(number, tree)
                yield from _edge_marks(number, tree)


def _drawing(side: Side, tree: str) -> Markup | None:
    found = side.guide.trees.get(tree) if side.guide else None
    if side.guide is None or found is None or found.start not in found.nodes:
        return None
    # Without an address, the steps are no links to the published site.
    guide = replace(side.guide, site=replace(side.guide.site, address=None))
    return Markup(chart_for(guide, found).svg)  # noqa: S704 - every label in it is escaped


def _node_marks(number: int, tree: TreeChange) -> Iterator[str]:
    for node in tree.nodes:
        for side, name in (("before", node.id_before), ("after", node.id_after)):
            if name and _SLUG.fullmatch(name) and _is_marked(node):
                where = f'#{side}{number} [data-node="{name}"] .fc-shape'
                yield f"{where}{{{_OUTLINES[node.status]}}}"


_OUTLINES = {
    "added": "stroke:var(--mark-added);stroke-width:5",
    "removed": "stroke:var(--mark-removed);stroke-width:4;stroke-dasharray:2 4",
    "changed": "stroke:var(--mark);stroke-width:4;stroke-dasharray:9 4",
    "renamed": "stroke:var(--mark);stroke-width:4;stroke-dasharray:9 4",
}


def _is_marked(node: NodeChange) -> bool:
    return node.status != "changed" or bool(node.texts or node.answers)


def _edge_marks(number: int, tree: TreeChange) -> Iterator[str]:
    for node in tree.nodes:
        for answer in node.answers:
            ends = (
                ("before", node.id_before, answer.before, "var(--mark-removed)"),
                ("after", node.id_after, answer.after, "var(--mark-added)"),
            )
            for side, name, target, colour in ends:
                to = target.key[1] if target and target.key and target.key[0] == tree.id else ""
                if answer.kind == "relabelled" or not name:
                    continue
                if _SLUG.fullmatch(name) and _SLUG.fullmatch(to):
                    edge = f'#{side}{number} [data-from="{name}"][data-to="{to}"]'
                    yield f"{edge} .fc-line{{stroke:{colour};stroke-width:4}}"
                    yield f"{edge} .fc-label{{fill:{colour};text-decoration:underline}}"


# --- Text ---


def _list(items: Iterable[Item]) -> Markup:
    return element("ul", None, lines(map(_item, items)))


def _item(item: Item) -> Markup:
    inner = _list(item.inner) if item.inner else ""
    return element("li", None, element("div", None, _line(item.line)), inner)


def _line(line: Line) -> Markup:
    groups = itertools.groupby(line, key=lambda run: TAGS.get(getattr(run, "style", "")))
    return Markup("").join(_group(tag, runs) for tag, runs in groups)


def _group(tag: str | None, runs: Iterable[Run]) -> Markup:
    """Render neighbours of one style in one element."""
    inside = Markup("").join(map(_run, runs))
    return element(tag, None, inside) if tag else inside


def _run(run: Run) -> Markup:
    if isinstance(run, Spot):
        return element("code", None, f"{run.path}:{run.line}" if run.line else run.path)
    is_name = isinstance(run, Quote) and run.name
    return element("code" if is_name else "bdi", None, run.text)
