"""Flows that others published, written as guides: people come out where the original sends them.

The guides in `tests/guides/{towing,expenses,dates}` are condensed from GOV.UK's smart-answers
(docs/generality.md). Each row of the tables below is a case of the original's own tests: what a
person answers, and the question or result that the original shows next.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace

import pytest

from michishirube.analysis.addresses import find_node
from michishirube.analysis.case.effects import Case
from michishirube.analysis.scenarios import PlayedScenario, play
from michishirube.diagnostics import Span
from michishirube.model import Answer, Guide, Outcome, Question, Step, Text
from tests.conftest import GUIDES, ROOT, Project

Person = Mapping[str, str | int]
"""What a person answers, by field: an option, a number of days, hours or people, or a label."""

NOWHERE = Span("tests")

NAMES = tomllib.loads((ROOT / "tests/data/ported.toml").read_text(encoding="utf-8"))
"""What the published flow calls the nodes of each guide."""

TOWING: list[tuple[Person, str]] = [
    ({"vehicle": "car"}, "existing_towing_entitlements?"),
    ({"vehicle": "medium"}, "medium_sized_vehicle_licenceholder?"),
    ({"vehicle": "large"}, "existing_large_vehicle_licence?"),
    ({"vehicle": "minibus"}, "car_licence_before_jan_1997?"),
    ({"vehicle": "bus"}, "bus_licenceholder?"),
    ({"vehicle": "car", "towing": "no"}, "date_licence_was_issued?"),
    ({"vehicle": "car", "towing": "early"}, "car_light_vehicle_entitlement"),
    ({"vehicle": "car", "towing": "later"}, "full_entitlement"),
    (
        {"vehicle": "car", "towing": "no", "test": "early"},
        "limited_trailer_entitlement_before_1997",
    ),
    ({"vehicle": "car", "towing": "no", "test": "later"}, "limited_trailer_entitlement_after_1997"),
]
"""After test/flows/towing_rules_flow_test.rb."""

C1 = {"vehicle": "medium", "medium_licence": "yes"}
NO_C1 = {"vehicle": "medium", "medium_licence": "no"}
LATE_C1 = {**NO_C1, "large_towing": "no", "test": "later"}
MINIBUS = {"vehicle": "minibus", "test": "later"}
NO_D1 = {**MINIBUS, "bus_towing": "no", "minibus_licence": "no"}

TOWING += [
    ({**C1, "age": "young"}, "limited_conditional_trailer_entitlement_msv"),
    ({**C1, "age": "adult"}, "limited_trailer_entitlement_msv"),
    (NO_C1, "existing_large_vehicle_towing_entitlements?"),
    ({**NO_C1, "large_towing": "yes"}, "included_entitlement_msv"),
    ({**NO_C1, "large_towing": "no", "test": "early"}, "full_entitlement_msv"),
    ({**LATE_C1, "age": "minor"}, "too_young_msv"),
    ({**LATE_C1, "age": "young"}, "apply_for_provisional_with_exceptions_msv"),
    ({**LATE_C1, "age": "adult"}, "apply_for_provisional_msv"),
    ({"vehicle": "large", "large_licence": "yes"}, "full_cat_c_entitlement"),
    ({"vehicle": "large", "large_licence": "no", "age": "young"}, "not_old_enough_lv"),
    ({"vehicle": "large", "large_licence": "no", "age": "adult"}, "apply_for_provisional_lv"),
    ({"vehicle": "minibus", "test": "early"}, "full_entitlement_minibus"),
    (MINIBUS, "do_you_have_lv_or_bus_towing_entitlement?"),
    ({**MINIBUS, "bus_towing": "yes"}, "included_entitlement_minibus"),
    (
        {**MINIBUS, "bus_towing": "no", "minibus_licence": "yes"},
        "limited_towing_entitlement_minibus",
    ),
    ({**NO_D1, "age": "young"}, "not_old_enough_minibus"),
    ({**NO_D1, "age": "adult"}, "limited_overall_entitlement_minibus"),
    ({"vehicle": "bus", "bus_licence": "yes"}, "full_entitlement_bus"),
    ({"vehicle": "bus", "bus_licence": "no", "age": "young"}, "not_old_enough_bus"),
    ({"vehicle": "bus", "bus_licence": "no", "age": "adult"}, "apply_for_provisional_bus"),
]

EARLIER = {"vehicle": "car", "first_used": "earlier"}
HOME = {"vehicle": "none", "premises": "home"}
LIVING = {"vehicle": "none", "premises": "living"}

EXPENSES: list[tuple[Person, str]] = [
    ({"vehicle": "car"}, "home_or_business_premises_expense?"),
    ({"vehicle": "none", "premises": "none"}, "you_cant_use_result"),
    ({"vehicle": "car", "premises": "home"}, "buying_new_vehicle?"),
    (HOME, "hours_work_home?"),
    (LIVING, "deduct_from_premises?"),
    ({**EARLIER, "premises": "none"}, "capital_allowances?"),
    ({**EARLIER, "premises": "none", "claimed": "allowances"}, "capital_allowance_result"),
    ({**EARLIER, "premises": "home", "claimed": "allowances"}, "hours_work_home?"),
    ({**EARLIER, "premises": "living", "claimed": "allowances"}, "deduct_from_premises?"),
    ({**EARLIER, "premises": "none", "claimed": "flat"}, "you_cant_claim_capital_allowance"),
    ({**EARLIER, "premises": "home", "claimed": "flat"}, "hours_work_home?"),
    ({**EARLIER, "premises": "living", "claimed": "flat"}, "deduct_from_premises?"),
    ({**EARLIER, "premises": "none", "claimed": "nothing"}, "you_can_use_result"),
    ({**EARLIER, "premises": "home", "claimed": "nothing"}, "hours_work_home?"),
    ({**EARLIER, "premises": "living", "claimed": "nothing"}, "deduct_from_premises?"),
    (
        {**EARLIER, "vehicle": "motorcycle", "premises": "none", "claimed": "nothing"},
        "you_can_use_result",
    ),
    ({**HOME, "hours": 20}, "you_cant_use_result"),
    ({**LIVING, "people": 4}, "you_can_use_result"),
]
"""After test/flows/simplified_expenses_checker_flow_test.rb, and the steps of its calculator.

