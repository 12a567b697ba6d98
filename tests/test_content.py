"""The guide that stands in content/: what must be true of it, whatever its wording.

These tests know the subject; the checks of the generator don't.
"""

from __future__ import annotations

import pytest

from generator.checks import check_project
from generator.evidence import placements
from generator.graph import Key, graph_of
from generator.model import (
    Action,
    Guide,
    LetterRef,
    Outcome,
    Question,
    Text,
    Wait,
    references,
    walk,
)
from tests.conftest import ROOT

FACTS = {"A": 4, "B": 6, "C": 13, "D": 6, "E": 15, "F": 4, "G": 11, "H": 6}
"""How many facts of each kind the guide has to state."""

WANTED = [f"{letter}{number}" for letter, count in FACTS.items() for number in range(1, count + 1)]

WITHHELD = {"H5"}
"""No public source was found that says so."""

LETTERS = {
    "L1": "decline",
    "L2": "nudge-explanation",
    "L3": "final-notice",
    "L4": "termination-request",
    "L5": "ask-acceptance",
    "L6": "office-first",
    "L7": "office-second",
    "L8": "start-after-escrow",
    "L9": "propose-outside-contact",
    "L10": "ask-during-work",
}

ENDS_CONTRACT = {"termination-request", "hourly-termination-request", "agree-to-end"}
"""Letters that ask to end a contract, by which the pay for delivered work is lost."""

PROMISES = ("必ず支払われます", "確実に受け取れ", "受け取り損ねることはありません", "100%防")
"""What nobody can promise: the office only considers accepting in the client's place."""


@pytest.fixture(scope="module")
def guide() -> Guide:
    loaded = check_project(ROOT)
    assert not list(loaded.diagnostics)
    assert loaded.guide is not None
    return loaded.guide


def test_there_are_65_facts_and_a_few_that_correct_them(guide: Guide) -> None:
    assert len(WANTED) == 65
    assert set(WANTED) <= set(guide.facts)
    assert all(name.startswith("I") for name in set(guide.facts) - set(WANTED))


@pytest.mark.parametrize("name", WANTED)
def test_fact_is_stated_with_its_source(guide: Guide, name: str) -> None:
    places = placements(guide)[name]
    if name in WITHHELD:
        assert guide.facts[name].withheld
        assert places == []
    else:
        assert places
        assert guide.facts[name].sources


def test_each_needed_letter_is_there_and_used(guide: Guide) -> None:
    used = {
        str(ref)
        for each in (*guide.trees.values(), *guide.checklists.values())
        for ref in references(each)
        if isinstance(ref, LetterRef)
    }
    assert set(LETTERS.values()) <= set(guide.letters) & used


@pytest.mark.parametrize("name", sorted(LETTERS.values()))
def test_letters_to_clients_come_in_two_tones(guide: Guide, name: str) -> None:
    letter = guide.letters[name]
    if letter.to == "クライアント":
        assert [tone.label for tone in letter.tones] == ["丁寧", "簡潔"]


def beyond(guide: Guide, first: Key, barred: set[Key]) -> set[Key]:
    """Every node that can follow a node, without passing the barred ones."""
    graph = graph_of(guide)
    seen, left = {first}, [first]
    while left:
        for way in graph.ways[left.pop()]:
            if way.target and way.target not in seen and way.target not in barred:
                seen.add(way.target)
                left.append(way.target)
    return seen


def test_after_delivery_nothing_leads_to_ending_the_contract(guide: Guide) -> None:
    """Unless the reader says that the work isn't delivered after all."""
    not_delivered = {("after-contract", "escrow")}
    after = beyond(guide, ("after-delivery", "escrow"), not_delivered)
    offered = {
        str(letter)
        for tree, node in after
        for letter in getattr(guide.trees[tree].nodes[node], "letters", ())
    }
    assert len(after) > 20
    assert not offered & ENDS_CONTRACT
    told = guide.trees["after-delivery"]
    assert {"D4", "D5"} <= set(map(str, told.facts))


