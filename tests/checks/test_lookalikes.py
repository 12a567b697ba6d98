"""What stands in a letter in place of a placeholder is found, with the line to paste."""

from __future__ import annotations

import pytest

from michishirube.checks import lookalikes
from michishirube.checks.fixes import fix_of
from michishirube.checks.project import check_project
from michishirube.diagnostics import Diagnostic
from michishirube.markup import letter_template
from tests.conftest import Project

LETTER = "content/letters/ask-friend.yml"
FIELDS = "content/fields.yml"


@pytest.fixture
def project(houseplant: Project) -> Project:
    """The small guide with fields as Japanese guides have them."""
    for name in (LETTER, FIELDS):
        text = (houseplant.root / name).read_text(encoding="utf-8")
        text = text.replace("friend:", "client_name:", 1).replace("{{friend}}", "{{client_name}}")
        text = text.replace("[friend,", "[client_name,").replace("label: Name", "label: 宛名")
        houseplant.write(name, text.replace("  shared: true", "  shared: true\n  honorific: true"))
    assert houseplant.findings() == []
    return houseplant


def lines_with_fix(project: Project, item: Diagnostic) -> list[str]:
    lines = (project.root / item.span.path).read_text(encoding="utf-8").split("\n")
    fix = fix_of(item, lines)
    return fix.applied(lines) if fix else lines


@pytest.mark.parametrize(
    "written",
    [
        "{client_name}",
        "${client_name}",
        "#{client_name}",
        "<client_name>",
        "<宛名>",
        "＜宛名＞",
        "[client_name]",
        "［宛名］",
        "｛｛client_name｝｝",
        "｛client_name｝",
        "{{client_name}",
        "{client_name}}",
        "{{client_name",
        "client_name}}",
        "{{{client_name}}}",
        "{{ client name }}",
        "{{Client_Name}}",
        "{{clientName}}",
        "{{client-name}}",
        "{{宛名}}",
        "[[client_name]]",
        "%client_name%",
        "%宛名%",
        "__client_name__",
        "$client_name",
        "client_name",
        "〔宛名〕",
        "【宛名】",
        "《宛名》",
        "{宛名}",
        "{お名前}",
        "[お客様名]",
        "<%= client_name %>",
        "(client_name)",
        "（宛名）",
        "「宛名」",
    ],
)
def test_placeholder_of_another_form_is_one_finding_with_its_line(
    project: Project, written: str
) -> None:
    project.replace(LETTER, "Dear {{client_name}},", f"{written}様")
    (found,) = project.findings()
    assert found.code in ("lookalike-placeholder", "fullwidth-punctuation", "template-fault")
    assert (found.span.line, found.span.column) == (11, 7)
    project.write(LETTER, "\n".join(lines_with_fix(project, found)))
    assert project.findings() == []
    assert "      {{client_name}}様\n" in (project.root / LETTER).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "written",
    [
        "[if tools=yes]I have it.[else]Bring one.[end]",
        "{if tools=yes}I have it.{else}Bring one.{end}",
        "{% if tools=yes %}I have it.{% else %}Bring one.{% endif %}",
        "［［if tools=yes］］I have it.［［else］］Bring one.［［end］］",
        "[if tools=yes]I have it.\n      [else]Bring one.\n      [end]",
    ],
)
def test_condition_of_another_form_is_mended_as_a_whole(project: Project, written: str) -> None:
    whole = "[[if tools=yes]]I have everything we need.[[else]]Could you bring a trowel?[[end]]"
    project.replace(LETTER, whole, written)
    (found,) = project.findings()
    project.write(LETTER, "\n".join(lines_with_fix(project, found)))
    assert project.findings() == []
    letter = project.guide().letters["ask-friend"]
    (condition,) = letter_template.conditionals(
        letter_template.parse(letter.tones[0].body).segments
    )
    assert (condition.field, condition.option) == ("tools", "yes")


@pytest.mark.parametrize(
    "written",
    [
        "【重要】ご確認ください。",
        "【宛名】{{client_name}}様",
        "【宛名】\n      {{client_name}}様",
        "「宛名」を確かめました。",
        "（宛名）の件です。",
        "50%引きと、30%引きです。",
        "a < b, b > c",
        "[1] see below",
        "See {1, 2}.",
        "snake_case stays",
        "「山田」様",
        "営業部（東京）様",
        "It takes <3 hours.",
    ],
)
def test_plain_words_in_brackets_stay_what_they_are(project: Project, written: str) -> None:
    project.replace(LETTER, "      Thank you!", f"      {written}\n\n      Thank you!")
    assert project.findings() == []


def test_words_of_conditions_are_words_where_no_condition_begins() -> None:
    assert lookalikes.find("It is the [end] of [else].", {}) == []
    assert [each.text for each in lookalikes.find("[if x] It is [end] a.", {})] == ["[end]"]


def test_name_of_a_field_that_the_letter_does_not_ask_for_gets_no_line(project: Project) -> None:
    """The line alone wouldn't be right: the field has to be named under `fields` too."""
    project.replace(FIELDS, "day:\n", "other_day:\n  label: 別の日\n  type: date\nday:\n")
    project.replace(LETTER, "Thank you!", "{other_day}, thank you!")
    found = [item for item in project.findings() if item.code == "lookalike-placeholder"]
    assert len(found) == 1
    assert not found[0].edits


def test_text_of_one_kind_of_bracket_takes_no_longer_than_others(project: Project) -> None:
    for text in ("{", "{{a", "［if ", "<宛名>", "__a", "%a", "client_name "):
        body = "      " + text * (18_000 // len(text))
        letter = (project.root / LETTER).read_text(encoding="utf-8")
        head, tail = letter.split("    body: |\n")[0], letter.split("Thank you!\n")[1]
        project.write(LETTER, f"{head}    body: |\n{body}\n{tail}")
        loaded = check_project(project.root)
        assert loaded.guide is not None
        project.write(LETTER, letter)
