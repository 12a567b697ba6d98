"""What is typed into a field means one thing, or is refused with the reason."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from michishirube.checks.letter_lint.rendered_letter import rendered_letters
from michishirube.checks.rules import fields
from michishirube.diagnostics import Diagnostics
from michishirube.i18n import messages, notation
from michishirube.i18n.entries import ParsedEntry, read
from michishirube.model import Text
from michishirube.reading.loader import load_guide
from tests.conftest import ROOT
from tests.typed import HERE, ROWS, TODAY, Typed, field

LANGUAGES = ["en", "ja"]


def read_row(row: Typed) -> ParsedEntry:
    before, after = row.around
    return read(
        field(**row.field),
        row.typed,
        notation.load(row.language),
        today=TODAY,
        before=before,
        after=after,
    )


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_an_entry_is_read_as_the_table_says(row: Typed) -> None:
    reading = read_row(row)
    assert (reading.value, reading.shown, reading.warning) == (row.value, row.shown, row.warning)


@pytest.mark.parametrize("row", [row for row in ROWS if row.shown and not row.warning], ids=str)
def test_what_is_shown_is_read_as_the_same(row: Typed) -> None:
    again = read_row(Typed(row.language, row.field, row.around, row.shown, "", "", ""))
    assert again.value == row.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_warning_has_its_words(language: str) -> None:
    said = messages.load(language, "script")
    warned = [row for row in ROWS if row.warning]
    assert len(warned) > 50
    for row in warned:
        reading = read_row(row)
        assert "{" not in said(f"warning.{reading.warning}", **reading.params).replace(
            row.typed, ""
        )


def test_an_option_is_read_by_its_id() -> None:
    choice = field(type="choice", options={"sent": "I sent it", "soon": "not yet"})
    english = notation.load("en")
    assert read(choice, "sent", english, today=TODAY) == ParsedEntry("sent", "I sent it")
    for other in ("", "gone", "constructor", "I sent it"):
        assert read(choice, other, english, today=TODAY) == ParsedEntry("", "")


@pytest.mark.parametrize("kind", ["text", "lines", "date", "datetime", "amount"])
@given(typed=st.text(), language=st.sampled_from(LANGUAGES))
def test_anything_can_be_typed(kind: str, typed: str, language: str) -> None:
    reading = read(field(type=kind, honorific=True), typed, notation.load(language), today=TODAY)
    assert bool(reading.value) == bool(reading.shown)


@pytest.mark.parametrize("kind", ["text", "lines", "date", "datetime", "amount"])
@pytest.mark.parametrize(
    "part",
    ["様", "様 ", "さま殿", " ", "\u3000x", "(", "1", "1,", "万", "千百十", "円", "12月3日", "T"],
)
def test_long_entries_are_read_at_once(kind: str, part: str) -> None:
    for typed in (part * 20_000, "山田" + part * 20_000 + "x", (part * 200)[:199]):
        start = time.process_time()
        read(field(type=kind, honorific=True), typed, notation.load("ja"), today=TODAY)
        assert time.process_time() - start < 0.5


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_unit_is_read_in_each_of_its_forms(language: str) -> None:
    said = notation.load(language)
    amount = field(type="amount")
    for unit in said.amount.units:
        forms = [f"{form}1200" for form in unit.before] + [f"1200{form}" for form in unit.after]
        for typed in forms:
            assert read(amount, typed, said, today=TODAY).value == "1200", typed
            shown = read(amount, typed, said, today=TODAY, after=unit.after[0]).shown
            assert shown == "1,200", (typed, unit.after[0])


def test_every_title_is_taken_off_or_told() -> None:
    said = notation.load("ja")
    name = field(type="text", honorific=True)
    titles = said.names
    for title in (*titles.titles, *titles.after_two):
        assert read(name, f"山田{title}", said, today=TODAY).shown == "山田"
    for title in (*titles.anywhere, *titles.words, *titles.ends):
        reading = read(name, f"山田 {title}", said, today=TODAY)
        assert reading.shown == "山田" or reading.warning == "title", title
    for title in (*titles.anywhere, *titles.words):
        assert read(name, f"山田{title} 鈴木", said, today=TODAY).warning == "title", title
    for title in titles.starts:
        assert read(name, f"{title}Smith", said, today=TODAY).warning == "title", title


@pytest.mark.parametrize(
    ("keys", "suggestion"),
    [
        ({"type": "amount", "example": "33,000"}, ""),
        ({"type": "amount", "example": "33,000円"}, ""),
        ({"type": "amount", "example": "3万円くらい"}, None),
        ({"type": "amount", "default": "いくらか"}, None),
        ({"type": "date", "example": "12月3日(木)"}, ""),
        ({"type": "date", "example": "12月3日(水)"}, ""),
        ({"type": "date", "example": "2月29日"}, ""),
        ({"type": "date", "example": "2月30日"}, None),
        ({"type": "datetime", "example": "12月3日(木)18時"}, ""),
        ({"type": "datetime", "example": "20261-12-03T18:00"}, None),
        ({"type": "text", "example": "山田様"}, ""),
        ({"type": "text", "honorific": True, "example": "山田"}, ""),
        ({"type": "text", "honorific": True, "example": "山田様"}, "山田"),
        ({"type": "text", "honorific": True, "default": "ご担当者さま"}, "ご担当者"),
        ({"type": "text", "honorific": True, "example": "山田部長"}, None),
        ({"type": "text", "max_length": 2, "example": "一二三"}, None),
        ({"type": "text", "max_length": 3, "example": "一二三"}, ""),
        ({"type": "lines", "max_length": 2, "default": "一\n二"}, None),
        ({"type": "choice", "example": "何でも"}, ""),
    ],
)
def test_examples_and_defaults_are_read_as_entries(
    keys: dict[str, object], suggestion: str | None
) -> None:
    made = {
        key: Text(str(each), HERE) if key in ("example", "default") else each
        for key, each in keys.items()
    }
    found = Diagnostics()
    fields._check_entries(field(**made), "ja", found)
    # "" for nothing to be found, None for a finding without something to write instead.
    assert [item.suggestion for item in found] == ([] if suggestion == "" else [suggestion])
    if suggestion:
        again = Diagnostics()
        mended = {**made, "example": Text(suggestion, HERE), "default": None}
        fields._check_entries(field(**mended), "ja", again)
        assert list(again) == []


def test_an_example_stands_in_letters_with_one_unit(tmp_path: Path) -> None:
    root = tmp_path / "library"
    shutil.copytree(ROOT / "tests/guides/library", root)
    path = root / "content/fields.yml"
    path.write_text(path.read_text("utf-8").replace("example: 1,500", "example: 1500円"), "utf-8")
    guide = load_guide(root).guide
    assert guide
    letter = guide.letters["ask-back"]
    forms = rendered_letters(letter, letter.tones[0], guide.fields, None, notation.load("ja"))
    assert any("1,500円を" in form.text for form in forms)
    forms = rendered_letters(letter, letter.tones[0], guide.fields, None, notation.load("ja"))
    assert not any("円円" in form.text for form in forms)