def test_escrow_decides_what_comes_after_delivery(guide: Guide) -> None:
    first = guide.trees["after-delivery"].nodes["escrow"]
    assert isinstance(first, Question)
    ways = {str(answer.label): str(answer.to) for answer in first.answers}
    assert ways["済んでいる"] != ways["まだ"]
    assert ways["まだ"].startswith("outside-or-unpaid/")


def test_the_kind_of_contract_decides_how_it_ends(guide: Guide) -> None:
    tree = guide.trees["after-contract"]
    question = tree.nodes["format"]
    assert isinstance(question, Question)
    actions = {str(each.label): tree.nodes[str(each.to)] for each in question.answers}
    fixed, hourly = actions["固定報酬制"], actions["時間単価制"]
    assert isinstance(fixed, Action)
    assert isinstance(hourly, Action)
    assert list(fixed.letters) == ["termination-request"]
    assert list(hourly.letters) == ["hourly-termination-request"]


def test_delivery_is_asked_again_before_a_contract_is_ended(guide: Guide) -> None:
    before = beyond(guide, ("after-contract", "escrow"), {("after-contract", "delivered-check")})
    assert ("after-contract", "request") not in before
    assert ("after-contract", "hourly") not in before


def test_a_declined_application_has_its_own_way_on(guide: Guide) -> None:
    result = guide.trees["after-contract"].nodes["nudge-result"]
    assert isinstance(result, Question)
    ways = {str(answer.label): str(answer.to) for answer in result.answers}
    assert len({ways["承認された"], ways["否認された"]}) == 2


def test_every_wait_for_an_answer_is_followed_by_a_way_out(guide: Guide) -> None:
    """「返信が来た」 leads out wherever one waits: each wait leads on to a good end too."""
    for tree in guide.trees.values():
        for node in tree.nodes.values():
            if not isinstance(node, Wait):
                continue
            ends = {
                guide.trees[owner].nodes[name]
                for owner, name in beyond(guide, (str(tree.id), str(node.id)), set())
                if isinstance(guide.trees[owner].nodes[name], Outcome)
            }
            assert any(isinstance(end, Outcome) and end.result == "good" for end in ends), node.id


def test_there_are_enough_stories(guide: Guide) -> None:
    assert len(guide.scenarios) >= 25
    ended = {str(scenario.ends) for scenario in guide.scenarios.values()}
    outcomes = {
        f"{tree.id}/{node.id}"
        for tree in guide.trees.values()
        for node in tree.nodes.values()
        if isinstance(node, Outcome)
    }
    assert ended == outcomes


def test_nothing_is_promised_that_is_only_considered(guide: Guide) -> None:
    for text in walk(guide):
        if isinstance(text, Text):
            assert not any(promise in text for promise in PROMISES), text


WORDS = [
    "バックレ", "ばっくれ", "飛んだ", "未読無視", "既読スルー", "音信不通", "未払い", "エスクロー",
    "直接取引",
]  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_the_glossary_knows_what_people_type(guide: Guide, word: str) -> None:
    assert any(word == term.term or word in term.aliases for term in guide.terms.values())


def test_terms_have_readings(guide: Guide) -> None:
    assert [term.id for term in guide.terms.values() if not term.reading] == []
    assert len(guide.terms) >= 45


def test_checklist_has_its_six_points(guide: Guide) -> None:
    points = guide.checklists["trustworthy-client"].points
    assert len(points) == 6
    assert [point.severity for point in points].count("stop") == 2
    facts = {str(fact) for point in points for fact in point.facts}
    assert {f"E{number}" for number in range(1, 16)} <= facts


def test_survey_shows_63_of_100(guide: Guide) -> None:
    figure = guide.figures["survey"]
    assert (figure.marked, figure.total) == (63, 100)
