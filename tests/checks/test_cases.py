"""What the reader has said is known: one slip in a small guide for each thing that is proved."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from michishirube.analysis.case.findings import Proof
from michishirube.checks.rules import cases, field_states
from michishirube.diagnostics import Diagnostic
from tests.conftest import PARCEL, Project
from tests.reused import Reused

TRIAGE = "content/stages/triage.yml"
ORDERED = "content/stages/ordered.yml"
DISPUTED = "content/stages/disputed.yml"
FIELDS = "content/fields.yml"
FACTS = "content/facts.yml"
CLOCKS = "content/clocks.yml"
DOORS = "content/doors.yml"
REFERRALS = "content/referrals.yml"
STORIES = "content/scenarios/all.yml"
PROMISES = "content/promises.yml"


@dataclass(frozen=True)
class Slip:
    """A slip, and the code and the text at which it is told."""

    code: str
    file: str
    old: str
    new: str
    at: str
    tells: str = ""
    """What the message names."""


WHEN = """    asks: ordered_on
    answers:
      - {label: In the last two weeks, upto: 14, to: patience}
      - {label: Two weeks ago or more, over: 14, to: paid}
      - {label: I don't know, to: look}
"""

SLIPS = [
    # --- What is named ---
    Slip("asks-text", TRIAGE, "asks: paid", "asks: shop", "shop"),
    Slip("unknown-option", TRIAGE, "option: yes", "option: yess", "yess"),
    Slip("unknown-field", TRIAGE, "asks: paid", "asks: paied", "paied"),
    Slip("unknown-field", ORDERED, "{parcel: missing}", "{parcell: missing}", "parcell"),
    Slip("tells-nothing", TRIAGE, "    asks: paid\n", "", "All of it"),
    Slip("wrong-state", TRIAGE, "option: part", "upto: 5", "A deposit"),
    Slip("wrong-state", ORDERED, "upto: 14", "option: new", "new"),
    Slip("wrong-state", ORDERED, "wrote_on: today", "shop: today", "shop"),
    Slip("unknown-option", ORDERED, "shop_says: silent", "shop_says: today", "today"),
    Slip("range-order", ORDERED, "over: 14", "over: 14, upto: 10", "Two weeks ago or more"),
    Slip("answer-gap", ORDERED, "over: 14", "over: 20", "When did you order it?", "15–20"),
    Slip("answer-gap", DISPUTED, "option: [yes, part]", "option: yes", "Have you paid anything?"),
    Slip("answer-overlap", ORDERED, "over: 14", "over: 10", "Two weeks ago or more", "11–14"),
    Slip("answer-overlap", TRIAGE, "option: part", "option: [part, yes]", "yes"),
    Slip("choice-default", FIELDS, "  changes: missing", "  default: here", "here"),
    Slip("clock-since", CLOCKS, "since: ordered_on", "since: shop", "shop"),
    Slip("unknown-field", ORDERED, "since: ordered_on", "since: ordered_om", "ordered_om"),
    Slip("clock-since", ORDERED, "since: ordered_on", "since: shop_says", "shop_says"),
    Slip("clock-length", CLOCKS, "days: 120", "days: 120\n  hours: 5", "chargeback"),
    Slip("door-empty", DOORS, "  way: Account → Help → Contact us\n", "", "help"),
    Slip("referral-word-taken", REFERRALS, "stamps]", "stamps, cancel the order]",
         "cancel the order"),
    Slip("referral-word-taken", REFERRALS, "stamps]", "stamps, Customs  Duty]",
         "Customs  Duty"),
    Slip("unknown-place", ORDERED, "see: [doors/help]", "see: [doors/halp]", "doors/halp"),
    # --- What is proved ---
    Slip("letter-untrue", DISPUTED, "to: nothing}", "to: bank}", "ask-bank", "paid: Nothing"),
    Slip("letter-untrue", DISPUTED, "over: 120, to: late", "over: 120, to: bank", "ask-bank"),
    Slip("letter-untrue", ORDERED, "option: no, to: cancel", "option: no, to: write", "ask-shop"),
    Slip("fact-untrue", FACTS, "to send a parcel.", "to send a parcel.\n  true_when: {paid: part}",
         "A1", "deposit"),
    Slip("wrong-state", FACTS, "to send a parcel.",
         "to send a parcel.\n  true_when: {paid: {over: 5}}", "paid"),
    Slip("contradiction", ORDERED, "option: here, to: arrived", "option: here, to: triage",
         "All of it", "come: It has"),
    Slip("impossible-answer", ORDERED, "[silent, sends, refuses]", "[silent, sends]",
         "It refuses"),
    Slip("always-known", FIELDS, "  changes: missing\n", "", "Has it come?"),
    Slip("no-answer-fits", ORDERED, WHEN, """    answers:
      - {label: A, sets: {parcel: here}, to: patience}
      - {label: B, sets: {parcel: here}, to: paid}
""", "When did you order it?", "missing"),
    Slip("clock-left-running", DISPUTED, "see: [clocks/chargeback]\n    sources", "sources",
         "The bank looks into it", "chargeback"),
    Slip("scenario-not-offered", STORIES, "      - disputed/when: In the last 120 days\n    ends",
         "      - disputed/paid: Nothing\n    ends", "Nothing", "Payment"),
]  # fmt: skip


@pytest.fixture(scope="module")
def parcel(tmp_path_factory: pytest.TempPathFactory) -> Reused:
    return Reused(tmp_path_factory.mktemp("parcel") / "guide", PARCEL)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip.code}-{slip.at[:12]}")
def test_slip_is_told_where_it_is(parcel: Reused, slip: Slip) -> None:
    with parcel.case() as project:
        project.replace(slip.file, slip.old, slip.new)
        found = {(item.code, said_at(project, item)): item for item in project.findings()}
        assert (slip.code, slip.at) in found, "\n".join(map(str, found))
        words = str(found[slip.code, slip.at].params)
        assert slip.tells in words


def said_at(project: Project, item: Diagnostic) -> str:
    lines = (project.root / item.span.path).read_text(encoding="utf-8").splitlines()
    last = item.span.end_column - 1 if item.span.end_line == item.span.line else None
    return lines[item.span.line - 1][item.span.column - 1 : last]


def test_the_guide_itself_has_no_findings(parcel: Reused) -> None:
    assert parcel.project.findings() == []


def test_each_code_has_a_slip() -> None:
    tested = {slip.code for slip in SLIPS} | {
        "letter-unproven",
        "fewer-unproven",
        "too-many-states",
        "clock-without-day",
    }
    assert {*cases.CODES, *field_states.CODES} <= tested


def test_a_deadline_counts_from_a_day_that_somebody_gives(parcel: Reused) -> None:
    with parcel.case() as project:
        project.replace(CLOCKS, "since: ordered_on", "since: wrote_on")
        project.replace(ORDERED, ", wrote_on: today", "")
        assert "clock-without-day" in project.codes()


def test_the_scenario_told_with_a_finding_walks_its_path(parcel: Reused) -> None:
    """Pasted, it is one more scenario that goes where it says."""
    with parcel.case() as project:
        project.replace(DISPUTED, "over: 120, to: late", "over: 120, to: bank")
        found = next(item for item in project.findings() if item.code == "letter-untrue")
        text = (project.root / STORIES).read_text(encoding="utf-8")
        project.write(STORIES, f"{text}  {found.params['scenario']}\n")
        codes = {item.code for item in project.findings() if item.span.path == STORIES}
        refused = next(line for line in text.splitlines() if "id: refused" in line)
        assert codes <= {"scenario-other-end"}, refused


def test_letters_that_no_path_proves_may_only_become_fewer(parcel: Reused) -> None:
    with parcel.case() as project:
        nothing = "option: no, to: cancel}\n"
        project.replace(ORDERED, nothing, f"{nothing}      - {{label: I cannot tell, to: write}}\n")
        project.write(PROMISES, "readings: true\n")
        assert "letter-unproven" not in project.codes()  # No number is promised.
        project.write(PROMISES, "unproven_letters: 0\n")
        found = [item for item in project.findings() if item.code == "letter-unproven"]
        assert [said_at(project, item) for item in found] == ["ask-shop"]
        assert found[0].params["count"] == "1"
        project.write(PROMISES, "unproven_letters: 2\n")
        assert "fewer-unproven" in project.codes()
        project.write(PROMISES, "unproven_letters: 1\n")
        assert not project.codes() & {"letter-unproven", "fewer-unproven"}


def test_twelve_choices_of_ten_options_are_proved_or_told(tmp_path: Path) -> None:
    """No combination of fields lets a check hang."""
    root = tmp_path / "guide"
    shutil.copytree(PARCEL, root)
    project = Project(root)
    options = ", ".join(f"o{at}: o{at}" for at in range(10))
    for at in range(12):
        text = (root / FIELDS).read_text(encoding="utf-8")
        field = f"f{at}:\n  label: f{at}\n  type: choice\n  options: {{{options}}}\n"
        project.write(FIELDS, text + field)
    nodes = ""
    for at in range(12):
        answers = "".join(
            f"      - {{label: o{o}, option: o{o}, to: {f'q{at + 1}' if at < 11 else 'ordered'}}}\n"
            for o in range(10)
        )
        nodes += f"  q{at}:\n    question: Which is {at}?\n    asks: f{at}\n    answers:\n{answers}"
    project.replace(TRIAGE, "start: paid\nnodes:\n", f"start: q0\nnodes:\n{nodes}")
    letter = (root / "content/letters/cancel.yml").read_text(encoding="utf-8")
    needs = ", ".join(f"f{at}: o1" for at in range(12))
    project.write(
        "content/letters/cancel.yml", letter.replace("{paid: no}", f"{{paid: no, {needs}}}")
    )
    assert "letter-untrue" in project.codes()


def test_what_is_too_much_to_prove_is_told_with_its_fields(
    parcel: Reused, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_up = Proof(too_many=[("paid", "parcel")])
    monkeypatch.setattr(cases, "proof_of", lambda _: given_up)
    (found,) = parcel.project.findings()
    assert (found.code, said_at(parcel.project, found)) == ("too-many-states", "paid")
    assert found.params["fields"] == "paid・parcel"
