"""Reading YAML: what is kept, what is refused, and where it is said to be."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from michishirube.diagnostics import Diagnostics
from michishirube.reading.source_file import MAX_BYTES, SourceFile, read_text
from michishirube.reading.yaml_nodes import (
    MAX_DEPTH,
    MappingNode,
    ScalarNode,
    SequenceNode,
    YamlNode,
    parse,
)


def read(text: str) -> tuple[YamlNode | None, list[str]]:
    diagnostics = Diagnostics()
    node = parse(SourceFile("x.yml", text), diagnostics)
    return node, [f"{item.span}:{item.code}" for item in diagnostics]


def scalar(text: str, key: str) -> ScalarNode:
    node, found = read(text)
    assert isinstance(node, MappingNode), found
    value = node.get(key)
    assert isinstance(value, ScalarNode)
    return value


@pytest.mark.parametrize(
    "written",
    ["yes", "no", "on", "はい", "2026-11-24", "007", "1_000", "0x1F", "1:30", "~", "null", ".inf"],
)
def test_plain_scalars_stay_as_written(written: str) -> None:
    assert scalar(f"a: {written}\n", "a").value == written


def test_every_value_knows_its_line_and_column() -> None:
    node, _ = read("a: 一\nb:\n  - 二\n  - c: 三\n")
    assert isinstance(node, MappingNode)
    items = node.get("b")
    assert isinstance(items, SequenceNode)
    inner = items.items[1]
    assert isinstance(inner, MappingNode)
    assert str(items.items[0].span) == "x.yml:3:5"
    assert str(inner.entries[0][0].span) == "x.yml:4:5"
    assert str(inner.entries[0][1].span) == "x.yml:4:8"


def test_block_text_knows_the_column_of_its_lines() -> None:
    assert scalar("a: |\n    一\n    二\n", "a").indent == 4


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("a: !!python/object:os.system x\n", "x.yml:1:4:tag"),
        ("a: !x y\n", "x.yml:1:4:tag"),
        ("a: &b 1\nc: *b\n", "x.yml:1:4:alias"),
        ("a: 1\nb: 2\na: 3\n", "x.yml:3:1:duplicate-key"),
        ("a: 1\n---\nb: 2\n", "x.yml:2:1:second-document"),
        ("? [a]\n: 1\n", "x.yml:1:3:key-not-text"),
        ("", "x.yml:1:1:empty-file"),
        ("# only a comment\n", "x.yml:1:1:empty-file"),
        ("a:\n\tb: 1\n", "x.yml:2:1:tab-indent"),
        ("a: 'x\n", "x.yml:1:4:unclosed-quote"),
        ("a: 1\nb：2\nc: 3\n", "x.yml:2:2:fullwidth-punctuation"),
        ("a:\n  - b\n　- c\n", "x.yml:3:1:odd-space"),
    ],
)
def test_refuses_with_place(text: str, finding: str) -> None:
    _, found = read(text)
    assert found == [finding]


def test_depth_is_counted_before_anything_recurses() -> None:
    _, found = read("[" * 100_000)
    assert found == [f"x.yml:1:{MAX_DEPTH + 2}:too-deep"]


def test_bomb_of_aliases_is_refused_at_its_first_anchor() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)
    )
    _, found = read(bomb)
    assert found == ["x.yml:1:4:alias"]


@pytest.mark.parametrize(
    ("data", "finding"),
    [
        (b"a: \xff\n", "x.yml:1:1:not-utf8"),
        ("a: 1\n".encode("utf-16"), "x.yml:1:1:not-utf8"),
        (b"ok: 1\na: \x00\n", "x.yml:2:4:bad-character"),
        ("a: x\u200by\n".encode(), "x.yml:1:5:bad-character"),
        ("a: \u202eabc\n".encode(), "x.yml:1:4:bad-character"),
        ("a: x\u2028b: 1\n".encode(), "x.yml:1:5:bad-character"),
        (b"a: " + b"x" * MAX_BYTES, "x.yml:1:1:file-too-large"),
    ],
)
def test_unusable_bytes(tmp_path: Path, data: bytes, finding: str) -> None:
    (tmp_path / "x.yml").write_bytes(data)
    diagnostics = Diagnostics()
    found = read_text(tmp_path / "x.yml", "x.yml", diagnostics)
    assert found is None or not found.is_usable
    assert [f"{item.span}:{item.code}" for item in diagnostics] == [finding]


def test_byte_order_mark_and_crlf_are_read_over(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    read_file = read_text(tmp_path / "x.yml", "x.yml", Diagnostics())
    assert read_file is not None
    assert read_file.lines == ["a: 1", "b: 2", ""]


def test_missing_file_is_reported(tmp_path: Path) -> None:
    diagnostics = Diagnostics()
    assert read_text(tmp_path / "no.yml", "no.yml", diagnostics) is None
    assert [item.code for item in diagnostics] == ["unreadable-file"]


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_with_a_place_inside_it(text: str) -> None:
    diagnostics = Diagnostics()
    source = SourceFile("x.yml", text)
    node = parse(source, diagnostics)
    assert (node is None) == any(True for _ in diagnostics) or list(diagnostics)
    for item in diagnostics:
        assert item.span.line >= 1
        assert item.span.column >= 1


yaml_like = st.lists(
    st.sampled_from(
        [
            "a: ",
            "b",
            ": ",
            "- ",
            "\n",
            "  ",
            "[",
            "]",
            "{",
            "}",
            "|\n",
            '"',
            "'",
            "#",
            "&x",
            "*x",
            "!t",
            "---\n",
            "：",
            "\u3000",
            "・",
            "? ",
            "\t",
            ">",
            "%",
            "@",
            "`",
            "はい",
        ]
    ),
    max_size=40,
).map("".join)


@given(yaml_like)
def test_yaml_like_noise_never_raises(text: str) -> None:
    parse(SourceFile("x.yml", text), Diagnostics())
