"""One wave: what is missing hides only what depends on it, and names its own cause alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from michishirube.checks.project import check_project
from michishirube.diagnostics import Diagnostics
from michishirube.reading import yaml_nodes
from michishirube.reading.source_file import SourceFile
from tests.conftest import HOUSEPLANT, Project
from tests.reused import Reused

FILES = sorted(path.relative_to(HOUSEPLANT).as_posix() for path in HOUSEPLANT.rglob("*.yml"))


def keys(name: str) -> Iterator[tuple[str, int, int]]:
    """Every key of a file with the lines of its value (from 0, without the last)."""
    text = (HOUSEPLANT / name).read_text(encoding="utf-8")
    root = yaml_nodes.parse(SourceFile(name, text), Diagnostics())
    lines = text.split("\n")
    waiting: list[yaml_nodes.YamlNode | None] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml_nodes.SequenceNode):
            waiting += node.items
        elif isinstance(node, yaml_nodes.MappingNode):
            for key, value in node.entries:
                waiting.append(value)
                first, indent = key.span.line - 1, key.span.column - 1
                last = first + 1
                while last < len(lines) and re.match(rf" {{{indent + 1}}}|\s*$", lines[last]):
                    last += 1
                if lines[first][:indent].strip() == "":  # Not inside of brackets, nor behind "- ".
                    yield key.value, first, last


CASES = [(name, *case) for name in FILES for case in keys(name)]

# An independent slip in each file: what must be said whatever else is missing there.
SLIPS = {
    "content/checklists/healthy-plant.yml": ("Look at it from below.", "Look at [x](glossary/x)."),
    "content/facts.yml": ("recover.\n  sources: [handbook]", "recover.\n  sources: [x]"),
    "content/fields.yml": ("shared: true", "shared: x"),
    "content/figures/survey.yml": ("As the handbook tells.", "As [x](glossary/x) tells."),
    "content/glossary.yml": ("Soil that doesn't", "Soil [x](glossary/x) that doesn't"),
    "content/letters/ask-friend.yml": ("When the roots", "When [x](glossary/x) the roots"),
    "content/scenarios/all.yml": ("The soil smells of cellar.", "See [x](glossary/x)"),
    "content/stages/dry.yml": ("Take it out after", "See [x](glossary/x) Take it out after"),
    "content/stages/triage.yml": ("Push a finger", "See [x](glossary/x) Push a finger"),
    "content/stages/wet.yml": ("New soil gives", "See [x](glossary/x) New soil gives"),
    "site_config.yml": ("Two minutes are", "See [x](glossary/x) Two minutes are"),
}  # fmt: skip


def without(root: Path, name: str, first: int, last: int) -> None:
    path = root / name
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join(lines[:first] + lines[last:]), encoding="utf-8")


@pytest.fixture(scope="module")
def reused(tmp_path_factory: pytest.TempPathFactory) -> Reused:
    return Reused(tmp_path_factory.mktemp("gaps") / "project", HOUSEPLANT)


@pytest.mark.parametrize(("name", "key", "first", "last"), CASES, ids=str)
def test_a_missing_key_hides_nothing_that_does_not_need_it(
    reused: Reused, name: str, key: str, first: int, last: int
) -> None:
    slip = SLIPS.get(name)
    assert slip or name in ("content/sources.yml", "content/promises.yml")
    with reused.case() as project:
        without(project.root, name, first, last)
        alone = places(project, reused)
        text = (project.root / name).read_text(encoding="utf-8")
        if slip is None or text.count(slip[0]) != 1:
            return  # The slip went with the key.
        project.replace(name, *slip)
        both = places(project, reused)
        assert len(both - alone) == 1, (alone, both)


def places(project: Project, reused: Reused) -> set[tuple[str, str, int]]:
    found = check_project(project.root, reused.files).diagnostics
    return {(item.code, item.span.path, item.span.line) for item in found}


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        ("content/stages/dry.yml", "    question: Do", "    quesiton: Do", "21:5"),
        ("content/stages/dry.yml", "    question: Do", "    質問: Do", "21:5"),
        ("content/stages/dry.yml", "    question: Do", "    問い: Do", "21:5"),
        ("content/stages/dry.yml", "    action: Water", "    acton: Water", "9:5"),
        ("content/stages/dry.yml", "    outcome: Your", "    結果: Your", "30:5"),
        ("content/stages/dry.yml", "    hours: 24", "    時間: 24", "17:5"),
        ("content/stages/triage.yml", "      - label: Dry", "      - ラベル: Dry", "11:9"),
        ("content/stages/triage.yml", "short_title:", "短い題:", "2:1"),
        ("content/letters/ask-friend.yml", "summary:", "Summary:", "2:1"),
        ("content/letters/ask-friend.yml", "    body: |", "    本文: |", "10:5"),
        ("content/sources.yml", "  checked:", "  確かめた日:", "5:3"),
        ("content/scenarios/all.yml", "    title: It smells", "    タイトル: It smells", "27:5"),
    ],
)
def test_a_misspelt_key_is_named_where_it_stands_and_read(
    houseplant: Project, name: str, old: str, new: str, place: str
) -> None:
    houseplant.replace(name, old, new)
    (found,) = houseplant.findings()
    assert (found.code, str(found.span)) == ("unknown-key", f"{name}:{place}")
    assert found.suggestion == old.strip(" -").split(":")[0]


def test_a_node_without_its_title_is_read_by_its_other_keys(houseplant: Project) -> None:
    """And only that is said of it: the stories that pass through it still come out."""
    houseplant.replace(
        "content/stages/dry.yml", "    question: Do the leaves stand up again?\n", ""
    )
    houseplant.replace("content/stages/dry.yml", "to: wet/repot\n", "to: wet/repott\n")
    assert [item.code for item in houseplant.findings()] == ["no-kind", "unknown-node"]


def test_answers_that_nobody_gives_are_one_finding_a_tree(houseplant: Project) -> None:
    houseplant.write("content/scenarios/all.yml", "scenarios: []\n")
    (whole,) = houseplant.findings()
    assert (whole.code, whole.params) == ("no-scenarios", {"trees": "3", "count": "9"})
    found = {item.span.path: (item.code, item.params["count"]) for item in whole.related}
    assert found == {
        f"content/stages/{tree}.yml": ("unwalked-answer", count)
        for tree, count in (("dry", "3"), ("triage", "2"), ("wet", "4"))
    }


def test_a_story_without_its_title_hides_no_other_story(houseplant: Project) -> None:
    path = houseplant.root / "content/scenarios/all.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^    title: It smells.*\n", "", text), encoding="utf-8")
    houseplant.replace(
        "content/scenarios/all.yml",
        "    ends: wet/repotted\n    letters: [ask-friend]\n  - id: too",
        "    ends: dry/saved\n    letters: [ask-friend]\n  - id: too",
    )
    assert houseplant.codes() == {"missing-key", "scenario-other-end"}


def test_a_story_that_stops_hides_only_what_lies_beyond(houseplant: Project) -> None:
    """A reworded answer may be walked; that of another tree is missing all the same."""
    houseplant.replace("content/stages/dry.yml", "label: Some do", "label: A few do")
    houseplant.replace(
        "content/stages/triage.yml",
        "      - label: Wet",
        "      - label: Soggy\n        to: wet\n      - label: Wet",
    )
    codes = {(item.code, item.span.path) for item in houseplant.findings()}
    assert ("unwalked-answer", "content/stages/triage.yml") in codes
    assert ("unwalked-answer", "content/stages/dry.yml") not in codes
