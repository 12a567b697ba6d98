"""Renders the content of pages on demand."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

from michishirube.analysis.usage_index import UsageIndex, index_uses
from michishirube.flowchart import Chart, chart_for
from michishirube.model import Guide
from michishirube.website.blocks import Component
from michishirube.website.compose import compose
from michishirube.website.page_html import RenderedBlock
from michishirube.website.pages import Page
from michishirube.website.render import Renderer
from michishirube.website.views import View

CHARTS = {"flowchart_figure", "map"}
"""Names of the components that show a chart."""

LAST = 4
"""Size of the cache: a request for a page is followed by one for its chart."""


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A rendered page: its blocks and, for trees, the flowchart."""

    blocks: tuple[RenderedBlock, ...]
    chart: Chart | None = None


def maker(guide: Guide, renderer: Renderer) -> Callable[[Page], RenderedPage]:
    """Return a cached function that renders the pages of a guide."""
    make = functools.partial(make_page, guide, renderer, index_uses(guide))
    return functools.lru_cache(maxsize=LAST)(make)


def make_page(guide: Guide, renderer: Renderer, uses: UsageIndex, page: Page) -> RenderedPage:
    """Render a page; for trees, with the flowchart that readers can download."""
    blocks = compose(guide, page)
    drawn = [each.shown for each in blocks if isinstance(each, Component) and each.name in CHARTS]
    chart = chart_for(guide, *drawn[0]) if drawn else None
    view = View(guide, page, uses, chart, renderer.texts)
    return RenderedPage(renderer.blocks(view, blocks), chart)
