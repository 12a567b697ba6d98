"""Drafts are found in whatever text they are left, and what only looks like one isn't told."""

from __future__ import annotations

from typing import Any

import pytest

from michishirube.checks.rules import unfinished_texts
from michishirube.diagnostics import Diagnostics, Span
from michishirube.model import Text
from tests.conftest import Project
from tests.hostile import Hostile

TREE, ABOUT, GLOSSARY = "content/stages/dry.yml", "content/about.md", "content/glossary.yml"
TITLE, TERM = "title: The soil is dry", "term: Dry soil"

QUOTING = {
    "Answer.was",
    "ForbiddenWord.word",
    "LetterPromise.tones",
    "BannedPhrase.words",
    "Promises.words",
    "Step.answer",
}
"""Words that stand elsewhere as well, and those that must not stand anywhere."""


class Unfinished(Hostile):
    """Leaves every text of a guide to be done; the span says which field it is."""

    def _text(self, value: Any, kind: type[Text], name: str) -> Text:
        self.texts[name] = "TODO"
        return kind("TODO", Span(name, len(self.texts), 1, 1, 1))


def test_marks_of_a_draft_are_found_in_every_text_of_the_model(houseplant: Project) -> None:
    unfinished = Unfinished(lines=False)
    guide = unfinished.guide(houseplant.guide())
    found = Diagnostics()
    unfinished_texts.check(guide, found)
    assert {item.span.path for item in found} == set(unfinished.texts) - QUOTING
    assert len(unfinished.texts) > 60


@pytest.mark.parametrize(
    "text",
    [
        "TODO",
        "下書き",
        "【下書き】土のこと",
        "土のこと(仮)",
        "ここに題を書く",
        "（ここに説明を書きます）",
        "あああ",
        "未定",
        '"???"',
        "○○",
        "あとで書く",
        "Write the title here.",
        "'[draft] Soil'",
        "Lorem ipsum",
    ],
)
def test_a_title_of_a_draft_is_found(houseplant: Project, text: str) -> None:
    houseplant.replace(TREE, TITLE, f"title: {text}")
    assert [(item.code, item.span.line) for item in houseplant.findings()] == [("draft-left", 1)]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (TREE, TITLE, "title: ToDoリスト"),
        (TREE, TITLE, "title: TODOリストに書く"),
        (TREE, TITLE, "title: Put your finger here"),
        (TREE, TITLE, "title: 下書きを保存する"),
        (ABOUT, "Made by", "`TODO`\n\nMade by"),
        (GLOSSARY, TERM, "term: 下書き\n    reading: したがき"),
    ],
)
def test_what_is_said_of_drafts_is_no_draft(
    houseplant: Project, file: str, old: str, new: str
) -> None:
    houseplant.replace(file, old, new)
    assert houseplant.findings() == []


def test_each_line_of_a_text_is_told_once_at_its_place(houseplant: Project) -> None:
    houseplant.replace(ABOUT, "Made by", "TODO and TODO\n\n- 下書き\n\nMade by")
    places = [(item.span.line, item.span.column) for item in houseplant.findings()]
    assert places == [(5, 1), (7, 3)]


def test_a_field_may_ask_to_write_here(houseplant: Project) -> None:
    houseplant.replace(
        "content/fields.yml", "  label: Day", "  help: ここに日を書いてください。\n  label: Day"
    )
    assert houseplant.findings() == []
