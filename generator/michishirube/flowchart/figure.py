"""The `<figure>` around the drawings: title, legend and downloads."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup

from michishirube.flowchart.comb import Comb, DrawnNode
from michishirube.flowchart.markup import element, icon, icon_of, lines
from michishirube.i18n.messages import Messages

PRINTED_HEIGHT = 980
"""Height in pixels that fits a printed page; higher drawings are printed as lists."""

KEY_ORDER = ("question", "action", "wait", "good", "neutral", "bad")

_SLUG = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*", re.ASCII)


def figure(
    comb: Comb,
    words: Messages,
    *,
    tree: str,
    narrow: Markup,
    wide: Markup | None,
    tall: bool,
    source: str,
) -> Markup:
    """Render the figure.

    Args:
        comb: The chart.
        words: Messages of the site.
        tree: Id of the tree.
        narrow: The narrow drawing.
        wide: The wide drawing, None for long charts.
        tall: Whether the wide drawing exceeds a printed page.
        source: Mermaid source.
    """
    style = "flowchart" + (" fc-both" if wide else "") + (" fc-tall" if tall else "")
    rooms = [element("div", {"class": "fc-narrow"}, narrow)]
    if wide:
        rooms.append(element("div", {"class": "fc-wide"}, wide))
    return element(
        "figure",
        {"class": style, "data-tree": tree},
        lines(
            [
                element("figcaption", None, words("title", title=comb.title)),
                element("p", {"class": "fc-hint"}, words["describe"]),
                _key(comb, words),
                element("div", {"class": "fc-room"}, lines(rooms)),
                _take(tree, words, source),
            ]
        ),
    )


def bare(words: Messages, title: str, tree: str, narrow: Markup) -> Markup:
    """Render the narrow drawing as a figure without legend and downloads."""
    label = words("title", title=title)
    room = element("div", {"class": "fc-room"}, element("div", {"class": "fc-narrow"}, narrow))
    return element("figure", {"class": "flowchart", "data-tree": tree, "aria-label": label}, room)


def target_style(nodes: Iterable[str]) -> str:
    """Return CSS rules that highlight the node in the page's fragment."""
    return "\n".join(
        f':root:has([id="{name}"]:target) [data-node="{name}"]'
        "{--fc-ring:3px;--fc-edge:var(--guide-here)}"
        for name in dict.fromkeys(nodes)
        if _SLUG.fullmatch(name)
    )


def _key(comb: Comb, words: Messages) -> Markup:
    """Render the legend of the shapes and icons that occur."""
    shown: dict[str, tuple[DrawnNode, str]] = {}
    for node in comb.nodes():
        name = words[f"result.{node.result}"] if node.result else words[f"kind.{node.kind}"]
        shown.setdefault(node.result or node.kind, (node, name))
    items = [_sample(*shown[key]) for key in KEY_ORDER if key in shown]
    return element("ul", {"class": "fc-key", "role": "list", "aria-label": words["legend"]}, *items)


def _sample(node: DrawnNode, name: str) -> Markup:
    style = f"fc-sample fc-{node.kind}" + (f" fc-{node.result}" if node.result else "")
    number = element("b", {"class": "fc-name"}, "1") if node.kind == "question" else ""
    sample = element("span", {"class": style, "aria-hidden": "true"}, number, icon(icon_of(node)))
    return element("li", None, sample, name)


def _take(tree: str, words: Messages, source: str) -> Markup:
    """Render the downloads: the drawing as a file, the Mermaid source to copy."""
    link = {"class": "fc-file", "href": f"{tree}.svg", "download": True}
    code = element("pre", {"tabindex": "0"}, element("code", None, source))
    return element(
        "div",
        {"class": "fc-take"},
        element("a", link, icon("file"), words["take.file"]),
        element(
            "details",
            None,
            element("summary", None, words["take.source"]),
            element("p", None, words["take.hint"]),
            code,
        ),
    )
