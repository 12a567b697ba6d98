"""What a guide promises of itself is held by the checks, at a line, in the guide's language."""

from __future__ import annotations

import pytest

from michishirube.checks.fixes import fix_of
from michishirube.diagnostics import Diagnostic
from tests.conftest import Project

PROMISES = "content/promises.yml"
WET = "content/stages/wet.yml"
LETTER = "content/letters/ask-friend.yml"
CHECKLIST = "content/checklists/healthy-plant.yml"


def promise(project: Project, text: str) -> None:
    project.write(PROMISES, text)


def only(project: Project, code: str) -> Diagnostic:
    found = project.findings()
    assert [item.code for item in found] == [code]
    return found[0]


def test_promises_are_optional(houseplant: Project) -> None:
    (houseplant.root / PROMISES).unlink()
    assert houseplant.findings() == []
    assert houseplant.guide().promises is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("facts: [{facts: [A9], why: x}]\n", "unknown-fact"),
        ("letters: [{letters: [ask-nobody], why: x}]\n", "unknown-letter"),
        ("routes: [{after: wet/nowhere, no_nodes: [dry/water], why: x}]\n", "unknown-node"),
        ("routes: [{after: wet/smell, no_nodes: [dry/nowhere], why: x}]\n", "unknown-node"),
        ("apart: [triage/nothing]\n", "unknown-node"),
        ("facts: [{facts: [A1], at: checklists/nothing, why: x}]\n", "unknown-place"),
    ],
)
def test_what_a_promise_names_must_be_there(houseplant: Project, text: str, code: str) -> None:
    promise(houseplant, text)
    assert only(houseplant, code).span.path == PROMISES


@pytest.mark.parametrize("at", ["dry", "dry/saved", "glossary/dry-soil"])
def test_a_fact_is_found_in_every_kind_of_place(houseplant: Project, at: str) -> None:
    promise(houseplant, f"facts:\n  - facts: [A1]\n    at: {at}\n    why: x\n")
    assert houseplant.findings() == []
    promise(houseplant, f"facts:\n  - facts: [A3]\n    at: {at}\n    why: x\n")
    assert str(only(houseplant, "promise-fact").span) == f"{PROMISES}:2:13"


def test_a_withheld_fact_needs_no_place(houseplant: Project) -> None:
    promise(houseplant, "facts:\n  - facts: [A4]\n    at: dry\n    why: x\n")
    facts = houseplant.root / "content/facts.yml"
    facts.write_text(facts.read_text() + "A4:\n  statement: X\n  withheld: No source says so\n")
    assert houseplant.findings() == []


def test_a_promised_wording_is_missed_in_its_letter(houseplant: Project) -> None:
    promise(houseplant, "letters:\n  - {letters: [ask-friend], tones: [Kind, Brief], why: x}\n")
    found = only(houseplant, "promise-tone")
    assert (found.span.path, found.params["tone"]) == (LETTER, "Brief")


ROUTE = "routes:\n  - after: {after}\n    {never}\n    unless: [{unless}]\n    why: x\n"


@pytest.mark.parametrize(
    ("after", "never", "unless", "way"),
    [
        ("wet/smell", "no_letters: [ask-friend]", "", "wet/smell → wet/repot"),
        ("dry/rest", "no_letters: [ask-friend]", "", "dry/rest → dry/recovered → wet/repot"),
        ("wet/smell", "no_letters: [ask-friend]", "wet/repot", None),
        ("dry/water", "no_nodes: [wet/repotted]", "dry/rest", None),
        ("wet/dry-out", "no_nodes: [dry]", "", None),
        ("wet", "no_nodes: [wet/wilted-still]", "", "wet/smell → wet/dry-out → wet/wilted-still"),
        ("wet/smell", "no_nodes: [dry/water]", "", None),
    ],
)  # fmt: skip
def test_the_shortest_way_that_breaks_a_promise_is_shown(
    houseplant: Project, after: str, never: str, unless: str, way: str | None
) -> None:
    promise(houseplant, ROUTE.format(after=after, never=never, unless=unless))
    if way is None:
        assert houseplant.findings() == []
    else:
        found = only(houseplant, "promise-route")
        assert found.params["way"] == way
        assert found.span.line == 3


def test_answers_that_meet_again_are_named(houseplant: Project) -> None:
    promise(houseplant, "apart: [wet/smell]\n")
    assert houseplant.findings() == []
    houseplant.replace(WET, "        to: dry-out\n  dry-out:", "        to: repot\n  dry-out:")
    found = [item for item in houseplant.findings() if item.code == "promise-apart"]
    assert [(item.params["first"], item.params["second"]) for item in found] == [("Yes", "No")]


