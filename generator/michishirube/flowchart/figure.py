"""The figure around the drawings: its title, the key to its signs, and what can be taken along."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup

from michishirube.flowchart.comb import Comb, DrawnNode
from michishirube.flowchart.markup import element, icon, icon_of, lines
from michishirube.i18n.messages import Messages

PRINTED_HEIGHT = 980
"""Pixels of the wide drawing that a printed page holds; higher ones are printed as lists."""

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
    """The whole figure.

    Args:
        comb: What the drawings show.
        words: The site's words for charts.
        tree: The tree's id, which its file is named after.
        narrow: The drawing for phones, and for any width if there is no other.
        wide: The drawing for wide places.
        tall: Whether the wide drawing is higher than a printed page.
        source: The chart in Mermaid's language.
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


def target_style(nodes: Iterable[str]) -> str:
    """Rules that mark the node which the address names, on a page with a section for each."""
    return "\n".join(
        f':root:has([id="{name}"]:target) [data-node="{name}"]'
        "{--fc-ring:3px;--fc-edge:var(--fc-here)}"
        for name in dict.fromkeys(nodes)
        if _SLUG.fullmatch(name)
    )


def _key(comb: Comb, words: Messages) -> Markup:
    """The key to the shapes and signs that the chart uses."""
    shown: dict[str, tuple[DrawnNode, str]] = {}
    for step in comb.steps():
        name = words[f"result.{step.result}"] if step.result else words[f"kind.{step.kind}"]
        shown.setdefault(step.result or step.kind, (step, name))
    items = [_sample(*shown[key]) for key in KEY_ORDER if key in shown]
    return element("ul", {"class": "fc-key", "role": "list", "aria-label": words["legend"]}, *items)


def _sample(step: DrawnNode, name: str) -> Markup:
    style = f"fc-sample fc-{step.kind}" + (f" fc-{step.result}" if step.result else "")
    number = element("b", {"class": "fc-name"}, "1") if step.kind == "question" else ""
    sample = element("span", {"class": style, "aria-hidden": "true"}, number, icon(icon_of(step)))
    return element("li", None, sample, name)


def _take(tree: str, words: Messages, source: str) -> Markup:
    """What readers can take along: the drawing as a file, the source to copy."""
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
