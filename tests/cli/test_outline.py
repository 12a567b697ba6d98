"""`guide show` and `guide paths`: all of a tree, each node once, within the terminal's width."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt

from michishirube.analysis.case.effects import Case
from michishirube.analysis.case.taken import answers_taken
from michishirube.analysis.routes import routes
from michishirube.checks.project import check_project
from michishirube.cli import main
from michishirube.cli.outline import NARROWEST, outline
from michishirube.support.terminal import columns
from tests.conftest import FREELANCE, PARCEL, Project

DRY, WET = "content/stages/dry.yml", "content/stages/wet.yml"


def run(project: Project, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--root", str(project.root)])


def test_tree_is_drawn(houseplant: Project) -> None:
    result = run(houseplant, "show", "dry", "--width", "100")
    assert result.output.splitlines() == [
        "The soil is dry  dry",
        "Action: Water the plant  water",
        "Wait: Let it drink  rest  (24 hours)",
        "Question: Do the leaves stand up again?  recovered",
        "├─ Yes",
        "│  Outcome: Your plant is saved  saved",
        "├─ Some do",
        "│  ↩ back to “Water the plant”  water",
        "└─ No",
        "   ⇒ to “Ask a friend to help you repot it” in another tree  wet/repot",
    ]


def test_shared_nodes_stand_once_and_letters_are_named(houseplant: Project) -> None:
    text = run(houseplant, "show", "wet", "--width", "100").output
    assert text.count("Action: Ask a friend to help you repot it  repot  letters: ask-friend") == 1
    assert text.count("↑ to “Ask a friend to help you repot it” above  repot") == 1


def test_broken_trees_are_drawn_as_far_as_they_go(houseplant: Project) -> None:
    houseplant.replace(WET, "next: wilted-still", "next: nowhere")
    text = run(houseplant, "show", "wet", "--width", "100").output
    assert "✗ leads nowhere  nowhere" in text
    assert "Nodes that nothing leads to\nQuestion: Is it still wilted?" in text


@pytest.mark.parametrize("width", [40, 64, 100])
def test_lines_fit_the_terminal(width: int) -> None:
    guide = check_project(FREELANCE).guide
    assert guide is not None
    for tree in guide.trees.values():
        for row in outline(guide, tree, "ja", width):
            lead = re.match(r"[│├└─ ]*", row)
            assert lead
            room = max(width - lead.end(), NARROWEST)
            assert columns(row[lead.end() :]) <= room, row


@pytest.mark.parametrize("tree", ["triage", "before-contract", "after-contract", "after-delivery"])
def test_every_node_of_a_tree_stands_once(tree: str) -> None:
    guide = check_project(FREELANCE).guide
    assert guide is not None
    text = "\n".join(outline(guide, guide.trees[tree], "ja", 1000))
    for node in guide.trees[tree].nodes.values():
        assert len(re.findall(rf"^[│├└─ ]*\S+「.*」 {node.id}(?:  |$)", text, re.MULTILINE)) == 1


def test_control_characters_do_not_reach_the_terminal(houseplant: Project) -> None:
    houseplant.replace(DRY, "action: Water the plant", 'action: "Water\\e[31m the\\nplant"')
    for arguments in (["show", "dry"], ["paths", "dry"]):
        assert "\x1b" not in run(houseplant, *arguments).output


def test_thousand_nodes_are_no_recursion(houseplant: Project) -> None:
    nodes = "".join(
        f"  a{n}:\n    question: Q{n}\n    answers:\n      - {{label: A, to: a{n + 1}}}\n"
        f"      - {{label: B, return_to: a0}}\n"
        for n in range(1000)
    )
    end = "  a1000:\n    outcome: End\n    text: End.\n"
    text = (houseplant.root / DRY).read_text(encoding="utf-8")
    houseplant.write(DRY, f"{text[: text.index('start:')]}start: a0\nnodes:\n{nodes}{end}")
    assert "Outcome: End  a1000" in run(houseplant, "show", "dry").output
    assert run(houseplant, "paths", "dry", "--returns", "0").output.count("→") == 1


@pytest.mark.parametrize("command", ["show", "paths"])
def test_unknown_tree_gets_a_near_name(houseplant: Project, command: str) -> None:
    result = run(houseplant, command, "wett")
    assert result.exit_code == 2
    assert 'There is no tree "wett"; did you mean "wet"?' in result.output
    assert "did you mean" not in run(houseplant, command, "zzz", "--lang", "en").output


def test_ways_with_their_endings(houseplant: Project) -> None:
    lines = run(houseplant, "paths", "wet").output.splitlines()
    assert lines[0] == "Ways through “The soil is wet”"
    assert lines[1:3] == [
        "1. smell: Yes",
        "   → “A fresh start”  wet/repotted  letters: ask-friend",
    ]
    assert lines[5:7] == [
        "3. smell: No › wilted-still: It recovered",
        "   ⇒ “Your plant is saved” in another tree  dry/saved",
    ]
    assert lines[-1] == "3 ways (each returns at most 1 times)."


def test_what_answers_and_steps_make_known_is_drawn(tmp_path: Path) -> None:
    shutil.copytree(PARCEL, tmp_path / "parcel")
    drawn = run(Project(tmp_path / "parcel"), "show", "ordered", "--width", "200").output
    assert "Question: When did you order it?  when  [asks ordered_on]" in drawn
    assert "├─ Two weeks ago or more  [→ >14]" in drawn
    assert "├─ Yes  [→ yes|part]" in drawn
    assert "Action: Write to the shop  write  [→ shop_says=silent, wrote_on=today]" in drawn
    # Whoever can't do it isn't forgotten.
    assert "├─ The shop has no address" in drawn


def test_ways_that_nobody_can_take_are_not_listed(tmp_path: Path) -> None:
    shutil.copytree(PARCEL, tmp_path / "parcel")
    project = Project(tmp_path / "parcel")
    guide = project.guide()
    shown = run(project, "paths", "triage", "--across", "--limit", "0").output.splitlines()
    every = list(routes(guide, guide.trees["triage"], across=True))
    taken = [route for route in every if answers_taken(Case(guide), route) is not None]
    assert shown[-1].startswith(f"{len(taken)} ways")
    assert 0 < len(taken) < len(every)
    # What was answered in the triage isn't asked again on the page of the order.
    assert any("paid: Nothing › when: Two weeks ago or more" in line for line in shown)


def test_ways_are_cut_and_it_is_said(houseplant: Project) -> None:
    text = run(houseplant, "paths", "wet", "--limit", "2").output
    assert text.splitlines()[-1] == "The first 2 ways; there are more (--limit 0 shows all)."
    assert "3 ways" in run(houseplant, "paths", "wet", "--limit", "3").output
    assert "3 ways" in run(houseplant, "paths", "wet", "--limit", "0").output


def test_ways_as_markdown_hold_no_markup_of_the_content(houseplant: Project) -> None:
    houseplant.replace(WET, "label: It recovered", 'label: "*It* <b>recovered</b> @octocat #1"')
    text = run(houseplant, "paths", "wet", "--format", "markdown").output
    shown = MarkdownIt("gfm-like").render(text)
    assert "<ol>" in shown
    assert "*It* &lt;b&gt;recovered&lt;/b&gt;" in shown
    assert "@octocat" not in shown
    assert "#1" not in shown
