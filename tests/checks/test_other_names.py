"""What a reference calls by a file or a title is offered by its name; so are values to choose."""

from __future__ import annotations

import pytest

from tests.conftest import Project

DRY = "content/stages/dry.yml"


def suggestion(houseplant: Project, file: str, old: str, new: str) -> str | None:
    houseplant.replace(file, old, new)
    (item,) = houseplant.findings()
    return item.suggestion


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("saved.yml", "saved"),
        ("dry/saved.yml", "dry/saved"),
        ("Your plant is saved", "saved"),
        ("Your plant is saved.", "saved"),
        ("your plant is saved", "saved"),
        ("wet.yml", "wet"),
        ("wet.yaml", "wet"),
        ("content/stages/wet.yml", "wet"),
        ("./stages/wet.yml", "wet"),
        ("wet.yml/repot", "wet/repot"),
        ("The soil is wet", "wet"),
        ("dry.yml", None),
        ("Something else", None),
    ],
)
def test_node_called_otherwise_is_offered(
    houseplant: Project, written: str, meant: str | None
) -> None:
    assert suggestion(houseplant, DRY, "        to: saved", f"        to: {written}") == meant


def test_title_of_two_nodes_is_not_offered(houseplant: Project) -> None:
    houseplant.replace(DRY, "action: Water the plant", "action: Let it drink")
    assert suggestion(houseplant, DRY, "next: rest", "next: Let it drink") is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("よい", "good"),
        ("良い", "good"),
        ("悪い", "bad"),
        ("ok", "good"),
        ("GOOD", "good"),
        ("good(解決)", "good"),
        ("ひと区切り", "neutral"),
        ("おいしい", None),
    ],
)
def test_word_for_an_option_is_offered(
    houseplant: Project, written: str, meant: str | None
) -> None:
    assert suggestion(houseplant, DRY, "result: good", f"result: {written}") == meant
