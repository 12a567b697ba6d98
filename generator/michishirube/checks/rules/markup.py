"""Texts keep to the small Markdown: no HTML, no script, and links and citations that exist."""

from __future__ import annotations

import functools
import re
import unicodedata

from michishirube.analysis import addresses
from michishirube.checks import other_names
from michishirube.checks.rules.references import lacking, may_be_lost
from michishirube.diagnostics import Diagnostics, Edit
from michishirube.markup import inline, markdown_dialect, prose
from michishirube.markup.complexity import excess
from michishirube.model import Guide, Prose, Tree, walk
from michishirube.model.kinds import OF_TABLE
from michishirube.reading import address_typos, gaps
from michishirube.reading.yaml_edits import edits_of

CODES = (
    "address-beginning",
    "address-end",
    "link-definition",
    "unsafe-markup",
    "long-block",
    "deep-markup",
    "wide-table",
    "empty-link",
    "unknown-link",
    "unknown-citation",
)


_GOES_ON = re.compile(r"[ \t]+[A-Za-z0-9/_-]+[ \t]*")
"""What follows a slash and a space, and isn't the title of a link."""


_WIDE = re.compile("[\u3001-\u30ff\u3400-\u9fff\uff01-\uff60]")


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
        *guide.clocks.values(),
        *guide.doors.values(),
        *guide.referrals.values(),
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
            typos = _check_addresses(text, diagnostics)
            typos |= _check_spelling(guide, tree, text, diagnostics)
            for offset, what in prose.unsafe(text):
                if offset not in typos and what.strip("/.#"):
                    diagnostics.error("unsafe-markup", text.at(offset, len(what)), what=what)
            _check_definitions(text, diagnostics)
            _check_links(guide, tree, text, typos, diagnostics)
            _check_citations(guide, text, diagnostics)


def _check_addresses(text: Prose, diagnostics: Diagnostics) -> frozenset[int]:
    """Report slips in addresses; returns where these begin, so that nothing else is said of them.

    A name with a dot before it isn't one of the guide's: `www.example.org` is meant as an address.
    """
    found = set()
    for mark in inline.each(text):
        if mark.kind not in ("link", "address") or mark.is_broken or "@" in mark.text:
            continue
        typo = address_typos.find(mark.text)
        if typo is not None:
            found.add(mark.at)
            span = text.at(mark.at, len(mark.text))
            diagnostics.error(
                typo.code, span, suggestion=typo.suggestion, value=mark.text, what=typo.what
            )
    return frozenset(found)


def _check_definitions(text: Prose, diagnostics: Diagnostics) -> None:
    """Report `[@A1]: words` and `[words]: address`; for the former, offer a colon that is text."""
    for match in prose.definitions(text):
        at, what = match.start("words"), match["words"]
        edits: tuple[Edit, ...] = ()
        if inline.CITATION.fullmatch(what):
            is_wide = _WIDE.match(match["to"]) and "\n" not in match["gap"]
            length = 1 + len(match["gap"]) if is_wide else 1
            colon = "：" if is_wide else " :"
            edits = edits_of(text, ((match.start("colon"), length, colon),))
        span = text.at(at, len(what) + 1)
        diagnostics.error("link-definition", span, edits=edits, what=f"{what}:")


def _check_spelling(
    guide: Guide, tree: Tree | None, text: Prose, diagnostics: Diagnostics
) -> frozenset[int]:
    """Report references with spaces or too many slashes; returns where these begin."""
    found = set()
    for mark in inline.each(text):
        if mark.kind != "link":
            continue
        goes_on = _GOES_ON.fullmatch(mark.rest) and mark.text.endswith(("/", "\\"))
        written = mark.text + (mark.rest.rstrip() if goes_on else "")
        right = other_names.respelt(guide, written, tree, is_node=False)
        if right is not None and written.isascii():
            found.add(mark.at)
            span = text.at(mark.at, len(written))
            if written.endswith("/"):
                diagnostics.error("empty-link", span, suggestion=right, what=written)
            else:
                diagnostics.error("unknown-link", span, suggestion=right, name=written)
    return frozenset(found)


def _check_links(
    guide: Guide, tree: Tree | None, text: Prose, typos: frozenset[int], diagnostics: Diagnostics
) -> None:
    for mark in inline.each(text):
        if mark.at in typos:
            continue
        if mark.kind == "link" and not inline.decoded(mark.text).strip("/.#"):
            span = text.at(mark.start, mark.end - mark.start)
            diagnostics.error("empty-link", span, what=text[mark.start : mark.end])
        elif (
            mark.kind == "link" and mark.text.endswith("/") and markdown_dialect.is_reference(mark)
        ):
            span = text.at(mark.at, len(mark.text))
            words = text[slice(*mark.words)]
            right = other_names.titled(guide, mark.text.strip("/"), words)
            diagnostics.error("empty-link", span, suggestion=right, what=mark.text)
    for target, offset in prose.links(text):
        if offset in typos or target.endswith("/") or not inline.decoded(target).strip("/.#"):
            continue
        if not target.isascii() and addresses.find(guide, _in_ascii(target), tree):
            continue  # Reported as a link in other signs.
        if addresses.find(guide, target, tree) is None and not may_be_lost(guide, target, tree):
            span = text.at(offset, len(target))
            known = functools.partial(addresses.known_references, guide, tree)
            lacks = lacking(guide, target, tree)
            right = other_names.place(guide, target, tree, is_node=False)
            near = None if right else (target, known)
            diagnostics.error(
                "unknown-link", span, suggestion=right, near=near, lacks=lacks, name=target
            )


def _in_ascii(target: str) -> str:
    return unicodedata.normalize("NFKC", target)


def _check_citations(guide: Guide, text: Prose, diagnostics: Diagnostics) -> None:
    known = [*guide.facts, *guide.sources]
    readable = all(gaps.is_readable(guide, OF_TABLE[name].path()) for name in ("facts", "sources"))
    for name, offset in prose.citations(text):
        if name not in known and readable:
            span = text.at(offset, len(name))
            lacks = (("facts", name), ("sources", name))
            diagnostics.error("unknown-citation", span, near=(name, known), lacks=lacks, name=name)
