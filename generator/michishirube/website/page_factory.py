"""Makes what a page of the site holds, when it is asked for."""

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
"""Pages that are remembered: whoever asks for a page asks for the file of its chart as well."""


@dataclass(frozen=True, slots=True)
class Made:
    """What rendering a page gives: its document's body, and the file of its chart if it has one."""

    body: Markup
    chart: str | None = None


def maker(guide: Guide, renderer: Renderer) -> Callable[[Page], Made]:
    """What makes the pages of a guide."""
    make = functools.partial(make_page, guide, renderer, index_uses(guide))
    return functools.lru_cache(maxsize=LAST)(make)


def make_page(guide: Guide, renderer: Renderer, uses: UsageIndex, page: Page) -> Made:
    """A page's body; with the chart of its tree, which readers can take along as a file."""
    if page.kind != "tree":
        return Made(renderer.body(guide, page, uses))
    chart = chart_for(guide, guide.trees[page.subject])
    return Made(renderer.body(guide, page, uses, chart), chart.svg)
