"""Texts without their `|`: what is read in their place, and what is never taken for one."""

from __future__ import annotations

import pytest

from michishirube.diagnostics import Diagnostics, Span
from michishirube.model import Text, Tree
from michishirube.reading import unmarked_blocks, yaml_nodes
from michishirube.reading.source_file import SourceFile
from michishirube.reading.structure import structure
from michishirube.reading.text_keys import text_keys


def tree(text: str) -> tuple[Tree, Diagnostics]:
    found = Diagnostics()
    node = yaml_nodes.parse(SourceFile("dry.yml", text), found)
    assert node is not None
    return structure(Tree, node, Text("dry", Span("dry.yml")), found), found


BELOW = "first:\n    Water it: once.\n\n    - Slowly\n      - or not at all\nstart: water\n"
BEHIND = "first: Water it: once,\n  by rule #1\n  [of us](about).\nstart: water\n"


def test_text_below_its_key_is_read_with_its_lines_and_places() -> None:
    read, found = tree(BELOW)
    assert read.first == "Water it: once.\n\n- Slowly\n  - or not at all\n"
    assert read.first.at(read.first.index("Slowly")) == Span("dry.yml", 4, 7, 4, 8)
    assert read.start == "water"
    assert [item.code for item in found if item.code != "missing-key"] == ["text-without-bar"]


def test_text_behind_its_key_is_read_with_its_lines() -> None:
    read, found = tree(BEHIND)
    assert read.first == "Water it: once,\nby rule #1\n[of us](about).\n"
    assert (read.start, read.start.span.line) == ("water", 4)
    assert [item.code for item in found if item.code != "missing-key"] == ["text-without-bar"]


def test_short_text_is_put_into_one_line_without_spaces_between_japanese_words() -> None:
    read, _ = tree("title: 土が\n  乾いている: 鉢\n  が軽い\nstart: water\n")
    assert read.title == "土が乾いている: 鉢が軽い"
    found = unmarked_blocks.at(["title: 土が", "  乾いている", "  and dry"], 1)
    assert found is not None
    assert found.written == "title: 土が乾いている and dry"


@pytest.mark.parametrize(
    "lines",
    [
        ["nodes:", "  Water it: once"],
        ["start: water", "  it: now"],
        ["first: Water it.", "  caution: Slowly."],
        ["first: Water it.", "  cuation: Slowly."],
        ["first: |", "  Water it: once"],
        ['first: "Water it', '  once: or twice"'],
        ["first: [a, b,", "  c: d]"],
        ["first:", "caution: Slowly."],
        ["do:", "  - Water it"],
        ["nodes:", "  water:", "    action: Water it"],
    ],
)
def test_nothing_but_a_text_is_taken_for_one(lines: list[str]) -> None:
    found = unmarked_blocks.at(lines, 1)
    assert found is None or found.last == found.first


def test_text_ends_before_the_next_line_that_is_not_deeper() -> None:
    lines = ["    text: Water it", "", "      once: now", "  # next", "  rest:"]
    found = unmarked_blocks.at(lines, 1)
    assert found is not None
    assert (found.first, found.last) == (1, 3)


def test_keys_of_texts_come_from_the_model() -> None:
    keys = text_keys()
    assert keys["text"][0] == keys["body"][0] == "long"
    assert keys["title"][0] == keys["statement"][0] == "short"
    assert keys["do"][1] == "long"
    assert {keys[name] for name in ("nodes", "facts", "start", "figure")} == {("other", "other")}