What only feeds sums isn't asked, so `which_tax_year?` is skipped, and `how_much_expect_to_claim?`
and what follows lead on to where they end.
"""

RATES: list[tuple[Person, str]] = [
    ({**HOME, "hours": 20}, "premises/too-few"),
    ({**HOME, "hours": 24}, "premises/too-few"),
    ({**HOME, "hours": 25}, "premises/home-120"),
    ({**HOME, "hours": 50}, "premises/home-120"),
    ({**HOME, "hours": 51}, "premises/home-216"),
    ({**HOME, "hours": 100}, "premises/home-216"),
    ({**HOME, "hours": 101}, "premises/home-312"),
    ({**LIVING, "people": 1}, "premises/living-4200"),
    ({**LIVING, "people": 2}, "premises/living-6000"),
    ({**LIVING, "people": 4}, "premises/living-7800"),
]
"""After simple_home_costs and simple_business_costs of its calculator."""


def appeal(decided: int, explained: str = "", **more: str | int) -> Person:
    """A person whose decision is so many days old; `asked` and `received` are days, too."""
    person: dict[str, str | int] = {"heard": "no", "decided_on": decided, "explained": explained}
    if "asked" in more:
        asked, received = int(more.pop("asked")), int(more.pop("received"))
        person["statement_came"] = "soon" if asked - received < 31 else "late"
        person["statement_on"] = received
    return {key: value for key, value in {**person, **more}.items() if value != ""}


PREVENTED = appeal(61, "written", asked=52, received=46, prevented="yes")

APPEAL: list[tuple[Person, str]] = [
    ({}, "already_appealed_the_decision?"),
    ({"heard": "yes"}, "problem_with_tribunal_proceedure?"),
    (
        {"heard": "yes", "problem": "A document was missing or I couldn't come"},
        "you_can_challenge_decision",
    ),
    ({"heard": "yes", "problem": "It mistook the law"}, "can_appeal_to_upper_tribunal"),
    ({"heard": "yes", "problem": "No"}, "cant_challenge_or_appeal"),
    ({"heard": "no"}, "date_of_decision_letter?"),
    (appeal(396), "cant_challenge_or_appeal"),
    (appeal(365), "had_written_explanation?"),
    (appeal(7, "spoken"), "asked_to_reconsider?"),
    (appeal(91, "spoken"), "special_circumstances?"),
    (appeal(7, "none"), "ask_for_an_explanation"),
    (appeal(91, "none"), "special_circumstances?"),
    (appeal(31, "written"), "when_did_you_ask_for_it?"),
    (appeal(31, "written", asked=21, received=7), "asked_to_reconsider?"),
    (appeal(91, "written", asked=52, received=15), "special_circumstances?"),
    (appeal(91, "written", asked=52, received=7), "asked_to_reconsider?"),
    (appeal(61, "written", asked=52, received=46), "special_circumstances?"),
    ({**PREVENTED, "prevented": "no"}, "cant_appeal"),
    (PREVENTED, "asked_to_reconsider?"),
    ({**PREVENTED, "asked_again": "no"}, "ask_to_reconsider"),
    ({**PREVENTED, "asked_again": "yes"}, "kind_of_benefit_or_credit?"),
    (
        {**PREVENTED, "asked_again": "yes", "benefit": "fund"},
        "apply_to_the_independent_review_service",
    ),
    ({**PREVENTED, "asked_again": "yes", "benefit": "housing"}, "appeal_to_your_council"),
    ({**PREVENTED, "asked_again": "yes", "benefit": "child"}, "appeal_to_hmrc_ch24a"),
    ({**PREVENTED, "asked_again": "yes", "benefit": "other"}, "appeal_to_social_security"),
]
"""After test/integration/flows/appeal_a_benefits_decision_test.rb; a month is 30 or 31 days."""

FLOWS = {"towing": TOWING, "expenses": EXPENSES, "dates": APPEAL}


def suits(answer: Answer, value: str | int) -> bool:
    """Return whether a person of whom this is true gives this answer."""
    if isinstance(value, str):
        return value in answer.option or value == answer.label
    least = -1 if answer.over is None else answer.over
    return least < value and (answer.upto is None or value <= answer.upto)


def answer_of(question: Question, person: Person) -> Answer | None:
    """Return what a person answers, or None for what isn't known of the person."""
    value = person.get(str(question.asks or question.id))
    if value is None:
        return None
    fitting = [answer for answer in question.answers if suits(answer, value)]
    assert len(fitting) == 1, f"{question.id}: {value}"
    return fitting[0]


