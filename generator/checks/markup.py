"""Texts keep to the small Markdown: no HTML, no script, and links and citations that exist."""

from __future__ import annotations

import functools

from generator import gaps, places, prose
from generator.checks.references import lacking, may_be_lost
from generator.complexity import excess
from generator.diagnostics import Diagnostics
from generator.model import Guide, Prose, Tree, walk

CODES = (
    "unsafe-markup",
    "long-block",
    "deep-markup",
    "wide-table",
    "unknown-link",
    "unknown-citation",
)


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Look at every text in which contributors may write Markdown."""
    for tree in guide.trees.values():
        _check_texts(guide, tree, tree, diagnostics)
    rest = (
        guide.site,
        *guide.letters.values(),
        *guide.fields.values(),
        *guide.checklists.values(),
        *guide.terms.values(),
        *guide.figures.values(),
        *guide.scenarios.values(),
        *guide.documents.values(),
    )
    for record in rest:
        _check_texts(guide, None, record, diagnostics)


def _check_texts(guide: Guide, tree: Tree | None, record: object, diagnostics: Diagnostics) -> None:
    for text in walk(record):
        if isinstance(text, Prose):
            if too_much := excess(text):
                at, counts = text.at(too_much.start), (too_much.found, too_much.limit)
                diagnostics.error(too_much.code, at, found=counts[0], limit=counts[1])
            for offset, what in prose.unsafe(text):
                diagnostics.error("unsafe-markup", text.at(offset, len(what)), what=what)
            _check_links(guide, tree, text, diagnostics)
            _check_citations(guide, text, diagnostics)


def _check_links(guide: Guide, tree: Tree | None, text: Prose, diagnostics: Diagnostics) -> None:
    for target, offset in prose.links(text):
        if places.find(guide, target, tree) is None and not may_be_lost(guide, target, tree):
            span = text.at(offset, len(target))
            known = functools.partial(places.known_places, guide, tree)
            lacks = lacking(guide, target, tree)
            diagnostics.error("unknown-link", span, near=(target, known), lacks=lacks, name=target)


def _check_citations(guide: Guide, text: Prose, diagnostics: Diagnostics) -> None:
    known = [*guide.facts, *guide.sources]
    readable = all(gaps.is_readable(guide, f"content/{name}.yml") for name in ("facts", "sources"))
    for name, offset in prose.citations(text):
        if name not in known and readable:
            span = text.at(offset, len(name))
            lacks = (("facts", name), ("sources", name))
            diagnostics.error("unknown-citation", span, near=(name, known), lacks=lacks, name=name)
