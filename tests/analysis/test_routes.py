"""Ways through trees: every answer, each end, returns so often and no more."""

from __future__ import annotations

import itertools

import pytest

from michishirube.analysis.routes import Route, routes
from michishirube.checks.project import check_project
from michishirube.model import Guide
from tests.conftest import Project


def said(route: Route) -> str:
    steps = [f"{stop.key[1]}({stop.answer or ''})" for stop in route.stops]
    return " ".join([*steps, "/".join(route.end or ("-",)), route.ending])


def all_of(guide: Guide, tree: str, **options: int) -> list[str]:
    return [said(route) for route in routes(guide, guide.trees[tree], **options)]  # type: ignore[arg-type]


def test_every_way_with_its_end_and_one_return(houseplant: Project) -> None:
    assert all_of(houseplant.guide(), "dry") == [
        "water() rest() recovered(Yes) dry/saved outcome",
        "water() rest() recovered(Some do) water() rest() recovered(Yes) dry/saved outcome",
        "water() rest() recovered(Some do) water() rest() recovered(No) wet/repot tree",
        "water() rest() recovered(No) wet/repot tree",
    ]


def test_without_returns(houseplant: Project) -> None:
    assert len(all_of(houseplant.guide(), "dry", returns=0)) == 2


def test_no_return_is_taken_twice_on_one_way(houseplant: Project) -> None:
    guide = houseplant.guide()
    assert all_of(guide, "dry", returns=5) == all_of(guide, "dry", returns=1)


def test_across_trees_every_way_ends_at_an_outcome(houseplant: Project) -> None:
    guide = houseplant.guide()
    found = list(routes(guide, guide.trees["triage"], across=True))
    assert {route.ending for route in found} == {"outcome"}
    assert {route.end for route in found} == {("dry", "saved"), ("wet", "repotted")}


def test_routes_are_those_that_scenarios_walk(houseplant: Project) -> None:
    """Answers of a way, played as a story, come out where the way ends."""
    guide = houseplant.guide()
    for route in routes(guide, guide.trees["wet"], across=True):
        answers = dict(route.answers)
        assert len(answers) == len(route.answers)


def test_broken_trees_end_too(houseplant: Project) -> None:
    houseplant.replace("content/stages/wet.yml", "next: wilted-still", "next: nowhere")
    houseplant.replace("content/stages/wet.yml", "next: repotted", "next: smell")
    guide = check_project(houseplant.root).guide
    assert guide is not None
    endings = [route.ending for route in routes(guide, guide.trees["wet"])]
    assert endings == ["circle", "missing"]


@pytest.mark.parametrize("count", [12])
def test_no_waiting_for_trees_with_countless_ways(houseplant: Project, count: int) -> None:
    nodes = "".join(
        f"  q{n}:\n    question: Q{n}?\n    answers:\n"
        + "".join(f"      - {{label: A{m}, to: q{n + 1}}}\n" for m in range(9))
        for n in range(count)
    )
    end = f"  q{count}:\n    outcome: End\n    text: End.\n    facts: [A1]\n"
    text = (houseplant.root / "content/stages/dry.yml").read_text(encoding="utf-8")
    head = text[: text.index("start:")]
    houseplant.write("content/stages/dry.yml", f"{head}start: q0\nnodes:\n{nodes}{end}")
    guide = check_project(houseplant.root).guide
    assert guide is not None
    assert len(list(itertools.islice(routes(guide, guide.trees["dry"]), 1000))) == 1000
