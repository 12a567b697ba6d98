"""Makes what the files of a site hold: all at once on all cores, or each when it is asked for."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from generator.flowchart import chart_for
from generator.model import Guide
from generator.pages import Page
from generator.parallel import spread
from generator.render import Renderer
from generator.uses import Uses

T = TypeVar("T")

Part = Callable[[], T]
"""Gives what a file holds, the same each time; it may be made only then."""
Settle = Callable[[Sequence[Part[T]]], list[Part[T]]]
"""Decides when parts are made: `at_once` or `when_asked`."""


@dataclass(frozen=True, slots=True)
class Made:
    """What rendering a page gives: its document's body, and the file of its chart if it has one."""

    body: str
    chart: str | None = None


def make_page(guide: Guide, renderer: Renderer, uses: Uses, page: Page) -> Made:
    """A page's body; with the chart of its tree, which readers can take along as a file."""
    if page.kind != "tree":
        return Made(renderer.body(guide, page, uses))
    chart = chart_for(guide, guide.trees[page.subject])
    return Made(renderer.body(guide, page, uses, chart), chart.svg)


def at_once(parts: Sequence[Part[T]]) -> list[Part[T]]:
    """All parts made, on all cores: for a build, which needs them all."""
    return [functools.partial(_given, made) for made in spread(lambda part: part(), parts)]


def when_asked(parts: Sequence[Part[T]]) -> list[Part[T]]:
    """No part made yet: for a preview, in which somebody looks at one page."""
    return [functools.cache(part) for part in parts]


def _given(made: T) -> T:
    return made
