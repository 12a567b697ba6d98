"""Escaped HTML and SVG elements, and icons.

The only place in this package where markup is assembled: any label comes out as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from michishirube.flowchart.comb import DrawnNode, Jump
from michishirube.i18n.line_breaks import phrases
from michishirube.support.escaping import SPECIAL, inert

LONG = 8
"""Length in characters from which a phrase may not fit the narrowest line."""

EMPTY = frozenset({"path", "rect", "circle"})
"""SVG elements written without an end tag."""


ICONS: Mapping[str, str] = {
    "action": "M2.5 13.5l.8-3.6 7.6-7.6a1 1 0 0 1 1.4 0l1.4 1.4a1 1 0 0 1 0 1.4l-7.6 7.6z"
    "M9.5 3.8l2.8 2.8",
    "wait": "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 1 0 8 1.8zM8 4.6V8.2l2.6 1.6",
    "good": "M2.8 8.6l3.4 3.6 7-8",
    "neutral": "M3.8 14.2V2.2h8.6l-2 3 2 3H3.8",
    "bad": "M8 1.9l6.6 12H1.4zM8 6.4v3.4M8 11.8v.3",
    "block": "M8 2.5v10M3.6 8.4L8 12.8l4.4-4.4",
    "outcome": "M2.5 8h10M8.4 3.6L12.8 8l-4.4 4.4",
    "back": "M5.8 2.6L2.2 6.2l3.6 3.6M2.4 6.2h7.4a3.6 3.6 0 0 1 0 7.2H6",
    "tree": "M6.5 3.2H3v9.8h9.8V9.5M9.2 2.6h4.2v4.2M13.2 2.8L7.4 8.6",
    "missing": "M4 4l8 8M12 4l-8 8",
    "file": "M8 2v8M4.6 6.8L8 10.2l3.4-3.4M2.5 13.5h11",
}
"""Path data of icons on a canvas of 16 × 16."""


def element(
    name: str, attributes: Mapping[str, object] | None = None, *children: str | Markup
) -> Markup:
    """Build an element.

    Args:
        name: Name of the element.
        attributes: Values are escaped; None and False omit the attribute, True writes it without a
            value.
        children: Texts, which are escaped, and markup.
    """
    parts = [f"<{name}"]
    for key, value in (attributes or {}).items():
        if value is True:
            parts.append(f" {key}")
        elif value is not None and value is not False:
            parts.append(f' {key}="{_escaped(value)}"')
    if name in EMPTY and not children:
        parts.append("/>")
    else:
        inside = "".join(map(_escaped, children))
        parts.append(f">{inside}</{name}>")
    return Markup("".join(parts))  # noqa: S704 - every value and every text is escaped above


def _escaped(value: object) -> str:
    """Escape a value. Most need no escaping, and testing for that first is twice as fast."""
    if type(value) is str and not SPECIAL.search(value):
        return value
    return value if isinstance(value, Markup) else inert(value)


def lines(parts: Iterable[str | Markup]) -> Markup:
    """Join parts by newlines, without blank lines."""
    return Markup("\n".join(map(_escaped, filter(None, parts))))  # noqa: S704 - every part is escaped


def icon_of(part: DrawnNode | Jump) -> str:
    """Return the name of the icon for a node or jump, "" for questions."""
    if isinstance(part, Jump):
        return part.kind
    if part.kind == "question":
        return ""
    return part.result or "neutral" if part.kind == "outcome" else part.kind


def icon(name: str) -> Markup:
    """Render an icon in HTML, hidden from screen readers."""
    if not name:
        return Markup("")
    return element(
        "svg",
        {"class": "fc-icon", "viewBox": "0 0 16 16", "aria-hidden": "true"},
        element("path", {"d": ICONS[name]}),
    )


def _phrase(phrase: str) -> Markup:
    """Render a phrase; the browser may break long ones."""
    shown = inert(phrase)
    return element("span", {"class": "fc-long"}, shown) if len(phrase) > LONG else shown


class ChartTextWriter:
    """Splits texts into phrases and renders them, for one language."""

    def __init__(self, language: str, keep_together: Iterable[str]) -> None:
        self.language = language
        self.keep_together = tuple(keep_together)

    def phrases(self, text: str) -> tuple[str, ...]:
        """Split a text where a line may break."""
        return phrases(text, self.language, self.keep_together)

    def html(self, text: str, **attributes: object) -> Markup:
        """Render a text with its possible breaks, isolated from the writing direction around it."""
        pieces = Markup("<wbr>").join(_phrase(piece) for piece in self.phrases(text))
        return element("bdi", {key.rstrip("_"): value for key, value in attributes.items()}, pieces)
