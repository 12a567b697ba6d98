"""The chart as others meet it: HTML for a page, an SVG file, Mermaid source."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from michishirube.flowchart import Chart, chart_for
from michishirube.i18n import messages
from michishirube.model import Outcome, Tree
from tests.conftest import tries
from tests.flowchart.trees import NASTY, guide, outcome, question, random_tree, tree

ROOT = Path(__file__).resolve().parents[2]
SVG = "{http://www.w3.org/2000/svg}"
VOID = {"wbr"}
ELEMENTS = frozenset(
    {"figure", "figcaption", "ul", "ol", "li", "div", "span", "a", "b", "i", "bdi", "wbr"}
    | {"details", "summary", "p", "pre", "code", "svg", "path", "g", "text", "style"}
)
"""All that a chart is made of."""


class Outline(HTMLParser):
    """Reads a chart back; complains of what isn't closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.nodes: dict[str, list[str]] = {"fc-narrow": [], "fc-wide": []}
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.tags: set[str] = set()
        self.said: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.add(tag)
        self.ids += [value for key, value in attrs if key == "id" and value]
        self.hrefs += [value for key, value in attrs if key == "href" and value]
        if found.get("data-node"):
            self.nodes[self.room].append(str(found["data-node"]))
        if self.room == "fc-narrow" and found.get("aria-label"):
            self.said.append(str(found["aria-label"]))
        if tag not in VOID:
            self.open.append((tag, found))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        labels = any("fc-label" in str(found.get("class")) for _, found in self.open)
        if self.room == "fc-narrow" and labels and data.strip():
            self.said.append(data.strip())

    @property
    def room(self) -> str:
        rooms = [found.get("class") or "" for _, found in self.open]
        return next((room for room in rooms if room in {"fc-narrow", "fc-wide"}), "")


def draw(written: Tree, address: str | None = None) -> Chart:
    return chart_for(guide(written, address=address), written)


def both_drawings_hold_every_node_once(chart: Chart, written: Tree) -> None:
    outline = Outline(chart.html)
    assert outline.tags <= ELEMENTS
    assert Counter(outline.nodes["fc-narrow"]) == Counter(list(written.nodes))
    if "fc-both" in chart.html:
        assert Counter(outline.nodes["fc-wide"]) == Counter(list(written.nodes))
    assert len(outline.ids) == len(set(outline.ids))
    anchors = {href[1:] for href in outline.hrefs if href.startswith("#")}
    assert anchors <= {*outline.ids, *written.nodes}
    assert "\n\n" not in chart.html


def the_file_is_well_formed_and_needs_nothing_else(chart: Chart) -> None:
    root = ElementTree.fromstring(chart.svg)  # noqa: S314 (our own)
    assert root.tag == f"{SVG}svg"
    assert root.find(f"{SVG}title") is not None
    for each in root.iter():
        assert each.tag.removeprefix(SVG) in {*ELEMENTS, "title", "desc", "rect"}
        assert not any(name.startswith("on") for name in each.attrib)
    assert "var(" not in chart.svg
    assert "http" not in chart.svg.replace("http://www.w3.org/2000/svg", "")


@tries(40)
@given(st.builds(random_tree, st.integers(3, 80), st.integers(0, 2**32 - 1), nasty=st.booleans()))
def test_any_tree_has_whole_drawings_and_a_sound_file(written: Tree) -> None:
    chart = draw(written)  # Once for both: this takes far longer than to look at it.
    both_drawings_hold_every_node_once(chart, written)
    the_file_is_well_formed_and_needs_nothing_else(chart)


@pytest.mark.parametrize("label", NASTY)
def test_a_label_stays_text(label: str) -> None:
    written = tree("t", question("a", label, (label, "b"), ("x", "b")), outcome("b", label))
    chart = draw(written)
    assert "<script" not in chart.html
    assert "<script" not in chart.svg
    outline = Outline(chart.html)
    assert outline.tags <= ELEMENTS