def walked(guide: Guide, case: Case, person: Person) -> PlayedScenario:
    """Walk with a person until a result, or a question that the person doesn't answer."""
    told = replace(next(iter(guide.scenarios.values())), start=None)
    steps: list[Step] = []
    while True:
        scenario = replace(told, answers=tuple(steps))
        played = play(guide, scenario, case=case)
        assert played.end is not None
        if played.fault is None:
            return played
        assert played.fault.code == "scenario-unfinished", played.fault
        found = find_node(guide, Text("/".join(played.end), NOWHERE), None)
        assert found is not None
        tree, node = found
        assert isinstance(node, Question)
        answer = answer_of(node, person)
        if answer is None:
            return played
        at = Text(f"{tree.id}/{node.id}", NOWHERE)
        steps.append(Step(span=NOWHERE, at=at, answer=answer.label))


def walks(name: str, rows: list[tuple[Person, str]]) -> list[PlayedScenario]:
    """Walk with every person of a table."""
    guide = Project(GUIDES / name).parts()
    case = Case(guide)
    return [walked(guide, case, person) for person, _ in rows]


def ends(name: str, rows: list[tuple[Person, str]]) -> list[str]:
    """Return the nodes at which the people of a table come out."""
    return ["/".join(played.end or ()) for played in walks(name, rows)]


@pytest.mark.parametrize("name", FLOWS)
def test_a_ported_flow_passes_every_check(name: str) -> None:
    assert Project(GUIDES / name).findings() == []


@pytest.mark.parametrize("name", FLOWS)
def test_people_come_out_where_the_published_flow_sends_them(name: str) -> None:
    reached = [NAMES[name][end] for end in ends(name, FLOWS[name])]
    assert reached == [expected for _, expected in FLOWS[name]]


@pytest.mark.parametrize("name", FLOWS)
def test_nobody_is_asked_again_what_one_answer_has_settled(name: str) -> None:
    trees = Project(GUIDES / name).parts().trees
    for played in walks(name, FLOWS[name]):
        settled: set[str] = set()
        for (tree, at), label in played.answers:
            question = trees[tree].nodes[at]
            assert isinstance(question, Question)
            assert question.asks not in settled, f"{tree}/{at}"
            (answer,) = (each for each in question.answers if each.label == label)
            settled |= {str(question.asks)} if len(answer.option) == 1 else set()


def test_flat_rates_follow_from_ranges() -> None:
    assert ends("expenses", RATES) == [expected for _, expected in RATES]


@pytest.mark.parametrize("name", FLOWS)
def test_people_of_the_tables_see_every_published_result(name: str) -> None:
    trees = Project(GUIDES / name).parts().trees.values()
    results = {
        NAMES[name][f"{tree.id}/{node.id}"]
        for tree in trees
        for node in tree.nodes.values()
        if isinstance(node, Outcome)
    }
    assert results <= {expected for _, expected in FLOWS[name]}
