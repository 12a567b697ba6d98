"""Quotes: written where YAML needs them, nowhere else, and as they were before."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from michishirube.diagnostics import Diagnostics, Span
from michishirube.model import Text
from michishirube.reading import yaml_nodes
from michishirube.reading.quoting import in_quotes, needs_quotes, quoted_as, unquoted
from michishirube.reading.source_file import SourceFile
from michishirube.reading.yaml_edits import edits_of
from michishirube.reading.yaml_scalars import scalar

TEXTS = st.text(st.sampled_from("ab1土 :#-?,.[]{}>|*&!%@`'\"\\~=<"), min_size=1, max_size=6)


def read(line: str, in_flow: bool) -> str | None:
    """The value of `key` in a line; None if it isn't a text or the line can't be read."""
    node = yaml_nodes.parse(SourceFile("x.yml", line), Diagnostics())
    value = node.get("key") if isinstance(node, yaml_nodes.MappingNode) else None
    if in_flow:
        is_one = isinstance(value, yaml_nodes.SequenceNode) and len(value.items) == 1
        value = value.items[0] if is_one else None  # type: ignore[union-attr]
    return value.value if isinstance(value, yaml_nodes.ScalarNode) else None


def line(value: str, in_flow: bool) -> str:
    return f"key: [{value}]\n" if in_flow else f"key: {value}\n"


@given(TEXTS, st.booleans())
@example("---", False)
@example("a #b", False)
def test_text_without_need_of_quotes_is_read_as_it_is(value: str, in_flow: bool) -> None:
    if not needs_quotes(value, in_flow=in_flow):
        assert read(line(value, in_flow), in_flow) == value


@given(TEXTS, st.booleans())
def test_text_in_quotes_is_read_as_it_is(value: str, in_flow: bool) -> None:
    assert read(line(in_quotes(value), in_flow), in_flow) == value
    assert unquoted(in_quotes(value)) == value


@given(TEXTS, st.booleans())
@example("a, b", False)
@example("see [a](b)", False)
@example("what? {a}", False)
def test_text_is_not_quoted_without_need(value: str, in_flow: bool) -> None:
    if needs_quotes(value, in_flow=in_flow):
        found = Diagnostics()
        source = SourceFile("x.yml", line(value, in_flow))
        yaml_nodes.parse(source, found)
        assert read(line(value, in_flow), in_flow) != value or len(found)


@pytest.mark.parametrize(
    ("written", "new", "right"),
    [
        ("rets", "rest", "rest"),
        ('"rets"', "rest", '"rest"'),
        ("'rets'", "rest", "'rest'"),
        ("'it'", '"it: is"', "'it: is'"),
        ("'its'", "it's", "'it''s'"),
        ('"so"', 'so "so"', "'so \"so\"'"),
        ("'", "a", "a"),
    ],
)
def test_new_value_is_quoted_as_the_old_one(written: str, new: str, right: str) -> None:
    assert quoted_as(written, new) == right


@pytest.mark.parametrize(("in_flow", "new"), [(False, "a [b](c) d"), (True, '"a [b](c) d"')])
def test_link_in_a_text_is_quoted_only_inside_brackets(in_flow: bool, new: str) -> None:
    text = Text("a ［b］（c） d", Span("x.yml", 1, 8, 1, 19), first=8, in_flow=in_flow)
    ((_, written),) = edits_of(text, ((2, 6, "[b](c)"),))
    assert written == (new if in_flow else "[b](c)")


def test_scalar_says_the_same_as_the_rule() -> None:
    for value in ("a", "a: b", "a #b", "[a]", "はい", "- a", "@a", "a:"):
        assert (scalar(value) != value) == needs_quotes(value)
