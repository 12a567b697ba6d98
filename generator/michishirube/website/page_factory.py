"""Renders the content of pages on demand."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from michishirube.analysis.usage_index import UsageIndex, index_uses
from michishirube.flowchart import chart_for
from michishirube.model import Guide
from michishirube.website.pages import Page
from michishirube.website.render import Renderer

LAST = 4
"""Size of the cache: a request for a page is followed by one for its chart."""


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A rendered page: body of the document and, for trees, the flowchart as an SVG file."""

    body: Markup
    chart: str | None = None


def maker(guide: Guide, renderer: Renderer) -> Callable[[Page], RenderedPage]:
    """Return a cached function that renders the pages of a guide."""
    make = functools.partial(make_page, guide, renderer, index_uses(guide))
    return functools.lru_cache(maxsize=LAST)(make)


def make_page(guide: Guide, renderer: Renderer, uses: UsageIndex, page: Page) -> RenderedPage:
    """Render a page and, for trees, the flowchart that readers can download."""
    if page.kind != "tree":
        return RenderedPage(renderer.body(guide, page, uses))
    chart = chart_for(guide, guide.trees[page.subject])
    return RenderedPage(renderer.body(guide, page, uses, chart), chart.svg)
