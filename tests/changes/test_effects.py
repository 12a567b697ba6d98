"""What the same answers do for a reader before and after: letters, deadlines, known values."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from michishirube.changes.compare import compare
from michishirube.changes.findings import Side
from michishirube.cli import main
from tests.conftest import PARCEL, Project
from tests.repositories import Repository, under_git

ORDERED = "content/stages/ordered.yml"
LETTER = "content/letters/ask-shop.yml"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    shutil.copytree(PARCEL, tmp_path / "parcel")
    return under_git(tmp_path / "parcel")


def effects(project: Project, file: str, old: str, new: str) -> set[tuple[str, bool, str]]:
    before = project.guide()
    project.replace(file, old, new)
    found = compare(Side("a", before), Side("b", project.parts()))
    return {
        (each.kind, each.gained, each.name)
        for tree in found.trees
        if tree.routes
        for each in tree.routes.effects
    }


def test_a_letter_that_is_no_longer_offered_is_lost(repository: Repository) -> None:
    assert effects(repository, ORDERED, "    letters: [ask-shop]\n", "") == {
        ("letters", False, "ask-shop")
    }


def test_what_an_answer_makes_known_is_gained(repository: Repository) -> None:
    found = effects(
        repository,
        ORDERED,
        "upto: 14, to: patience}",
        "upto: 14, to: patience, sets: {shop_says: unasked}}",
    )
    assert found == {("known", True, "shop_says=unasked")}


def test_a_deadline_that_no_longer_runs_is_lost(repository: Repository) -> None:
    """Who has paid, and whose parcel is missing, has 120 days to ask the bank."""
    found = effects(
        repository,
        ORDERED,
        "{label: Yes, option: [yes, part], to: write}",
        "{label: Yes, to: write}",
    )
    assert ("clocks", False, "chargeback") in found
    assert ("known", False, "paid=yes|part") in found


def test_the_report_says_it_in_words(repository: Repository) -> None:
    repository.replace(ORDERED, "    letters: [ask-shop]\n", "")
    repository.replace(LETTER, "When will you send it?", "Will you ever send it?")
    text = CliRunner().invoke(main, ["diff", "HEAD", "--root", str(repository.root)]).output
    assert "letters that the same answers lose (ways): <del>`ask-shop` (" in text
    assert "### New lines of letters" in text
    assert "- `Will you ever send it?` (`ask-shop`)" in text
