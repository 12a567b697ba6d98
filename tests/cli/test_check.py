"""`guide check` as people and workflows call it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from michishirube.cli import main
from tests.conftest import Project

DRY = "content/stages/dry.yml"
WET = "content/stages/wet.yml"


def check(project: Project, *arguments: str, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(
        main, ["check", "--root", str(project.root), "--lang", "en", *arguments], env=env
    )


def git(project: Project, *arguments: str) -> None:
    run = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments]
    subprocess.run(run, cwd=project.root, check=True, capture_output=True)


@pytest.fixture
def committed(houseplant: Project) -> Project:
    """A repository whose first commit has an error in one file."""
    houseplant.replace(DRY, "title: The soil is dry", "title:")
    git(houseplant, "init", "-q", "-b", "main")
    git(houseplant, "add", "-A")
    git(houseplant, "commit", "-q", "-m", "first")
    return houseplant


def test_status_says_whether_the_guide_can_be_published(houseplant: Project) -> None:
    assert check(houseplant).exit_code == 0
    houseplant.replace(DRY, "title: The soil is dry", "title: “The soil is dry”")
    assert check(houseplant).exit_code == 0, "a warning alone"
    houseplant.replace(DRY, "next: rest\n", "next: rets\n")
    assert check(houseplant).exit_code == 1


def test_folder_without_content_fails(tmp_path: Path) -> None:
    result = check(Project(tmp_path))
    assert result.exit_code == 1
    assert "no-content" in result.output


def test_findings_elsewhere_stand_apart(houseplant: Project) -> None:
    houseplant.replace(DRY, "title: The soil is dry", "title:")
    result = check(houseplant, str(houseplant.root / WET))
    assert result.exit_code == 0
    assert "1 more in other files" in result.output
    assert check(houseplant, str(houseplant.root / "content" / "stages")).exit_code == 1


@pytest.mark.parametrize("path", ["nowhere", "/etc/hostname", "content/stages/dry"])
def test_path_that_was_not_seen_fails(houseplant: Project, path: str) -> None:
    result = check(houseplant, path)
    assert result.exit_code == 2
    assert "No file that was checked" in result.output


def test_older_breakage_does_not_fail_a_change_elsewhere(committed: Project) -> None:
    committed.replace(WET, "first: Stop watering.", "first: Stop watering it.")
    result = check(committed, "--changed-from", "main")
    assert (result.exit_code, "1 more" in result.output) == (0, True)


def test_all_of_a_touched_file_counts(committed: Project) -> None:
    committed.replace(DRY, "hours: 24", "hours: 25")
    assert check(committed, "--changed-from", "main").exit_code == 1


def test_change_answers_for_what_it_breaks_elsewhere(committed: Project) -> None:
    committed.replace(WET, "  repotted:\n", "  replanted:\n")
    result = check(committed, "--changed-from", "main")
    assert result.exit_code == 1
    assert "content/scenarios/all.yml" in result.output.split("1 more")[0]


def test_new_file_counts_before_it_is_committed(committed: Project) -> None:
    committed.write("content/stages/new.yml", "title: x\n")
    result = check(committed, "--changed-from", "main")
    assert result.exit_code == 1
    assert "content/stages/new.yml" in result.output


def test_change_is_counted_from_where_the_branches_parted(committed: Project) -> None:
    git(committed, "checkout", "-q", "-b", "mine")
    git(committed, "checkout", "-q", "main")
    committed.replace(DRY, "title:\n", "title: Dry\n")
    git(committed, "commit", "-qam", "mend on main")
    git(committed, "checkout", "-q", "mine")
    committed.replace(WET, "first: Stop watering.", "first: Stop watering it.")
    assert check(committed, "--changed-from", "main").exit_code == 0


@pytest.mark.parametrize("name", ["nothing", "--output=x", "HEAD~7", "a b"])
def test_unknown_commit_is_a_misuse(committed: Project, name: str) -> None:
    assert check(committed, f"--changed-from={name}").exit_code == 2


def test_annotations_name_files_from_the_repository(committed: Project) -> None:
    env = {"GITHUB_WORKSPACE": str(committed.root.parent), "GITHUB_STEP_SUMMARY": ""}
    result = check(committed, "--format", "github", env=env)
    assert f"::error file=houseplant/{DRY},line=1" in result.output


def test_everything_goes_into_the_step_summary(committed: Project, tmp_path: Path) -> None:
    page = tmp_path / "summary.md"
    check(committed, "--format", "github", env={"GITHUB_STEP_SUMMARY": str(page)})
    assert f"`{DRY}:1:7`" in page.read_text(encoding="utf-8")


def test_languages(houseplant: Project) -> None:
    houseplant.replace(DRY, "title: The soil is dry", "title:")
    command = ["check", "--root", str(houseplant.root)]
    assert "The value is empty" in CliRunner().invoke(main, command).output, "the guide's own"
    assert "値が空です" in CliRunner().invoke(main, [*command, "--lang", "ja"]).output


# --- --fix and --diff ---


def test_fix_mends_what_is_safe_and_keeps_comments(houseplant: Project) -> None:
    whole = (houseplant.root / DRY).read_text(encoding="utf-8")
    commented = whole.replace("start: water", "# where it begins\nstart: water  # the bowl")
    slips = commented.replace("short_title: ", "short_title：").replace("    hours", "\t\thours")
    slips = slips.replace("      - Take", "　　　－Take").replace("facts: [A2]", "facts: [A2]   ")
    houseplant.write(DRY, b"\xef\xbb\xbf" + slips.replace("\n", "\r\n").encode())
    assert check(houseplant).exit_code == 1
    result = check(houseplant, "--fix")
    assert result.exit_code == 0, result.output
    assert (houseplant.root / DRY).read_bytes() == commented.encode()
    assert "+short_title: Dry" in result.output


def test_diff_writes_nothing(houseplant: Project) -> None:
    houseplant.replace(DRY, "short_title: ", "short_title：")
    before = (houseplant.root / DRY).read_bytes()
    result = check(houseplant, "--diff")
    assert "+short_title: Dry" in result.output
    assert result.exit_code == 1
    assert (houseplant.root / DRY).read_bytes() == before


def test_fix_changes_nothing_in_a_guide_in_order(houseplant: Project) -> None:
    files = [path for path in houseplant.root.rglob("*") if path.is_file()]
    before = {path: path.read_bytes() for path in files}
    assert "0 files mended" in check(houseplant, "--fix").output
    assert {path: path.read_bytes() for path in files} == before


def test_fix_leaves_the_text_of_letters_alone(houseplant: Project) -> None:
    """Trailing and full-width spaces, colons and marks inside a text are the author's."""
    houseplant.replace(
        "content/letters/ask-friend.yml", "      my plant", "      　名前：私  \n      ・my plant"
    )
    before = (houseplant.root / "content/letters/ask-friend.yml").read_bytes()
    check(houseplant, "--fix")
    assert (houseplant.root / "content/letters/ask-friend.yml").read_bytes() == before


def test_fix_leaves_words_and_quotes_alone(houseplant: Project) -> None:
    houseplant.replace(DRY, "title: The soil is dry", 'title: "The soil: “dry”\n')
    houseplant.replace(DRY, "next: rest\n", "next: rets\n")
    before = (houseplant.root / DRY).read_bytes()
    assert check(houseplant, "--fix").exit_code == 1
    assert (houseplant.root / DRY).read_bytes() == before


def test_fix_writes_through_no_link(houseplant: Project, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yml"
    outside.write_bytes((houseplant.root / DRY).read_bytes().replace(b"\n", b"\r\n"))
    (houseplant.root / DRY).unlink()
    (houseplant.root / DRY).symlink_to(outside)
    before = outside.read_bytes()
    check(houseplant, "--fix")
    assert outside.read_bytes() == before
