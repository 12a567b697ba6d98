"""What is only reported is never asserted: in facts, prose, and every form of a letter."""

from __future__ import annotations

import pytest

from michishirube.diagnostics import Diagnostic
from michishirube.i18n.hedges import reports, sentences
from tests.conftest import Project

FACTS = "content/facts.yml"
SOURCES = "content/sources.yml"
LETTER = "content/letters/ask-friend.yml"
ABOUT = "content/about.md"

REPORTED = """A4:
  statement: Cold water is said to shock the roots.
  sources: [handbook]
  stated: reported
  words: [shocks the roots]
A1:
"""


def only(project: Project, code: str) -> Diagnostic:
    found = project.findings()
    assert [item.code for item in found] == [code]
    return found[0]


def report(project: Project, prose: str) -> None:
    """Add a fact that is only reported, and a page that says this."""
    project.replace(FACTS, "A1:\n", REPORTED)
    project.replace(ABOUT, "Made by friends of plants. [@handbook]", f"{prose} [@handbook]")


def test_a_fact_that_rests_on_quotations_alone_is_reported(houseplant: Project) -> None:
    houseplant.replace(SOURCES, "kind: expert", "kind: quoted")
    assert [str(item.span) for item in houseplant.findings()] == [
        f"{FACTS}:{line}:1" for line in (1, 4, 7)
    ]
    assert houseplant.codes() == {"quotation-as-fact"}


def test_a_quotation_beside_a_source_of_its_own_may_be_stated(houseplant: Project) -> None:
    houseplant.replace(
        SOURCES,
        "handbook:\n",
        "letter:\n  title: L\n  publisher: P\n  kind: quoted\n  checked: 2026-11-01\nhandbook:\n",
    )
    houseplant.replace(FACTS, "sources: [handbook]\nA2", "sources: [letter, handbook]\nA2")
    assert houseplant.findings() == []


def test_a_fact_itself_says_that_it_is_reported(houseplant: Project) -> None:
    report(houseplant, "It is said to hurt. [@A4]")
    assert houseplant.findings() == []
    houseplant.replace(FACTS, "is said to shock", "shocks")
    found = only(houseplant, "report-as-fact")
    assert (str(found.span), found.params["name"]) == (f"{FACTS}:2:14", "A4")


@pytest.mark.parametrize(
    ("prose", "column"),
    [
        ("Cold water hurts. [@A4]", 21),
        ("Cold water is said to hurt. [@A4] It hurts. [@A4]", 47),
        ("Cold water is said to hurt. [@handbook] It hurts. [@A1] [@A4]", 59),
        ("It is said to hurt. [@A4] Ice shocks the roots.", 31),
    ],
)
def test_prose_that_asserts_what_is_reported_is_found(
    houseplant: Project, prose: str, column: int
) -> None:
    report(houseplant, prose)
    if "[@A4]" not in prose:
        houseplant.replace(ABOUT, "[@handbook]", "[@handbook] [@A4]")
    assert str(only(houseplant, "report-as-fact").span) == f"{ABOUT}:5:{column}"


@pytest.mark.parametrize(
    "prose",
    [
        "Cold water is said to hurt. [@A4] [@A1]",
        "Some say so. Cold water hurts. [@A4]",
        "According to one gardener, ice shocks the roots. [@A4]",
        "It is said to hurt. [@A4] No ice.\n\n- said to be bad [@A4]",
    ],
)
def test_prose_that_reports_is_fine(houseplant: Project, prose: str) -> None:
    report(houseplant, prose)
    assert houseplant.findings() == []


def test_letters_are_read_in_every_form(houseplant: Project) -> None:
    report(houseplant, "Cold water is said to hurt. [@A4]")
    houseplant.replace(LETTER, "I have everything we need.", "Ice shocks the roots.")
    assert str(only(houseplant, "report-as-fact").span) == f"{LETTER}:14:27"
    houseplant.replace(LETTER, "Ice shocks", "I was told that ice shocks")
    assert houseplant.findings() == []


def test_people_tell_in_stories_what_happened_to_them(houseplant: Project) -> None:
    report(houseplant, "Cold water is said to hurt. [@A4]")
    stories = houseplant.root / "content/scenarios/all.yml"
    text = stories.read_text(encoding="utf-8")
    first = next(line for line in text.splitlines() if line.startswith("    story: "))
    stories.write_text(text.replace(first, f"{first} Ice shocks the roots."), encoding="utf-8")
    assert houseplant.findings() == []


def test_sentences_end_at_stops_and_lines() -> None:
    text = "1.5日とされます。はい。\nNo. 「え。」"
    assert [text[at : at + len(words)] for at, words in sentences(text)] == [
        words for _, words in sentences(text)
    ]
    assert [words for _, words in sentences("A is 1.5 days. B!\nC")] == [
        "A is 1.5 days.",
        " B!",
        "C",
    ]


def test_another_language_reports_whatever_it_says() -> None:
    assert reports("Es ist so.", "de")
    assert not reports("It is so.", "en")
