"""Letters as they may be sent at a place: settled choices are settled, others vary."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from michishirube.analysis.case.effects import Case
from michishirube.analysis.composed_letters import composed
from michishirube.analysis.scenarios import play
from tests.conftest import PARCEL, Project


@pytest.fixture
def parcel(tmp_path: Path) -> Project:
    shutil.copytree(PARCEL, tmp_path / "parcel")
    return Project(tmp_path / "parcel")


def texts(project: Project, story: str, letter: str) -> list[str]:
    guide = project.guide()
    case = Case(guide)
    walk = play(guide, guide.scenarios[story], case=case)
    offer = next(each for each in walk.offers if each.letter == letter)
    return [form.text for form in composed(guide, case, offer)]


def test_what_was_answered_settles_the_text(parcel: Project) -> None:
    (text,) = texts(parcel, "teapot", "ask-shop")
    assert "I have paid all of it." in text
    assert "on 〔Day of the order〕 I ordered" in text


def test_what_the_letter_needs_narrows_what_is_open(parcel: Project) -> None:
    """Whoever was refused has paid something, and hasn't said how much."""
    forms = texts(parcel, "refused", "ask-shop")
    assert [("all of it" in text, "the deposit" in text) for text in forms] == [
        (True, False),
        (False, True),
    ]


def test_what_the_step_itself_sets_makes_its_letter_true(parcel: Project) -> None:
    """Nobody has asked the shop before, and having written it is silent."""
    letter = "content/letters/ask-shop.yml"
    parcel.replace(letter, "true_when: {paid: [yes, part]}", "true_when: {shop_says: silent}")
    parcel.replace(letter, "ordered_on, paid]", "ordered_on, paid, shop_says]")
    silent = "[[if shop_says=silent]]You are silent.[[else]]When will you send it?[[end]]"
    parcel.replace(letter, "When will you send it?", silent)
    parcel.replace(
        "content/stages/ordered.yml",
        "true_when: {parcel: missing}",
        "true_when: {parcel: missing, shop_says: unasked}",
    )
    assert all("You are silent." in text for text in texts(parcel, "teapot", "ask-shop"))


def test_entries_that_may_be_left_out_are_left_out_in_one_form(parcel: Project) -> None:
    forms = texts(parcel, "teapot", "ask-bank")
    assert {"It was promised for" in text for text in forms} == {True, False}
