"""Texts are cleaned alike in page and program, character by character."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from michishirube.i18n.entries import plain
from tests.scripts.asking import Scripts

ASKED = {"scripts/plain.js": ["oneLine", "manyLines", "narrow", "lowered"]}
ALIKE = {"oneLine": plain.line, "manyLines": plain.lines, "narrow": plain.narrow}

TABLE = [
    ("  two   words ", "two words", "  two   words"),
    ("a\u3000b", "a b", "a\u3000b"),
    ("one\r\ntwo", "one two", "one\ntwo"),
    ("\n\n one \n\n two\u2029\n", "one two", " one\n\n two"),
    ("a\u200bb\ufeffc\u202ed", "abcd", "abcd"),
    ("", "", ""),
]


@pytest.fixture(scope="module")
def scripts() -> Iterator[Scripts]:
    with Scripts(ASKED, data={}) as started:
        yield started


@pytest.mark.parametrize(("typed", "line", "lines"), TABLE, ids=ascii)
def test_texts_are_cleaned_as_the_table_says(
    scripts: Scripts, typed: str, line: str, lines: str
) -> None:
    assert (scripts.call("oneLine", typed), plain.line(typed)) == (line, line)
    assert (scripts.call("manyLines", typed), plain.lines(typed)) == (lines, lines)


def test_every_character_is_cleaned_alike(scripts: Scripts) -> None:
    """Each of Unicode, between letters: what one side drops and the other keeps would show here."""
    texts = [f"a{chr(code)}b" for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    for function, here in ALIKE.items():
        for start in range(0, len(texts), 100_000):
            some = texts[start : start + 100_000]
            found = scripts.evaluate(f"texts => texts.map({function})", some)
            differing = [
                (text, there)
                for text, there in zip(some, found, strict=True)
                if there != here(text)
            ]
            assert differing == [], function


@settings(deadline=None)
@given(typed=st.text())
def test_any_text_is_cleaned_alike(scripts: Scripts, typed: str) -> None:
    for function, here in ALIKE.items():
        assert scripts.call(function, typed) == here(typed), function
