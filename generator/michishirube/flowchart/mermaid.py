"""The chart as Mermaid source, for READMEs and slides.

Only a small subset of the language is used. Every character of a label that could be syntax is
written as an entity, so that a label can't end its quotes or start a directive, list or emphasis.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from michishirube.flowchart.comb import Comb, DrawnNode
from michishirube.i18n.messages import Messages

SHAPES: Mapping[str, tuple[str, str]] = {
    "question": ("{{", "}}"),
    "action": ("[", "]"),
    "wait": ("[/", "/]"),
    "outcome": ("([", "])"),
    "elsewhere": ("[[", "]]"),
}

STYLES = (
    "classDef question fill:#e3ebf8,stroke:#2f5ea8,color:#17181c",
    "classDef action fill:#f2f9f9,stroke:#17696f,color:#17181c",
    "classDef wait fill:#fff3d6,stroke:#8a6100,color:#17181c",
    "classDef good fill:#e0f3e6,stroke:#1b7340,color:#17181c",
    "classDef neutral fill:#eceef1,stroke:#55606e,color:#17181c",
    "classDef bad fill:#fbe6e4,stroke:#b3362b,color:#17181c",
    "classDef elsewhere fill:#ffffff,stroke:#55606e,color:#17181c,stroke-dasharray:4 3",
)


def write(comb: Comb, words: Messages) -> str:
    """Return the source, ending in a newline."""
    ids = {node.id: f"n{index}" for index, node in enumerate(comb.nodes(), start=1)}
    out = ["flowchart TD", *(_node(ids[node.id], node, words) for node in comb.nodes())]
    elsewhere: dict[str, str] = {}
    links: list[str] = []
    for index, block in enumerate(comb.blocks):
        if block.falls:
            below = ids[comb.blocks[index + 1].node.id]
            links += [_link(ids[block.node.id], label, below) for label in block.falls]
        for branch in block.branches:
            here, label = ids[block.node.id], branch.label
            for node in branch.nodes:
                links.append(_link(here, label, ids[node.id]))
                here, label = ids[node.id], None
            if branch.jump:
                end = ids.get(branch.jump.to)
                if end is None:
                    text = " ".join(filter(None, (branch.jump.text, branch.jump.title)))
                    end = elsewhere.setdefault(text, f"x{len(elsewhere) + 1}")
                links.append(_link(here, label, end, returns=branch.jump.kind == "back"))
    out += [_shaped(key, "elsewhere", quote(text), "elsewhere") for text, key in elsewhere.items()]
    return "\n".join([*out, *links, *(f"  {style}" for style in STYLES)]) + "\n"


def quote(label: str) -> str:
    """Quote a label; anything but letters, digits and harmless punctuation becomes an entity."""
    inside = re.sub(r"[^\w \u0080-\U0010ffff,()?!/=+]|_", lambda found: f"#{ord(found[0])};", label)
    # A label that begins as a list would be refused as "unsupported Markdown".
    inside = re.sub(r"^(\d+)([.)])", lambda found: f"{found[1]}#{ord(found[2])};", inside)
    return f'"{inside}"'


def _node(key: str, node: DrawnNode, words: Messages) -> str:
    text = f"{node.title} ({node.note})" if node.note else node.title
    if node.kind == "wait":
        text = f"{words['kind.wait']}: {text}"
    return _shaped(key, node.kind, quote(text), node.result or node.kind)


def _shaped(key: str, shape: str, text: str, style: str) -> str:
    left, right = SHAPES[shape]
    return f"  {key}{left}{text}{right}:::{style}"


def _link(here: str, label: str | None, there: str, *, returns: bool = False) -> str:
    arrow = "-.->" if returns else "-->"
    text = f"|{quote(label)}|" if label else ""
    return f"  {here} {arrow}{text} {there}"
