"""A folder as a whole: order, broken and missing files, nothing lost or blamed twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from michishirube.checks.project import check_project
from michishirube.model import LetterRef, Text, references
from tests.conftest import Project


def test_trees_and_letters_come_in_the_order_of_the_settings(houseplant: Project) -> None:
    houseplant.replace("site_config.yml", "stages: [dry, wet]", "stages: [wet, dry]")
    assert list(houseplant.guide().trees) == ["triage", "wet", "dry"]


def test_file_order_on_disk_does_not_matter(houseplant: Project) -> None:
    before = houseplant.guide()
    text = (houseplant.root / "content/stages/dry.yml").read_bytes()
    (houseplant.root / "content/stages/dry.yml").unlink()
    houseplant.write("content/stages/dry.yml", text)
    assert houseplant.guide() == before


def test_yes_and_no_are_words(houseplant: Project) -> None:
    answers = houseplant.guide().trees["wet"].nodes["smell"].answers  # type: ignore[union-attr]
    assert [str(answer.label) for answer in answers] == ["Yes", "No"]
    assert list(houseplant.guide().fields["tools"].options) == ["yes", "no"]


def test_text_in_a_block_knows_where_each_of_its_words_stands(houseplant: Project) -> None:
    body = houseplant.guide().letters["ask-friend"].tones[0].body
    assert str(body.at(body.index("{{day}}"))).endswith("ask-friend.yml:13:53")
    plain = Text("x", body.span)
    assert plain.at(0) == body.span


def test_references_are_found_by_their_types(houseplant: Project) -> None:
    letters = [ref for ref in references(houseplant.guide()) if isinstance(ref, LetterRef)]
    assert {str(ref) for ref in letters} == {"ask-friend"}


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty-file"), (b"a: 1\n  b: 2", "bad-indent"), (b"\xff", "not-utf8"), (b"- x", None)],
)
def test_broken_file_is_blamed_alone(houseplant: Project, content: bytes, code: str | None) -> None:
    """What refers to a tree that can't be read isn't called unknown as well."""
    houseplant.write("content/stages/wet.yml", content)
    found = houseplant.findings()
    assert {item.span.path for item in found} == {"content/stages/wet.yml"}
    assert code is None or code in {item.code for item in found}


def test_errors_of_all_files_come_in_one_run_sorted(houseplant: Project) -> None:
    houseplant.replace("content/stages/dry.yml", "next: rest\n", "next: rets\n")
    houseplant.replace("content/letters/ask-friend.yml", "summary:", "sumary:")
    houseplant.replace("content/glossary.yml", "facts: [A1]", "facts: [Z1]")
    found = [item.span for item in houseplant.findings()]
    assert found == sorted(found)
    assert {span.path for span in found} >= {
        "content/glossary.yml",
        "content/letters/ask-friend.yml",
        "content/stages/dry.yml",
    }


def test_project_without_settings(houseplant: Project) -> None:
    (houseplant.root / "site_config.yml").unlink()
    assert "no-settings" in houseplant.codes()


def test_folder_without_content(tmp_path: Path) -> None:
    loaded = check_project(tmp_path)
    assert loaded.guide is None
    assert [item.code for item in loaded.diagnostics] == ["no-content", "no-settings"]


def test_a_tree_without_start_or_short_title_has_its_first_node_and_its_title(
    houseplant: Project,
) -> None:
    before = houseplant.guide().trees["wet"]
    houseplant.replace("content/stages/wet.yml", "start: smell\n", "")
    houseplant.replace("content/stages/wet.yml", f"short_title: {before.short_title}\n", "")
    tree = houseplant.guide().trees["wet"]
    assert (tree.start, tree.short_title) == (before.start, before.title)
    assert tree.short_title.span == tree.title.span


def test_file_that_nobody_reads_is_named(houseplant: Project) -> None:
    houseplant.write("content/stages/more.yaml", "title: x")
    houseplant.write("content/notes.txt", "x")
    found = [(item.code, str(item.span)) for item in houseplant.findings()]
    assert found == [
        ("unread-file", "content/notes.txt:1:1"),
        ("wrong-ending", "content/stages/more.yaml:1:1"),
    ]


def test_link_out_of_the_project_is_refused(houseplant: Project, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text("title: secret", encoding="utf-8")
    (houseplant.root / "content/stages/dry.yml").unlink()
    (houseplant.root / "content/stages/dry.yml").symlink_to(secret)
    found = [item for item in houseplant.findings() if item.code == "outside-folder"]
    assert [str(item.span) for item in found] == ["content/stages/dry.yml:1:1"]


def test_line_numbers_of_a_page_count_from_the_top_of_the_file(houseplant: Project) -> None:
    houseplant.write(
        "content/about.md",
        "---\ntitle: About\ndescription: x\n---\n\nOne [@handbook]\n\n[x](nowhere/at-all)\n",
    )
    found = [(item.code, str(item.span)) for item in houseplant.findings()]
    assert found == [("unknown-link", "content/about.md:8:5")]