def test_each_wait_without_the_promised_end_is_reported(houseplant: Project) -> None:
    promise(houseplant, "after_waits: bad\n")
    found = {(item.code, item.params["node"]) for item in houseplant.findings()}
    assert found == {("promise-wait", "rest"), ("promise-wait", "dry-out")}


def waits(node: str, length: str) -> str:
    return f"waits:\n  - at: {node}\n    {length}\n    why: Leaves need a day.\n"


def test_changed_wait_is_told_at_its_line_with_the_line_to_write(houseplant: Project) -> None:
    promise(houseplant, waits("dry/rest", "hours: 24"))
    assert houseplant.findings() == []
    houseplant.replace("content/stages/dry.yml", "    hours: 24", "    hours: 12")
    found = only(houseplant, "promise-length")
    assert str(found.span) == "content/stages/dry.yml:17:12"
    assert found.params["why"] == "Leaves need a day."
    lines = (houseplant.root / found.span.path).read_text(encoding="utf-8").split("\n")
    fix = fix_of(found, lines)
    assert fix is not None
    assert fix.lines == ("    hours: 24",)


def test_wait_in_another_unit_is_another_wait(houseplant: Project) -> None:
    promise(houseplant, waits("dry/rest", "days: 24"))
    found = only(houseplant, "promise-length")
    assert (found.params["found"], found.suggestion) == ("hours: 24", None)


@pytest.mark.parametrize(
    ("node", "length", "code", "place"),
    [
        ("dry/water", "hours: 24", "promise-no-wait", "2:9"),
        ("dry/nowhere", "hours: 24", "unknown-node", "2:9"),
        ("dry/rest", "hours: 24\n    days: 1", "wait-length", "2:9"),
        ("dry/rest", "# Some time", "wait-length", "2:9"),
        ("dry/rest", "hours: a day", "expected-number", "3:12"),
    ],
)
def test_promise_of_a_wait_that_makes_no_sense_is_told_itself(
    houseplant: Project, node: str, length: str, code: str, place: str
) -> None:
    promise(houseplant, waits(node, length))
    assert str(only(houseplant, code).span) == f"{PROMISES}:{place}"


def test_wait_that_could_not_be_read_breaks_no_promise(houseplant: Project) -> None:
    promise(houseplant, waits("dry/rest", "hours: 24"))
    houseplant.replace("content/stages/dry.yml", "hours: 24", "hours: a while")
    only(houseplant, "expected-number")


def test_words_are_found_as_the_glossary_finds_them(houseplant: Project) -> None:
    promise(houseplant, "words: [DUSTY, Ｔｈｉｒｓｔｙ, Dry soil]\n")
    assert houseplant.findings() == []
    promise(houseplant, "words: [dusty, parched]\n")
    assert str(only(houseplant, "promise-word").span) == f"{PROMISES}:1:16"


@pytest.mark.parametrize(
    ("term", "codes"), [("Dry soil", []), ("どろ", []), ("泥", ["promise-reading"])]
)
def test_only_what_cannot_be_read_needs_a_reading(
    houseplant: Project, term: str, codes: list[str]
) -> None:
    promise(houseplant, "readings: true\n")
    houseplant.replace("content/glossary.yml", "term: Dry soil", f"term: {term}")
    assert [item.code for item in houseplant.findings()] == codes


@pytest.mark.parametrize("text", ["It will surely live.", "|\n      It will surely\n      live"])
def test_a_forbidden_phrase_is_found_where_it_stands(houseplant: Project, text: str) -> None:
    promise(houseplant, "phrases:\n  - will surely live: Nobody can promise that.\n")
    houseplant.replace(
        WET, "New soil gives it a second chance, but nobody can promise that it lives.", text
    )
    found = only(houseplant, "promise-phrase")
    assert found.span.path == WET
    line = (houseplant.root / WET).read_text().split("\n")[found.span.line - 1]
    assert line[found.span.column - 1 :].startswith("will surely")


def test_a_promise_says_why(houseplant: Project) -> None:
    promise(houseplant, "facts:\n  - facts: [A1]\n")
    assert only(houseplant, "missing-key").params["key"] == "why"


def test_a_promise_is_judged_although_something_else_could_not_be_read(houseplant: Project) -> None:
    promise(houseplant, "routes: [{after: wet/smell, no_letters: [ask-friend], why: x}]\n")
    houseplant.replace("content/stages/dry.yml", "summary:", "sumary:")
    assert houseplant.codes() == {"unknown-key", "promise-route"}


def test_nothing_is_missed_that_could_not_be_read(houseplant: Project) -> None:
    promise(houseplant, "after_waits: good\nwords: [dusty]\n")
    houseplant.replace("content/stages/dry.yml", "result: good", "result: gud")
    houseplant.replace("content/glossary.yml", "aliases:", "xyz:")
    assert {"promise-wait", "promise-word"} & houseplant.codes() == set()
