"""Marks that only look like Markdown are found, with the line to paste; plain words are let be."""

from __future__ import annotations

import pytest

from michishirube.checks.fixes import fix_of
from tests.conftest import Project

DRY = "content/stages/dry.yml"
FIRST = "first: Water it slowly, once."


def mended(project: Project, name: str) -> tuple[str, list[str]]:
    """The only finding's code, and the file's lines with what it offers."""
    (found,) = project.findings()
    assert found.span.path == name
    lines = (project.root / name).read_text(encoding="utf-8").split("\n")
    fix = fix_of(found, lines)
    assert fix is not None
    return found.code, fix.applied(lines)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("［dry］（glossary/dry-soil）", "[dry](glossary/dry-soil)"),
        ("[dry] (glossary/dry-soil)", "[dry](glossary/dry-soil)"),
        ("[dry]（glossary/dry-soil）", "[dry](glossary/dry-soil)"),
        ("[dry](glossary/dry-soil", "[dry](glossary/dry-soil)"),
        ("[dry]　(glossary/dry-soil)", "[dry](glossary/dry-soil)"),
        ("(dry)[glossary/dry-soil]", "[dry](glossary/dry-soil)"),
        ("【dry】(glossary／dry-soil)", "[dry](glossary/dry-soil)"),
        ("[dry]{glossary/dry-soil}", "[dry](glossary/dry-soil)"),
        ("[[glossary/dry-soil|dry]]", "[dry](glossary/dry-soil)"),
        ("[[glossary/dry-soil]]", "[Dry soil](glossary/dry-soil)"),
        ("[the press] (https://press.example/)", "[the press](https://press.example/)"),
        ("［＠A1］", "[@A1]"),
        ("[＠A1]", "[@A1]"),
        ("[＠a1]", "[@A1]"),
        ("[@ A1]", "[@A1]"),
        ("[ @A1 ]", "[@A1]"),
        ("[@Ａ１]", "[@A1]"),
        ("[A1]", "[@A1]"),
        ("[^A1]", "[@A1]"),
        ("(@A1)", "[@A1]"),
        ("【@A1】", "[@A1]"),
        ("@A1", "[@A1]"),
        ("[@A1、A2]", "[@A1][@A2]"),
        ("[@A1, @handbook]", "[@A1][@handbook]"),
        ("Dry @A1] soil", "Dry [@A1] soil"),
        ("Dry @handbook] soil", "Dry [@handbook] soil"),
        ("Dry A1] soil", "Dry [@A1] soil"),
        ("Dry [A1 soil", "Dry [@A1] soil"),
        ("Dry [a1 soil", "Dry [@A1] soil"),
        ("Dry [@A1 soil", "Dry [@A1] soil"),
        ("Dry [@handbook soil", "Dry [@handbook] soil"),
        ("Dry ［＠A1。 So.", "Dry [@A1]。 So."),
        ("(@A1 says so)", "([@A1] says so)"),
        ("[[@A1]]", "[@A1]"),
        ("Dry [@A1]] soil", "Dry [@A1] soil"),
        ("Dry [[@A1] soil", "Dry [@A1] soil"),
        ("It is (glossary/dry-soil).", "It is [Dry soil](glossary/dry-soil)."),
        ("It is （glossary/dry-soil）.", "It is [Dry soil](glossary/dry-soil)."),
        ("It is [](glossary/dry-soil).", "It is [Dry soil](glossary/dry-soil)."),
        ("It is [dry(glossary/dry-soil).", "It is [dry](glossary/dry-soil)."),
        ("It is [dry (glossary/dry-soil).", "It is [dry](glossary/dry-soil)."),
        ("It is [dry]glossary/dry-soil).", "It is [dry](glossary/dry-soil)."),
        ("It is [](https://a.example/).", "It is [https://a.example/](https://a.example/)."),
        ("It is [dry](glossary/dry-soilと言う", "It is [dry](glossary/dry-soil)と言う"),
        ("It is [dry](glossary/dry-soil].", "It is [dry](glossary/dry-soil)."),
        ("＊＊slowly＊＊", "**slowly**"),
        ("** slowly **", "**slowly**"),
        ("**slowly **", "**slowly**"),
        ("**slowly＊＊", "**slowly**"),
        ("～～slowly～～", "slowly"),
        ("~~slowly~~", "slowly"),
        ("｀slowly｀", "`slowly`"),
        ("＃ Slowly", "### Slowly"),
        ("## Slowly", "### Slowly"),
        ("＞ Slowly", "> Slowly"),
        ("・Slowly\n  ・Once", "- Slowly\n  - Once"),
        ("・Slowly", "- Slowly"),
        ("１．Slowly\n  ２．Once", "1. Slowly\n  2. Once"),
        ("1) Slowly\n  2) Once", "1. Slowly\n  2. Once"),
        ("①Slowly\n  ②Once", "1. Slowly\n  2. Once"),
        ("－Slowly\n  －Once", "- Slowly\n  - Once"),
        ("-Slowly\n  -Once", "- Slowly\n  - Once"),
        ("●Slowly\n  ●Once", "- Slowly\n  - Once"),
    ],
)
def test_mark_of_another_form_is_one_finding_with_its_lines(
    houseplant: Project, written: str, right: str
) -> None:
    houseplant.replace(DRY, FIRST, f"first: |\n  Water it.\n\n  {written}")
    code, lines = mended(houseplant, DRY)
    assert code in ("lookalike-link", "lookalike-markup")
    houseplant.write(DRY, "\n".join(lines))
    assert houseplant.findings() == []
    assert f"first: |\n  Water it.\n\n  {right}\n" in (houseplant.root / DRY).read_text("utf-8")


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("［dry］（glossary/dry-soil） soil", '"[dry](glossary/dry-soil) soil"'),
        ("＊＊slowly＊＊: once", None),
        ("It is ［dry］（glossary/dry-soil）", "It is [dry](glossary/dry-soil)"),
        ("＊＊slowly＊＊ once", '"**slowly** once"'),
        ("・slowly", '"- slowly"'),
        ("'＊＊slowly＊＊ once'", "'**slowly** once'"),
        ('"＊＊slowly＊＊ once"', '"**slowly** once"'),
        ("Do it ＊＊slowly＊＊", "Do it **slowly**"),
    ],
)
def test_line_to_paste_is_right_yaml(houseplant: Project, written: str, right: str | None) -> None:
    houseplant.replace(DRY, FIRST, f"first: {written}")
    if right is None:
        return
    _, lines = mended(houseplant, DRY)
    assert f"first: {right}" in lines
    houseplant.write(DRY, "\n".join(lines))
    assert houseplant.findings() == []


