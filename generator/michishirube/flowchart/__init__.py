"""Flowcharts of decision trees, drawn when the site is built.

`chart_for` makes everything that a page needs of a tree's chart. One model (the
`comb`) is drawn twice: as lists that fit a phone and grow with the text
(`narrow`), and as SVG (`wide`, `svg`); a container query shows the one for
which there is room. Nothing here knows a theme, a builder or the subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from michishirube.analysis import addresses
from michishirube.flowchart import comb, figure, mermaid, narrow, svg, wide
from michishirube.flowchart.markup import ChartTextWriter
from michishirube.i18n import messages as languages
from michishirube.model import Guide, Tree
from michishirube.support.memo import Memory

LONG = 60
"""From so many blocks on, a chart is folded into parts, and its wide drawing is only a file."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A tree's chart in all its forms.

    `html` is the `<figure>` for the page, `svg` the whole drawing as a file,
    `mermaid` its source for other programs; `names` are what it calls the steps, by their ids.
    """

    html: Markup
    svg: str
    mermaid: str
    names: Mapping[str, str]


def chart_for(guide: Guide, tree: Tree) -> Chart:
    """Draw a tree."""
    words = languages.load(guide.site.language, "flowchart")
    writer = ChartTextWriter(guide.site.language, guide.site.keep_together)
    arranged = comb.build(guide, tree, words)
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
        names={step.id: step.name for step in arranged.steps()},
    )


def marks(trees: Iterable[Tree]) -> str:
    """A style sheet which marks, in a chart, the step that the address names.

    Not for pages on which a script does that: with dozens of such rules the browser looks at the
    whole page again for each change that a script makes.
    """
    return figure.target_style(str(name) for tree in trees for name in tree.nodes)


def _public_page(guide: Guide, tree: Tree) -> str | None:
    """The address of the tree's page for those who meet its chart elsewhere."""
    address = guide.site.address
    if not address or not re.match(r"https?://", address):
        return None
    return f"{address.rstrip('/')}/{addresses.tree_page(str(tree.id))}"
