"""The smallest guide: two files, and nothing that only a large guide needs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from michishirube.cli import main
from michishirube.diagnostics import Severity
from michishirube.reading.project import shipped
from michishirube.website import machine
from michishirube.website.compile import CompiledSite, compile_site
from tests.conftest import Project

SETTINGS = """\
title: My phone is wet
description: What to do in the first hour.
language: en
checks:
  skip:
    - claim-without-source: It is our own experience.
    - unwalked-answer: Nobody has told us a story yet.
"""
TREE = """\
title: My phone fell into water
nodes:
  lit:
    question: Does the screen light up?
    answers:
      - {label: Yes, to: off}
      - {label: No, to: dry}
  off:
    action: Switch it off
    next: dry
  dry:
    outcome: Let it dry for two days
    text: Stand it upright in a dry room.
"""


@pytest.fixture
def smallest(tmp_path: Path) -> Project:
    project = Project(tmp_path / "guide")
    project.write("site_config.yml", SETTINGS)
    project.write("content/stages/wet.yml", TREE)
    return project


def compiled(project: Project) -> CompiledSite:
    site = compile_site(project.root, shipped("templates")).site
    assert site is not None
    return site


def page(site: CompiledSite, path: str) -> str:
    return next(each.html for each in site.documents if each.path == path)


def test_two_files_are_a_guide_without_findings(smallest: Project) -> None:
    assert smallest.findings() == []
    assert len((SETTINGS + TREE).splitlines()) <= 30
    site = compiled(smallest)
    assert [document.path for document in site.documents] == [
        "index.md",
        "stages/wet.md",
        "stages/wet.steps.md",
    ]


def test_its_home_page_leads_to_the_tree_and_asks_nothing_that_was_not_written(
    smallest: Project,
) -> None:
    home = page(compiled(smallest), "index.md")
    assert re.search("<h1[^>]*>My phone is wet</h1>", home)
    assert "What to do in the first hour." in home
    assert home.count('<a class="card" href="stages/wet.html"') == 1
    assert "Does the screen light up?" in home
    assert "card-dot" not in home
    assert "home-unsure" not in home


def test_what_is_not_written_is_left_out_everywhere(smallest: Project) -> None:
    """No empty author, licence or box; the file for programs keeps its schema."""
    site = compiled(smallest)
    assert "First" not in page(site, "stages/wet.md")
    assert site.theme_context["licence"] is None
    files = {each.path: each.content.decode() for each in site.assets}
    data = json.loads(files["guide.json"])
    jsonschema.validate(data, json.loads(files["guide.schema.json"]))
    assert not {"author", "licence", "triage", "stages", "time_zone"} & data.keys()
    assert "Licence" not in files[machine.llms.PATH]


def test_stages_follow_in_time_and_topics_stand_side_by_side(smallest: Project) -> None:
    smallest.write("content/stages/lost.yml", TREE.replace("fell into water", "is lost"))
    for key, dots in (("stages", 2), ("topics", 0)):
        smallest.write("site_config.yml", f"{SETTINGS}{key}: [lost, wet]\n")
        home = page(compiled(smallest), "index.md")
        assert home.index("lost.html") < home.index("wet.html")
        assert home.count('class="card-dots"') == dots
    smallest.write("site_config.yml", f"{SETTINGS}topics: [lost]\n")
    assert smallest.codes() == {"not-in-settings"}


def test_a_story_begins_in_the_first_tree_where_there_is_no_triage(smallest: Project) -> None:
    smallest.write(
        "content/scenarios/all.yml",
        "scenarios: [{id: a, title: A, story: B, answers: [{lit: No}], ends: wet/dry}]\n",
    )
    assert smallest.findings() == []
    smallest.write("content/stages/again.yml", TREE.replace("lit", "wets"))
    assert "scenario-other-question" in smallest.codes()


def test_a_rule_can_be_a_warning_and_its_reason_is_asked_for(smallest: Project) -> None:
    smallest.write("site_config.yml", SETTINGS.replace("  skip:", "  warn:"))
    found = smallest.findings()
    assert {item.severity for item in found} == {Severity.WARNING}
    assert {item.code for item in found} == {"claim-without-source", "unwalked-answer"}
    assert compile_site(smallest.root, shipped("templates")).site is not None
    smallest.replace("site_config.yml", ": It is our own experience.", ":")
    assert any(item.severity is Severity.ERROR for item in smallest.findings())


def test_what_leads_readers_astray_can_not_be_switched_off(smallest: Project) -> None:
    smallest.replace("content/stages/wet.yml", "next: dry", "next: dyr")
    smallest.replace("site_config.yml", "    - unwalked", "    - unknown-node: x\n    - unwalked")
    assert {"unknown-node", "unknown-switch"} <= smallest.codes()


def test_of_a_misspelt_rule_one_that_the_guide_breaks_is_offered(smallest: Project) -> None:
    smallest.replace("site_config.yml", "- unwalked-answer:", "- unwalked-answers:")
    found = {item.code: item.suggestion for item in smallest.findings()}
    assert found["unknown-switch"] == "unwalked-answer"


def test_a_second_tree_needs_no_source_and_no_place_in_the_settings(smallest: Project) -> None:
    flags = {
        "id": "lost",
        "title": "My phone is lost",
        "short-title": "Lost",
        "summary": "It is gone",
        "first": "Call it.",
        "question": "Does it ring?",
    }
    given = [f"--{name}={text}" for name, text in flags.items()]
    answers = ["--answer=Yes=Follow the sound", "--answer=No=Lock it"]
    done = CliRunner().invoke(
        main, ["new", "stage", *given, *answers, "--root", str(smallest.root)]
    )
    assert done.exit_code == 0, done.output
    assert "lost" not in (smallest.root / "site_config.yml").read_text(encoding="utf-8")
    # Without schemas/ an editor would look for one in vain.
    tree = (smallest.root / "content/stages/lost.yml").read_text(encoding="utf-8")
    assert tree.startswith("title: My phone is lost\n")
    assert [each.path for each in compiled(smallest).documents if "stages" in each.path] == [
        "stages/lost.md",
        "stages/lost.steps.md",
        "stages/wet.md",
        "stages/wet.steps.md",
    ]
