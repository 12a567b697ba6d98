"""A text of several lines whose quotation mark isn't closed: closed only where that is certain."""

from __future__ import annotations

import pytest

from michishirube.reading import unclosed_quotes


def closed(text: str) -> list[str]:
    """What is offered for the end of the text that the first line opens."""
    lines = text.split("\n")
    return [found[-1][1].fixed for found in unclosed_quotes.guesses(lines, len(lines))]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ('text: "a\n  b', ['  b"']),
        ("text: 'a\n  b  \n\nnext: c", ["  b'"]),
        ('  - "a\n    b\n  - c', ['    b"']),
        ('text: "a\nb\nnext: c', ['b"']),
        ('text: "a\n  water: b', ['  water: b"']),
        ('text: "a "b"\n  c"', ['  c"']),
        ("text: 'a\n  it's b'", ["  it''s b'"]),
        ('text: "a\n  next: b', []),
        ('text: "a\n  nxet: b', []),
        ('text: "a', []),
        ('text: "a" b\n  c', []),
        ('text: "a "b"\n  c', ['  c"']),
        ("text: 'it''s\n  b", []),
        ("text: 'a\n  it's b", []),
        ("text: |\n  a", []),
    ],
)
def test_quote_is_closed_only_where_that_is_certain(text: str, end: list[str]) -> None:
    assert closed(text) == end
