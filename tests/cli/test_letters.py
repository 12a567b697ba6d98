"""`guide letters`: the letters, or every line of theirs once, to be read and signed."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from michishirube.cli import main
from tests.conftest import Project
from tests.repositories import Repository, under_git

LETTER = "content/letters/ask-friend.yml"


@pytest.fixture
def repository(houseplant: Project) -> Repository:
    return under_git(houseplant.root)


def run(project: Project, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["letters", *arguments, "--root", str(project.root)])


def test_letters_are_listed_with_their_tones(houseplant: Project) -> None:
    assert run(houseplant).output == "ask-friend  Ask a friend for help (Kind)\n"


def test_the_list_says_its_size_its_letters_and_its_mark(houseplant: Project) -> None:
    head, _, first, *_, mark = run(houseplant, "--lines").output.splitlines()
    assert head == "5 distinct lines in 1 letters"
    assert first == "Dear 〔Name〕,\t(ask-friend)"
    assert mark.startswith("Mark of this list: ")
    houseplant.replace(LETTER, "Thank you!", "Thanks!")
    assert run(houseplant, "--lines").output.splitlines()[-1] != mark


def test_markdown_has_a_box_for_each_line_and_a_place_to_sign(houseplant: Project) -> None:
    houseplant.replace(LETTER, "Thank you!", "Thank [you]!")
    rows = run(houseplant, "--lines", "--format", "markdown").output.splitlines()
    assert r"- [ ] Thank \[you\]! (ask-friend)" in rows
    assert "I have read every line. Name and day: " in rows


def test_since_a_commit_only_new_lines_are_listed(repository: Repository) -> None:
    repository.replace(LETTER, "Thank you!", "Thanks a lot!")
    rows = run(repository, "--lines", "--since", "HEAD").output.splitlines()
    assert rows[0] == "1 line that wasn't there at HEAD"
    assert rows[2] == "Thanks a lot!\t(ask-friend)"


def test_a_commit_that_is_not_there_is_told(repository: Repository) -> None:
    result = run(repository, "--lines", "--since", "nowhere")
    assert result.exit_code == 3
    assert "nowhere" in result.output
