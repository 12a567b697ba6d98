"""Flowcharts of decision trees, rendered at build time.

`chart_for` returns everything a page needs. A tree is arranged once (`order`, `comb`) and drawn
twice: as nested HTML lists that fit a phone (`narrow`), and as SVG (`columns`, `boxes` and `wide`
compute coordinates, `svg` writes markup). A container query selects one of them. Knows nothing of
MkDocs, the theme or the subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from markupsafe import Markup

from michishirube.analysis import addresses
from michishirube.flowchart import comb, figure, mermaid, narrow, svg, wide
from michishirube.flowchart.comb import Comb
from michishirube.flowchart.drawing import Drawing
from michishirube.flowchart.markup import ChartTextWriter
from michishirube.i18n import guide_words
from michishirube.model import Guide, Tree
from michishirube.support.memo import Memory

LONG = 60
"""Number of blocks from which a chart is folded into parts and has its SVG only as a file."""
LONG_PART = 20
"""Blocks in such a part."""
LARGE_MAP = 25
"""Number of nodes from which a map is folded into parts."""
MAP_PART = 8
"""Blocks in such a part: with what branches off, a screen of a phone."""


class Chart:
    """A tree's chart in all formats, each drawn when it is first asked for."""

    def __init__(self, guide: Guide, tree: Tree, arranged: Comb) -> None:
        self._guide = guide
        self._tree = tree
        self._comb = arranged
        self._words = guide_words.load(guide, "flowchart")
        self._writer = ChartTextWriter(guide.site.language, guide.site.keep_together)
        self._drawn = Memory()

    @cached_property
    def html(self) -> Markup:
        """The `<figure>` for a page: both drawings, legend and downloads."""
        wide_one = None if self._is_long else svg.inline(self._wide, self._words, self._drawn)
        return figure.figure(
            self._comb,
            self._words,
            tree=str(self._tree.id),
            narrow=narrow.draw(
                self._comb, self._writer, self._words, LONG_PART if self._is_long else None
            ),
            wide=wide_one,
            tall=self._wide.height > figure.PRINTED_HEIGHT,
            source=self.mermaid,
        )

    @cached_property
    def map(self) -> Markup:
        """The narrow drawing alone, for a map beside the walk; folded if it is large."""
        part = MAP_PART if len([*self._comb.nodes()]) > LARGE_MAP else None
        drawn = narrow.draw(self._comb, self._writer, self._words, part)
        return figure.bare(self._words, self._comb.title, str(self._tree.id), drawn)

    @cached_property
    def svg(self) -> str:
        """The drawing as a standalone file."""
        page = _public_page(self._guide, self._tree)
        return svg.file(self._wide, self._words, self._drawn, page)

    @cached_property
    def mermaid(self) -> str:
        """Mermaid source."""
        return mermaid.write(self._comb, self._words)

    @cached_property
    def _wide(self) -> Drawing:
        return wide.draw(self._comb, self._writer, self._words)

    @property
    def _is_long(self) -> bool:
        return len(self._comb.blocks) > LONG


def arrange(guide: Guide, tree: Tree) -> Comb:
    """Return what the chart of a tree says."""
    return comb.build(guide, tree, guide_words.load(guide, "flowchart"))


def chart_for(guide: Guide, tree: Tree, arranged: Comb | None = None) -> Chart:
    """Return the chart of a tree; `arranged` is what it says, if that is known already."""
    return Chart(guide, tree, arranged or arrange(guide, tree))


def marks(trees: Iterable[Tree]) -> str:
    """Return a stylesheet that highlights the node in the URL's fragment, without JavaScript.

    The walk's page doesn't load it: dozens of `:has()` rules make the browser restyle a page on
    every change, and there are none on the page with all steps.
    """
    return figure.target_style(str(name) for tree in trees for name in tree.nodes)


def _public_page(guide: Guide, tree: Tree) -> str | None:
    """Return the absolute URL of the tree's page, None if the site has no address."""
    address = guide.site.address
    if not address or not re.match(r"https?://", address):
        return None
    return f"{address.rstrip('/')}/{addresses.tree_page(str(tree.id))}"
