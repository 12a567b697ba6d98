"""Stories promise what letters say to a person and never say, and what the person is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from michishirube.cli import main
from michishirube.diagnostics import Diagnostic
from michishirube.website.pages import pages_of
from tests.conftest import PARCEL, Project

STORIES = "content/scenarios/all.yml"
SHOP = "content/letters/ask-shop.yml"
PROMISES = "content/promises.yml"
TEAPOT = "    ends: disputed/asked\n    letters: [ask-shop, ask-bank]\n  - id: unpaid"


@pytest.fixture
def parcel(tmp_path: Path) -> Project:
    shutil.copytree(PARCEL, tmp_path / "parcel")
    return Project(tmp_path / "parcel")


def promise(project: Project, keys: str) -> None:
    """Let the story of the teapot, which was paid in full, promise something."""
    project.replace(STORIES, TEAPOT, TEAPOT.replace("  - id", f"    {keys}\n  - id"))


def only(project: Project, code: str) -> Diagnostic:
    found = project.findings()
    assert [item.code for item in found] == [code]
    return found[0]


@pytest.mark.parametrize(
    "keys",
    [
        "texts: {ask-shop: I have paid all of it.}",
        "texts: {ask-shop: {says: [hasn't come, 〔Ordered on〕], never: the deposit}}",
        "texts: {ask-bank: {says: Please take back, never: [refuses, it hasn't come]}}",
        "told: [A1, A2]",
    ],
)
def test_promises_that_are_kept_are_silent(parcel: Project, keys: str) -> None:
    label = parcel.guide().fields["ordered_on"].label
    promise(parcel, keys.replace("Ordered on", label))
    assert parcel.findings() == []


@pytest.mark.parametrize(
    ("keys", "code", "column"),
    [
        ("texts: {ask-shop: the deposit}", "scenario-letter-lacks", 23),
        ("texts: {ask-shop: {never: [x, all of it]}}", "scenario-letter-says", 35),
        ("texts: {cancel: I cancel}", "scenario-text-unoffered", 13),
        ("told: [A1, A3]", "scenario-not-told", 16),
    ],
)
def test_a_broken_promise_is_told_at_its_place(
    parcel: Project, keys: str, code: str, column: int
) -> None:
    facts = parcel.root / "content/facts.yml"
    facts.write_text(
        facts.read_text(encoding="utf-8") + "A3:\n  statement: X\n  withheld: Nobody says so\n",
        encoding="utf-8",
    )
    promise(parcel, keys)
    found = [item for item in parcel.findings() if item.code == code]
    assert [item.span.column for item in found] == [column]


def test_words_hold_in_each_form_that_the_answers_leave_open(parcel: Project) -> None:
    """The person who was refused hasn't said how much was paid: both forms may be sent."""
    before = "    ends: disputed/late\n    letters: [ask-shop]\n"
    parcel.replace(STORIES, before, f"{before}    texts: {{ask-shop: I have paid all of it.}}\n")
    found = only(parcel, "scenario-letter-lacks")
    assert found.params["note"] == " [Kind: paid=part]"


def test_a_letter_that_is_true_once_the_step_is_done_is_read_as_sent(parcel: Project) -> None:
    promise(parcel, "texts: {ask-bank: {never: The shop refuses}}")
    assert parcel.findings() == []


def test_a_trial_story_is_not_published_and_stops_nothing(parcel: Project) -> None:
    shown = len(pages_of(parcel.guide()))
    parcel.replace(STORIES, "  - id: teapot\n", "  - id: teapot\n    trial: true\n")
    parcel.replace(STORIES, TEAPOT, TEAPOT.replace("disputed/asked", "disputed/late"))
    assert parcel.findings() == []
    assert len(pages_of(parcel.guide())) == shown
    parcel.replace(PROMISES, "unproven", "stories: 100\nunproven")
    assert only(parcel, "promise-stories").span.path == PROMISES
    parcel.replace(PROMISES, "stories: 100", "stories: 50")
    assert parcel.findings() == []


def run(project: Project, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["stories", *arguments, "--root", str(project.root)])


def test_the_share_led_rightly_is_printed(parcel: Project) -> None:
    result = run(parcel)
    count = len(parcel.guide().scenarios)
    assert result.exit_code == 0
    assert f"{count} of {count} stories are led rightly (100.0 %)." in result.output
    assert result.output.splitlines()[0] == ("ok teapot  A teapot that never came → disputed/asked")


def test_a_share_below_the_promise_fails_and_names_what_is_wrong(parcel: Project) -> None:
    parcel.replace(STORIES, "  - id: teapot\n", "  - id: teapot\n    trial: true\n")
    promise(parcel, "told: [A1]\n    texts: {ask-shop: {says: Goodbye}}")
    parcel.replace(PROMISES, "unproven", "stories: 99\nunproven")
    result = run(parcel, "--wrong")
    assert result.exit_code == 1
    first, second, *_, last = result.output.splitlines()
    assert first.startswith("-- teapot")
    assert "should say “Goodbye”" in second
    assert last == "That is less than promised (99 %, stories in content/promises.yml)."
