"""Flowcharts of decision trees, rendered at build time.

`chart_for` returns everything a page needs. A tree is arranged once (`order`, `comb`) and drawn
twice: as nested HTML lists that fit a phone (`narrow`), and as SVG (`columns`, `boxes` and `wide`
compute coordinates, `svg` writes markup). A container query selects one of them. Knows nothing of
MkDocs, the theme or the subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from michishirube.analysis import addresses
from michishirube.flowchart import comb, figure, mermaid, narrow, svg, wide
from michishirube.flowchart.comb import Comb
from michishirube.flowchart.markup import ChartTextWriter
from michishirube.i18n import guide_words
from michishirube.model import Guide, Tree
from michishirube.support.memo import Memory

LONG = 60
"""Number of blocks from which a chart is folded into parts and has its SVG only as a file."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A tree's chart in all formats.

    Attributes:
        html: The `<figure>` for the page.
        svg: The drawing as a standalone file.
        mermaid: Mermaid source.
    """

    html: Markup
    svg: str
    mermaid: str


def arrange(guide: Guide, tree: Tree) -> Comb:
    """Return what the chart of a tree says."""
    return comb.build(guide, tree, guide_words.load(guide, "flowchart"))


def chart_for(guide: Guide, tree: Tree, arranged: Comb | None = None) -> Chart:
    """Draw a tree; `arranged` is what its chart says, if that is known already."""
    words = guide_words.load(guide, "flowchart")
    writer = ChartTextWriter(guide.site.language, guide.site.keep_together)
    arranged = arranged or arrange(guide, tree)
    drawing = wide.draw(arranged, writer, words)
    long = len(arranged.blocks) > LONG
    drawn = Memory()
    source = mermaid.write(arranged, words)
    return Chart(
        html=figure.figure(
            arranged,
            words,
            tree=str(tree.id),
            narrow=narrow.draw(arranged, writer, words, in_parts=long),
            wide=None if long else svg.inline(drawing, words, drawn),
            tall=drawing.height > figure.PRINTED_HEIGHT,
            source=source,
        ),
        svg=svg.file(drawing, words, drawn, _public_page(guide, tree)),
        mermaid=source,
    )


def marks(trees: Iterable[Tree]) -> str:
    """Return a stylesheet that highlights the node in the URL's fragment, without JavaScript.

    It isn't loaded where a script does that: dozens of `:has()` rules make the browser restyle the
    page on every change.
    """
    return figure.target_style(str(name) for tree in trees for name in tree.nodes)


def _public_page(guide: Guide, tree: Tree) -> str | None:
    """Return the absolute URL of the tree's page, None if the site has no address."""
    address = guide.site.address
    if not address or not re.match(r"https?://", address):
        return None
    return f"{address.rstrip('/')}/{addresses.tree_page(str(tree.id))}"
