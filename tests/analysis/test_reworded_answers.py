"""What a label that no answer has is taken for."""

from __future__ import annotations

from michishirube.analysis.reworded_answers import replay
from tests.conftest import Project

TRIAGE = "content/stages/triage.yml"


def test_a_label_means_the_answer_with_its_end(houseplant: Project) -> None:
    houseplant.replace(TRIAGE, "label: Dry", "label: Dusty")
    assert replay(houseplant.parts()).guesses == {(("triage", "soil"), "Dry"): "Dusty"}


def test_an_answer_that_has_lost_its_label_was_not_reworded(houseplant: Project) -> None:
    houseplant.replace(TRIAGE, "- label: Dry\n        to: dry", "- to: dry")
    assert replay(houseplant.parts()).guesses == {}
