"""Sources that nobody looked at for too long: which, in what order, and how they are told."""

from __future__ import annotations

import datetime as dt

import pytest
from click.testing import CliRunner

from michishirube.cli import main
from michishirube.i18n import messages
from michishirube.markup.escape_markdown import inert, web_address
from michishirube.upkeep.staleness import as_markdown, stale_sources
from tests.conftest import Project

SOURCES = """\
handbook: {title: "Handbook", publisher: P, kind: expert, checked: 2026-06-01}
fresh: {title: "Fresh", publisher: P, kind: official, checked: 2026-11-20}
older: {title: "Older", publisher: P, kind: official, checked: 2026-01-01}
own: {title: "Ours", publisher: P, kind: editorial, checked: 2020-01-01}
"""
TODAY = dt.date(2026, 11, 28)


@pytest.fixture
def project(houseplant: Project) -> Project:
    houseplant.write("content/sources.yml", SOURCES)
    return houseplant


def names(project: Project, today: dt.date, limit: int) -> list[str]:
    return [str(item.source.id) for item in stale_sources(project.parts(), today, limit)]


def test_the_longest_neglected_source_comes_first(project: Project) -> None:
    assert names(project, TODAY, 180) == ["older", "handbook"]


def test_a_source_is_stale_on_the_day_itself(project: Project) -> None:
    checked = dt.date(2026, 6, 1)
    assert "handbook" not in names(project, checked + dt.timedelta(179), 180)
    assert "handbook" in names(project, checked + dt.timedelta(180), 180)


def test_a_source_never_checked_comes_before_all_others(project: Project) -> None:
    project.replace("content/sources.yml", ", checked: 2026-11-20", "")
    assert names(project, TODAY, 180)[0] == "fresh"


def test_the_guides_own_judgement_grows_not_old(project: Project) -> None:
    assert "own" not in names(project, dt.date(2040, 1, 1), 1)


def stale(project: Project, *options: str) -> tuple[int, str]:
    run = CliRunner().invoke(main, ["stale", "--root", str(project.root), *options])
    return run.exit_code, run.output


def test_the_command_says_where_and_how_long(project: Project) -> None:
    status, said = stale(project, "--today", "2026-11-28")
    assert status == 1
    assert said.splitlines() == [
        "content/sources.yml:3:1: checked 331 days ago [older] Older",
        "content/sources.yml:1:1: checked 180 days ago [handbook] Handbook",
        "Sources last checked 180 or more days ago: 2 of 3",
    ]


def test_nothing_stale_is_said_and_is_success(project: Project) -> None:
    status, said = stale(project, "--today", "2026-11-28", "--days", "400")
    assert (status, said) == (0, "Every source was checked within 400 days (3 in all).\n")


def test_the_issue_leads_to_the_line_to_change(project: Project) -> None:
    status, said = stale(project, "--today", "2026-11-28", "--format", "markdown")
    assert status == 1
    assert (
        "- [ ] **Older** (`older`): checked 331 days ago / 0 facts rest on it / "
        "[edit this source's line]"
        "(https://github.com/example/plants/edit/main/content/sources.yml#L3)"
    ) in said


def test_a_broken_guide_is_reported_instead(project: Project) -> None:
    project.write("content/sources.yml", "handbook: 'x")
    status, said = stale(project)
    assert status == 1
    assert "content/sources.yml:1:" in said
    assert "error[" in said


def test_a_title_can_do_nothing_in_an_issue(project: Project) -> None:
    title = "<img src=x> @team #1 [a](javascript:b) https://evil.example | `x`"
    project.replace("content/sources.yml", '"Older"', f"'{title}'")
    line = as_markdown(stale_sources(project.parts(), TODAY), messages.load("en", "upkeep"), None)
    assert "<img" not in line.replace("\\<", "")
    assert "](" not in line
    assert "://" not in line
    assert "@team" not in line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain 言葉", "plain 言葉"),
        ("a\nb", "a b"),
        ("@name", "@\u2060name"),
        ("GH-12", "GH\\-\u206012"),
        ("#12", "\\#\u206012"),
        ("www.a.example", "www\u2060\\.a\\.example"),
        ("a\u202eb", "a b"),
    ],
)
def test_signs_that_a_forge_would_follow_are_taken_away(text: str, shown: str) -> None:
    assert inert(text) == shown


def test_only_addresses_of_the_web_become_links() -> None:
    assert web_address("https://a.example/?q=1#x") == "<https://a.example/?q=1#x>"
    assert web_address("javascript:alert(1)") == ""
    assert web_address("https://a.example/> <b>") == "<https://a.example/%3E%20%3Cb%3E>"


def test_check_has_it_too(project: Project) -> None:
    asked = ["--root", str(project.root), "--lang", "en"]
    alone = CliRunner().invoke(main, ["stale", *asked, "--days", "1"])
    as_check = CliRunner().invoke(main, ["check", *asked, "--stale", "1"])
    assert (as_check.exit_code, as_check.output) == (alone.exit_code, alone.output)
    assert as_check.exit_code == 1