def test_a_screen_reader_meets_an_outline_in_order() -> None:
    written = tree(
        "t",
        question("a", "届きましたか", ("まだ", "b"), ("届いた", "end")),
        question("b", "待てますか", ("待てる", "<a"), ("待てない", "end")),
        outcome("end", "受け取る", "good"),
    )
    assert Outline(draw(written).html).said == [
        "問い1: 届きましたか",
        "届いた",
        "結果 (解決)A: 受け取る",
        "まだ",
        "問い2: 待てますか",
        "待てる",
        "1番へ戻る 届きましたか",
        "待てない",
        "結果Aへ 受け取る",
    ]


def test_the_figure_passes_through_markdown_untouched() -> None:
    chart = draw(random_tree(40, 7, nasty=True))
    body = markdown.markdown(
        f"# 題\n\n{chart.html}\n\n## 次\n", extensions=["attr_list", "md_in_html"]
    )
    assert str(chart.html) in body
    assert body.endswith("<h2>次</h2>")


def test_steps_in_the_file_lead_to_the_published_page() -> None:
    written = tree("t", outcome("a", "終わり"))
    assert (
        'href="https://example.org/g/stages/t.html#a"'
        in draw(written, "https://example.org/g/").svg
    )
    assert "href" not in draw(written, "javascript:alert(1)").svg
    assert "href" not in draw(written).svg


def test_the_output_is_the_same_in_every_process() -> None:
    code = (
        "import hashlib\n"
        "from michishirube.flowchart import chart_for\n"
        "from tests.flowchart.trees import guide, random_tree\n"
        "made = [random_tree(size, size) for size in (5, 20, 80)]\n"
        "charts = [chart_for(guide(each), each) for each in made]\n"
        "text = ''.join(c.html + c.svg + c.mermaid for c in charts)\n"
        "print(hashlib.sha256(text.encode()).hexdigest())\n"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


def test_500_nodes_are_folded_into_parts() -> None:
    """How long it takes is for benchmarks/flowchart to say: machines are noisy."""
    written = random_tree(500, 1)
    chart = draw(written)
    outline = Outline(chart.html)
    assert "details" in outline.tags
    assert Counter(outline.nodes["fc-narrow"]) == Counter(list(written.nodes))
    assert outline.nodes["fc-wide"] == []
    assert chart.html.count('class="fc-part" open') == 1


def test_a_large_map_is_folded_into_parts_of_a_screen() -> None:
    """The page with all steps has the chart whole, for paper."""
    written = random_tree(60, 1)
    chart = draw(written)
    assert "fc-part" not in chart.html
    parts = chart.map.split('<details class="fc-part"')[1:]
    assert len(parts) > 2
    sizes = [part.count('class="fc-item"') for part in parts]
    assert max(sizes) <= 8
    assert max(sizes) - min(sizes) <= len(parts)
    assert Counter(Outline(chart.map).nodes["fc-narrow"]) == Counter(list(written.nodes))
    shown = re.findall(r"<small>(.*?)</small>", chart.map)
    assert sum(int(n) for text in shown for n in re.findall(r"結果(\d+)つ", text)) == len(
        [node for node in written.nodes.values() if isinstance(node, Outcome)]
    )
    assert "fc-part" not in draw(random_tree(20, 1)).map


def test_the_languages_have_the_same_words() -> None:
    assert set(messages.load("ja", "flowchart")) == set(messages.load("en", "flowchart"))


def test_english_charts_are_in_english() -> None:
    written = tree("t", question("a", "Ready?", ("Yes", "b"), ("No", "<a")), outcome("b", "Go"))
    chart = chart_for(guide(written, language="en"), written)
    assert "Back to 1" in chart.html
    assert not any(
        "\u3040" <= char <= "\u30ff" for char in chart.html.split("fc-room")[1].split("data-")[0]
    )
