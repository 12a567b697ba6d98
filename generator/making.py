"""Makes what the pages of a guide hold: on all cores, and only what isn't made yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator.flowchart import chart_for
from generator.memory import Memory, Read, watched
from generator.model import Guide
from generator.pages import Page
from generator.parallel import spread
from generator.places import chart_file
from generator.render import Renderer
from generator.uses import Uses, uses_of


@dataclass(frozen=True, slots=True)
class ChartFile:
    """A flowchart as a file, and the rules for the site's style sheet that it brings."""

    path: str
    svg: str
    style: str


@dataclass(frozen=True, slots=True)
class Made:
    """What rendering a page gives."""

    body: str
    charts: tuple[ChartFile, ...] = ()


def make_pages(
    guide: Guide,
    renderer: Renderer,
    pages: Sequence[Page],
    besides: tuple[Callable[[], Any], ...],
    memory: Memory[Made] | None,
) -> tuple[list[Made], list[Any]]:
    """What each page is made of, as far as possible from memory; and what `besides` give."""
    uses = uses_of(guide)
    if memory is not None:
        memory.begin(guide, uses, renderer)
        return _remembered(guide, renderer, uses, pages, memory), [each() for each in besides]
    # Together, so that all cores have work to the end.
    work: list[Callable[[], Any]] = [
        *besides,
        *(partial(_make, guide, renderer, uses, page) for page in pages),
    ]
    done: list[Any] = list(spread(lambda each: each(), work))
    return done[len(besides) :], done[: len(besides)]


def _remembered(
    guide: Guide, renderer: Renderer, uses: Uses, pages: Sequence[Page], memory: Memory[Made]
) -> list[Made]:
    def make(page: Page) -> tuple[Made, AbstractSet[Read]]:
        read_guide, read_uses, reads = watched(guide, uses)
        return _make(read_guide, renderer, read_uses, page), reads

    missing = [page for page in pages if memory.recall(page.path, page) is None]
    for page, (made, reads) in zip(missing, spread(make, missing), strict=True):
        memory.keep(page.path, page, made, reads)
    found = (memory.recall(page.path, page) for page in pages)
    return [made for made in found if made is not None]


def _make(guide: Guide, renderer: Renderer, uses: Uses, page: Page) -> Made:
    """A page's body; with the chart of its tree, which readers can take along as a file."""
    if page.kind != "tree":
        return Made(renderer.body(guide, page, uses))
    chart = chart_for(guide, guide.trees[page.subject])
    drawn = ChartFile(chart_file(page.subject), chart.svg, chart.style)
    return Made(renderer.body(guide, page, uses, chart), (drawn,))
