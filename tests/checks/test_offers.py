"""What is offered to paste for slips whose meaning is plain."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from michishirube.checks.fixes import fix_of
from michishirube.checks.project import check_project
from michishirube.diagnostics import flat
from michishirube.i18n import closing_days, messages
from michishirube.reading import guesses
from tests.conftest import GUIDES, Project

STAGE = "content/stages/dry.yml"


def offers(root: Path, guide: str, file: str, old: str, new: str) -> dict[str, str | None]:
    """The findings of a guide with one change: what is offered by code."""
    project = root / "project"
    shutil.copytree(GUIDES / guide, project)
    Project(project).replace(file, old, new)
    loaded = check_project(project)
    fixes = {
        item.code: fix_of(item, loaded.files[item.span.path].lines)
        for item in flat(loaded.diagnostics)
    }
    return {code: fix.text.strip() if fix else None for code, fix in fixes.items()}


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("R8.11.24", "2026-11-24"),
        ("Ｒ８．１１．２４", "2026-11-24"),
        ("r6-1-5", "2024-01-05"),
        ("令和8年11月24日", "2026-11-24"),
        ("令和元年5月1日", "2019-05-01"),
        ("㋿8年11月24日", "2026-11-24"),
        ("平成30年4月1日", "2018-04-01"),
        ("H31/4/30", "2019-04-30"),
        ("S63.1.1", "1988-01-01"),
        ("20261124", "2026-11-24"),
        ("H31.5.1", None),
        ("R8.13.1", None),
        ("8.11.24", None),
        ("20261324", None),
    ],
)
def test_day_of_an_era_is_told(written: str, day: str | None) -> None:
    assert guesses.day(written) == day


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("was: x", "was: [x]"),
        ("was: x, y", "was: [x, y]"),
        ("was: x、y", "was: [x, y]"),
        ("was: 'x'", "was: [x]"),
    ],
)
def test_single_value_is_offered_as_a_list(tmp_path: Path, key: str, line: str) -> None:
    file = "content/letters/ask-friend.yml"
    found = offers(tmp_path, "houseplant", file, "title: Ask a", f"{key}\ntitle: Ask a")
    assert found == {"expected-list": line}


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        (STAGE, "next: rest", 'next: "rets"', 'next: "rest"'),
        (STAGE, "next: rest", "next: 'rets'", "next: 'rest'"),
        (STAGE, "title: The soil is dry", "title: “The soil is dry”", "title: The soil is dry"),
        (STAGE, "title: The soil is dry", "title: “The soil: dry”", 'title: "The soil: dry"'),
        (STAGE, "- Stand the pot in a bowl of water", "- “Stand: up”", '- "Stand: up"'),
        (
            "content/glossary.yml",
            "text: Soil that doesn't stick to your finger.",
            "text: Soil as in ［dry］（glossary/dry-soil）.",
            "text: Soil as in [dry](glossary/dry-soil).",
        ),
    ],
)
def test_quotes_are_offered_only_where_they_were_or_are_needed(
    tmp_path: Path, file: str, old: str, new: str, line: str
) -> None:
    assert line in offers(tmp_path, "houseplant", file, old, new).values()


def test_single_value_with_a_slip_of_its_own_is_mended_by_one_line(tmp_path: Path) -> None:
    zone = "time_zone: Europe/London"
    found = offers(tmp_path, "houseplant", "site_config.yml", zone, f"{zone}\nclosed: 12/29〜1/3")
    assert set(found.values()) == {"closed: [12-29..01-03]"}


@pytest.mark.parametrize(
    ("first", "last", "right"),
    [
        ("01-03", "12-29", "12-29..01-03"),
        ("08-14", "08-10", "08-10..08-14"),
        ("2026-08-14", "2026-08-10", "2026-08-10..2026-08-14"),
        ("2026-12-29", "2026-01-03", "2026-12-29..2027-01-03"),
        ("12-29", "01-03", "12-29..01-03"),
        ("01-01", "12-31", None),
        ("03-01", "09-30", None),
    ],
)
def test_reversed_closure_is_turned(first: str, last: str, right: str | None) -> None:
    assert closing_days.turned(first, last) == right


@pytest.mark.parametrize(
    ("honorific", "right"),
    [("様様", "様"), ("様様様", "様"), ("様　様", "様"), ("さん様", "様"), ("各位様", "各位")],
)
def test_one_honorific_is_offered(tmp_path: Path, honorific: str, right: str) -> None:
    file = "content/letters/ask-friend.yml"
    found = offers(tmp_path, "houseplant-ja", file, "{{friend}}様", "{{friend}}" + honorific)
    assert found == {"ja-honorific-doubled": "{{friend}}" + right}


def test_line_without_unseen_signs_is_offered(tmp_path: Path) -> None:
    file = "content/stages/dry.yml"
    found = offers(tmp_path, "houseplant", file, "next: rest", "next: r\u200be\u2060st")
    assert found == {"bad-character": "next: rest"}


@pytest.mark.parametrize("file", ["content/scenarios/all.yml", "content/stages/dry.yml"])
@pytest.mark.parametrize("letter", ["\u2f00部だけ"])
def test_letter_that_looks_alike_is_no_other_answer(tmp_path: Path, file: str, letter: str) -> None:
    found = offers(tmp_path, "houseplant-ja", file, "一部だけ", letter)
    assert set(found) == {"compatibility-letter"}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_placeholder_in_a_message_is_written_as_in_a_letter(language: str) -> None:
    said = messages.load(language, "diagnostics")
    assert "{{day}}" in said("field-without-placeholder.fix", name="day")
    assert "{{…}}" in said.general("field-without-placeholder.fix")
    for key in said:
        assert "{{ " not in said[key], key


@pytest.mark.parametrize(
    ("link", "right"),
    [
        ("wet/ smell", "wet/smell"),
        ("letters/ ask-friend", "letters/ask-friend"),
        ("/rest", "rest"),
        ("//rest", "rest"),
        ("dry//rest", "dry/rest"),
        ("/letters//ask-friend/", "letters/ask-friend"),
        ("../wet", "wet"),
        ("./wet.yml", "wet"),
        ("dry\\rest", "dry/rest"),
        ("rest/", "rest"),
        ("stages/dry", "dry"),
        ("letters／ask-friend", "letters/ask-friend"),
    ],
)
def test_reference_spelt_otherwise_is_one_finding_with_its_line(
    tmp_path: Path, link: str, right: str
) -> None:
    found = offers(tmp_path, "houseplant", STAGE, "Water it again", f"Water [it]({link}) again")
    (line,) = found.values()
    assert line is not None
    assert line.startswith(f"text: Water [it]({right}) again")


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("wet/ smell", "wet/smell"),
        ("/rest", "rest"),
        ("rest /", "rest"),
        ("wet//smell", "wet/smell"),
    ],
)
def test_next_node_spelt_otherwise_is_offered(tmp_path: Path, written: str, right: str) -> None:
    found = offers(tmp_path, "houseplant", STAGE, "next: rest", f"next: {written}")
    assert found == {"unknown-node": f"next: {right}"}


@pytest.mark.parametrize("link", ["letters/", "tree/", "glossary/", "/", "//"])
def test_link_that_names_nothing_is_one_finding(tmp_path: Path, link: str) -> None:
    found = offers(tmp_path, "houseplant", STAGE, "Water it again", f"Water [it]({link}) again")
    assert found == {"empty-link": None}


def test_words_of_a_link_say_where_it_was_to_lead(tmp_path: Path) -> None:
    words = "Water [dry soil](glossary/) again"
    found = offers(tmp_path, "houseplant", STAGE, "Water it again", words)
    (line,) = found.values()
    assert line is not None
    assert "[dry soil](glossary/dry-soil) again" in line


@pytest.mark.parametrize(
    ("guide", "words", "line"),
    [
        ("houseplant", "[@A1]: Water it.", "first: '[@A1] : Water it.'"),
        ("houseplant-ja", "[@A1]: 水をやる。", "first: '[@A1]：水をやる。'"),
    ],
)
def test_colon_behind_a_citation_is_offered_as_text(
    tmp_path: Path, guide: str, words: str, line: str
) -> None:
    text = (GUIDES / guide / STAGE).read_text(encoding="utf-8")
    old = next(each for each in text.split("\n") if each.startswith("first:"))
    assert offers(tmp_path, guide, STAGE, old, f"first: '{words}'") == {"link-definition": line}
