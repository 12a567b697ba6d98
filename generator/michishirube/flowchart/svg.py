"""Writes the wide drawing as SVG, inline for the page and as a standalone file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from michishirube.flowchart import spoken, svg_paths
from michishirube.flowchart.boxes import FONT, LINE, PANEL, Box, ChartText
from michishirube.flowchart.comb import DrawnNode, Jump
from michishirube.flowchart.drawing import BlockDrawing, Connector, Drawing, Line
from michishirube.flowchart.markup import ICONS, element, icon_of, lines
from michishirube.i18n.messages import Messages
from michishirube.support.memo import Memory

BASELINE = 15
"""Distance from the top of a line to its baseline."""
FILE_STYLE = """\
text{font-family:"Hiragino Sans","Noto Sans JP","Noto Sans CJK JP","Yu Gothic",Meiryo,sans-serif;\
fill:#17181c}
.fc-ground{fill:#fff}
.fc-line{fill:none;stroke:#55606e;stroke-width:1.5}
.fc-return{stroke-dasharray:5 4}
.fc-arrow{fill:#55606e}
.fc-label{font-weight:700}
.fc-notes{fill:#4a525e}
.fc-shape{fill:#fff;stroke:#55606e;stroke-width:1.5}
.fc-panel{fill:#55606e}
.fc-name{fill:#fff;font-weight:700;text-anchor:middle}
.fc-icon{fill:none;stroke:#55606e;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
.fc-box .fc-panel~.fc-icon{stroke:#fff}
.fc-question .fc-shape{fill:#e3ebf8;stroke:#2f5ea8}
.fc-question .fc-panel{fill:#2f5ea8}
.fc-question text{font-weight:700}
.fc-action .fc-shape{fill:#f2f9f9;stroke:#17696f}
.fc-action .fc-panel{fill:#17696f}
.fc-action .fc-icon{stroke:#17696f}
.fc-wait .fc-shape{fill:#fff3d6;stroke:#8a6100}
.fc-wait .fc-panel{fill:#8a6100}
.fc-wait .fc-icon{stroke:#8a6100}
.fc-good .fc-shape{fill:#e0f3e6;stroke:#1b7340}
.fc-good .fc-panel{fill:#1b7340}
.fc-good .fc-icon{stroke:#1b7340}
.fc-neutral .fc-shape{fill:#eceef1}
.fc-bad .fc-shape{fill:#fbe6e4;stroke:#b3362b}
.fc-bad .fc-panel{fill:#b3362b}
.fc-bad .fc-icon{stroke:#b3362b}
.fc-jump .fc-shape{stroke-dasharray:4 3}"""
"""Stylesheet of the standalone file: a light theme on white."""


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """Targets of the links in a drawing.

    Attributes:
        page: URL before the fragments of nodes; None for no links.
        jumps: Whether jumps are links.
    """

    page: str | None = ""
    jumps: bool = True


def inline(drawing: Drawing, words: Messages, drawn: Memory) -> Markup:
    """Render the drawing for the page; the site's stylesheet sets the colours.

    Args:
        drawing: The drawing.
        words: Messages of the site.
        drawn: Caches the markup of parts, which is the same in the page and in the file.
    """
    attributes = {
        "class": "fc-svg",
        "width": f"{drawing.width / 16:g}em",  # Grows with the text.
        "viewBox": f"0 0 {drawing.width} {drawing.height}",
        "role": "graphics-document document",
        "aria-label": words("title", title=drawing.title),
    }
    return element("svg", attributes, _Svg(words, drawn, LinkTarget()).groups(drawing.groups))


def file(drawing: Drawing, words: Messages, drawn: Memory, address: str | None) -> str:
    """Render the drawing as a standalone file.

    Args:
        drawing: The drawing.
        words: Messages of the site.
        drawn: Caches the markup of parts, as in `inline`.
        address: Absolute URL of the tree's page for links; None for none.
    """
    title = words("title", title=drawing.title)
    head = 44
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "width": drawing.width,
        "height": drawing.height + head,
        "viewBox": f"0 {-head} {drawing.width} {drawing.height + head}",
        "role": "img" if address is None else None,
    }
    ground = {
        "class": "fc-ground",
        "y": -head,
        "width": drawing.width,
        "height": drawing.height + head,
    }
    heading = {"x": 4, "y": -16, "font-size": 17, "font-weight": 700}
    content = lines(
        [
            element("title", None, title),
            element("desc", None, words["describe"]),
            element("style", None, Markup(FILE_STYLE)),  # noqa: S704
            element("rect", ground),
            element("text", heading, title),
            _Svg(words, drawn, LinkTarget(address, jumps=False)).groups(drawing.groups),
        ]
    )
    return f"{element('svg', attributes, content)}\n"


class _Svg:
    """Renders the parts of one drawing."""

    def __init__(self, words: Messages, drawn: Memory, target: LinkTarget) -> None:
        self.words, self.drawn, self.target = words, drawn, target

    def groups(self, groups: Sequence[BlockDrawing]) -> Markup:
        """Render the blocks, as a list for screen readers."""
        return element("g", {"role": "list", "font-size": FONT}, lines(map(self._group, groups)))

    def _group(self, group: BlockDrawing) -> Markup:
        branches = [
            element("g", {"role": "listitem"}, *map(self._part, parts))
            for parts in group.branches
            if parts
        ]
        inside = element("g", {"role": "list"}, *branches) if branches else ""
        return element("g", {"role": "listitem"}, self._part(group.box), inside)

    def _part(self, part: Connector | Box) -> Markup:
        return self.drawn.recall(_edge, part) if isinstance(part, Connector) else self._box(part)

    def _box(self, box: Box) -> Markup:
        part = box.part
        attributes: dict[str, object] = {}
        if isinstance(part, Jump):
            style, name = f"fc-jump fc-jump-{part.kind}", spoken.of_jump(part)
            href = self._jump_href(part)
        else:
            style = f"fc-{part.kind}" + (f" fc-{part.result}" if part.result else "")
            name = spoken.of_node(part, self.words)
            href = None if self.target.page is None else self.target.page + part.href
            attributes["data-node"] = part.id
            if self.target.jumps and part.name:
                attributes["id"] = f"wide.{part.id}"
        attributes = {"class": f"fc-box {style}", **attributes}
        if href:
            attributes |= {"href": href, "aria-label": name}
        return element("a" if href else "g", attributes, self.drawn.recall(_inside, box))

    def _jump_href(self, jump: Jump) -> str | None:
        if jump.kind == "missing" or not self.target.jumps:
            return None
        return jump.href or f"#wide.{jump.to}"


def _edge(edge: Connector) -> Markup:
    """Render the labels and lines of a connector; labels come first, since they are read."""
    drawn = [part for line in edge.lines for part in _line(line)]
    labels = [_text(label, "fc-label") for label in edge.labels]
    attributes = {"data-from": edge.source, "data-to": edge.target}
    if edge.spoken:
        attributes |= {"role": "img", "aria-label": edge.spoken}
    return element("g", attributes, *labels, *drawn)


def _line(line: Line) -> list[Markup]:
    # Returns are drawn from their target, so that the dashes of those that share a lane meet.
    points = line.points[::-1] if line.returns else line.points
    style = "fc-line fc-return" if line.returns else "fc-line"
    made = [element("path", {"class": style, "d": svg_paths.along(points)})]
    if line.arrow:
        made.append(element("path", {"class": "fc-arrow", "d": svg_paths.arrowhead(line.points)}))
    return made


def _text(text: ChartText, style: str | None = None) -> Markup:
    """Render lines of text, each in an element of its own.

    So bidirectional text can't affect other lines.
    """
    made = []
    for number, line in enumerate(text.lines):
        quiet = number >= len(text.lines) - text.notes
        attributes = {
            "class": style or ("fc-notes" if quiet else None),
            "x": text.x,
            "y": text.y + BASELINE + LINE * number,
            "font-size": text.size if text.size != FONT and not quiet else None,
        }
        made.append(element("text", attributes, line))
    return Markup("").join(made)


def _inside(box: Box) -> Markup:
    """Render the outline, panel, icon and text of a box."""
    shape = element("path", {"class": "fc-shape", "d": svg_paths.outline(box)})
    made = [shape]
    if box.panel and isinstance(box.part, DrawnNode):
        y = box.middle + (-4 if icon_of(box.part) else 5)
        place = {"class": "fc-name", "x": box.x + PANEL // 2, "y": y}
        made.append(element("path", {"class": "fc-panel", "d": svg_paths.panel(box)}))
        made.append(element("text", place, box.part.name))
    if sign := icon_of(box.part):
        x, y = box.icon
        move = f"translate({x} {y})"
        made.append(element("path", {"class": "fc-icon", "transform": move, "d": ICONS[sign]}))
    return Markup("").join([*made, _text(box.text)])
