"""Joins rendered blocks to the HTML of a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from michishirube.support.escaping import inert
from michishirube.website.blocks import Heading, PageBlock


@dataclass(frozen=True, slots=True)
class RenderedBlock:
    """A block with its HTML; for a heading, only that of its text."""

    block: PageBlock
    html: Markup


def join(blocks: Iterable[RenderedBlock]) -> Markup:
    """Return the HTML of a page."""
    return Markup("\n").join(
        _heading(each.block, each.html) if isinstance(each.block, Heading) else each.html
        for each in blocks
    )


def _heading(heading: Heading, words: Markup) -> Markup:
    values = {"class": " ".join(heading.classes), "id": heading.id}
    values |= {f"data-{name}": value for name, value in heading.data.items()}
    attributes = Markup("").join(
        Markup(' {}="{}"').format(name, inert(value)) for name, value in values.items() if value
    )
    return Markup("<h{0}{1}>{2}</h{0}>").format(heading.level, attributes, words)