@pytest.mark.parametrize(
    "written",
    [
        "**Slowly**, *once*, `slowly`.",
        "- Slowly\n  - Once",
        "1. Slowly\n  2. Once",
        "* Slowly\n  * Once",
        "### Slowly",
        "「乾いた土」（glossary のこと）",
        "［注］これは注です。",
        "[see [@A1]]",
        "[[@A1] and others]",
        "[see (the handbook) there]",
        "[a note, then handbook]",
        "It is [dry](\n  glossary/dry-soil).",
        "(and/or)",
        "(wet/dry/both)",
        "[see] (below)",
        "A1 (the first)",
        "10:00\n  11:00",
        "12月1日\n  12月2日",
        "2.5 litres\n  3.5 litres",
        "5 * 3 = 15, 2 * 2 = 4",
        "10～20個、30～40個",
        "`**` and `[@ A1]` are code",
        "***",
        "a@A1.example",
        "※ Not twice",
        "[x](https://e.example/a_(b))",
    ],
)
def test_plain_words_and_right_marks_are_let_be(houseplant: Project, written: str) -> None:
    houseplant.replace(DRY, FIRST, f"first: |\n  Water it.\n\n  {written}")
    assert houseplant.findings() == []


@pytest.mark.parametrize(
    "written",
    [
        "It is [dry](glossary",
        "It is [dry](glossary and so on",
        "It is [dry](",
        "It is dry](glossary/dry-soil).",
        "Dry @handbok] soil",
        "Dry [@handbok soil",
        "Dry [@A1 p. 5] soil",
    ],
)
def test_half_done_mark_that_nobody_can_complete_is_told(houseplant: Project, written: str) -> None:
    houseplant.replace(DRY, FIRST, f"first: |\n  Water it.\n\n  {written}\n  Then wait.")
    (found,) = houseplant.findings()
    assert (found.code, found.span.line, found.edits) == ("lookalike-link", 7, ())


def test_mark_in_a_page_is_found_at_its_line(houseplant: Project) -> None:
    head = "---\ntitle: About\ndescription: Who.\n---\nMade by us.\n\n"
    houseplant.write("content/about.md", f"{head}＃ Why\n\n・one\n・two [@handbook]\n")
    found = [(item.code, item.span.line) for item in houseplant.findings()]
    assert found == [("lookalike-markup", 7), ("lookalike-markup", 9)]


@pytest.mark.parametrize("written", ["**dry**", "[@A1]", "[dry](glossary/dry-soil)"])
def test_mark_where_none_is_read_is_found(houseplant: Project, written: str) -> None:
    houseplant.replace("content/letters/ask-friend.yml", "Thank you!", f"Thank you {written}!")
    assert houseplant.codes() == {"markup-in-plain-text"}
