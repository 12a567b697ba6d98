"""Titles and descriptions for search engines have the lengths that are shown, and differ."""

from __future__ import annotations

import pytest

from michishirube.i18n.snippet_lengths import lengths_for
from tests.conftest import Project
from tests.snippets import add_snippets

SITE = "site_config.yml"
LETTER = "content/letters/ask-friend.yml"


@pytest.fixture
def found(houseplant: Project) -> Project:
    add_snippets(houseplant.root)
    assert houseplant.findings() == []
    return houseplant


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "place"),
    [
        (SITE, "Letters to plant friends", "Letters", "search-length", "26:20"),
        (LETTER, "a plant}", f"a plant{' of mine' * 5}}}", "search-length", "19:17"),
        (SITE, "step by step, for dry soil and for wet", "soil", "search-length", "25:18"),
        (LETTER, "Asking a friend to repot a plant", "Letters  to PLANT friends", "search-twice",
         "19:17"),
    ],
)  # fmt: skip
def test_what_search_engines_would_not_show_is_told(
    found: Project, file: str, old: str, new: str, code: str, place: str
) -> None:
    found.replace(file, old, new)
    assert [(item.code, str(item.span)) for item in found.findings()] == [(code, f"{file}:{place}")]


def test_characters_are_counted_as_wide_as_they_are() -> None:
    japanese, english = lengths_for("ja"), lengths_for("en")
    assert japanese
    assert english
    assert japanese.measure("検索で7日") == 5
    assert english.measure("検索 a") == 4
    assert lengths_for("de") is None
