"""One slip brings one finding, however many signs it is written with."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import pytest

from michishirube.checks.project import check_project
from michishirube.diagnostics import flat
from tests.conftest import GUIDES, Project

LETTER = "content/letters/ask-friend.yml"
DRY = "content/stages/dry.yml"


def codes_in(root: Path, guide: str, file: str, old: str, new: str) -> list[str]:
    project = root / "project"
    shutil.copytree(GUIDES / guide, project)
    Project(project).replace(file, old, new)
    return [item.code for item in flat(check_project(project).diagnostics)]


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ("<b>it</b>", 1),
        ("<span class='x'>it <i>now</i></span>", 1),
        ("<table><tr><td>it</td></tr></table>", 1),
        ("<B>it</b>", 1),
        ("<br>", 1),
        ("</b>", 1),
        ("<b>it", 1),
        ("<b>it</b> and <b>now</b>", 2),
        ("<br>it<br>", 2),
    ],
)
def test_html_element_is_one_finding(tmp_path: Path, html: str, count: int) -> None:
    found = codes_in(tmp_path, "houseplant", DRY, "Water it again", f"Water {html} again")
    assert found == ["unsafe-markup"] * count


MARKS = ("[[if tools=yes]]", "[[else]]", "[[end]]")


@pytest.mark.parametrize(
    "wide", [each for n in (1, 2, 3) for each in itertools.combinations(MARKS, n)]
)
def test_condition_in_wide_brackets_is_one_finding(tmp_path: Path, wide: tuple[str, ...]) -> None:
    text = (GUIDES / "houseplant" / LETTER).read_text(encoding="utf-8")
    line = next(each for each in text.split("\n") if MARKS[0] in each)
    new = line
    for mark in wide:
        new = new.replace(mark, mark.replace("[", "［").replace("]", "］"))
    assert codes_in(tmp_path, "houseplant", LETTER, line, new) == ["fullwidth-punctuation"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("お電話は０３－１２３４－５６７８へ", "ja-personal-data"),
        ("電話は０９０（１２３４）５６７８です", "ja-personal-data"),
        ("電話は０９０ー１２３４ー５６７８です", "ja-personal-data"),
        ("◯月◯日に伺います", "ja-blank-left"),
        ("〇月〇日 〇時に伺います", "ja-blank-left"),
        ("●月●日に伺います", "ja-blank-left"),
        ("XX月XX日に伺います", "ja-blank-left"),
        ("＿＿月＿＿日に伺います", "ja-blank-left"),
        ("２０２６年１２月３日１８：３０に伺います", "ja-mixed-width"),
    ],
)
def test_slip_in_a_letter_is_one_finding(tmp_path: Path, words: str, code: str) -> None:
    old = "お世話になっております。"
    # The other number is why full-width ones are mixed.
    assert codes_in(tmp_path, "houseplant-ja", LETTER, old, f"{old}2人で、{words}。") == [code]


def test_two_stand_ins_are_two_findings(tmp_path: Path) -> None:
    old = "お世話になっております。"
    found = codes_in(tmp_path, "houseplant-ja", LETTER, old, f"{old}〇〇様と〇〇様です。")
    assert found == ["ja-blank-left"] * 2
