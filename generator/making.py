"""Makes what a page of the site holds, when it is asked for."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from generator import places
from generator.flowchart import chart_for
from generator.model import Guide
from generator.pages import Page
from generator.render import Renderer
from generator.uses import Uses, uses_of

LAST = 4
"""Pages that are remembered: whoever asks for a page asks for the files of its chart as well."""


@dataclass(frozen=True, slots=True)
class Made:
    """What rendering a page gives: its document's body, and the files beside it by their paths."""

    body: str
    files: Mapping[str, str] = field(default_factory=dict)


def files_beside(page: Page) -> tuple[str, ...]:
    """The paths of the files that are made with a page: those of its tree's chart."""
    if page.kind != "tree":
        return ()
    return places.chart_file(page.subject), places.chart_marks(page.subject)


def maker(guide: Guide, renderer: Renderer) -> Callable[[Page], Made]:
    """What makes the pages of a guide."""
    make = functools.partial(make_page, guide, renderer, uses_of(guide))
    return functools.lru_cache(maxsize=LAST)(make)


def make_page(guide: Guide, renderer: Renderer, uses: Uses, page: Page) -> Made:
    """A page's body; with the chart of its tree, of which some lies in files beside the page."""
    if page.kind != "tree":
        return Made(renderer.body(guide, page, uses))
    chart = chart_for(guide, guide.trees[page.subject])
    files = zip(files_beside(page), (chart.svg, chart.marks), strict=True)
    return Made(renderer.body(guide, page, uses, chart), dict(files))
