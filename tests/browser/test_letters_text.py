"""The script fills letters as generator/letters.py does, and writes entries as people do."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator import days_off, words
from generator.forms import fields_as_json
from generator.letters import conditionals, fields_in, fill, parse
from generator.load import load_guide
from generator.model import Field, Guide, Letter, Tone
from tests.browser.scripts import call, script_page
from tests.conftest import FREELANCE, HOUSEPLANT, LIBRARY

SCRIPTS = ["scripts/dates.js", "scripts/letters.js", "components/letter/letter.js"]
FUNCTIONS = ["composeLetter", "showEntry", "startingEntry", "warningOf"]
NOW = "2026-11-25T12:00+09:00"
ENTRIES = {
    "text": "一行の文",
    "lines": "・一行目\n・二行目",
    "date": "2026-12-03",
    "datetime": "2026-12-03T18:30",
    "amount": "1500",
}

Entries = Mapping[str, str]


@pytest.fixture(scope="module", params=["ja", "en"])
def any_language(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    yield from scripts(browser, request.param)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    yield from scripts(browser, "ja")


def scripts(browser: Browser, language: str) -> Iterator[Page]:
    data = {"daysOff": days_off.for_script("JP", 2026)}
    page = script_page(browser, SCRIPTS, FUNCTIONS, data=data, language=language, now=NOW)
    yield page
    page.context.close()


def guide_at(root: Path) -> Guide:
    guide = load_guide(root).guide
    assert guide
    return guide


GUIDES = {
    "freelance": guide_at(FREELANCE),
    "library": guide_at(LIBRARY),
    "houseplant": guide_at(HOUSEPLANT),
}
LETTERS = [
    pytest.param(guide, letter, tone, id=f"{name}-{letter.id}-{tone.id}")
    for name, guide in GUIDES.items()
    for letter in guide.letters.values()
    for tone in letter.tones
]


def ways_to_fill(guide: Guide, tone: Tone) -> Iterator[dict[str, str]]:
    """Every combination of what conditions ask, each with the rest empty and with all filled."""
    segments = parse(tone.body).segments
    names = dict.fromkeys(name for name, _ in fields_in(segments))
    deciding = dict.fromkeys(each.field for each in conditionals(segments))
    choices = [_values(guide.fields[name]) for name in deciding]
    rest = [name for name in names if name not in deciding]
    for chosen in itertools.product(*choices):
        given = dict(zip(deciding, chosen, strict=True))
        yield given | dict.fromkeys(rest, "")
        yield given | {name: _values(guide.fields[name])[-1] for name in rest}


def _values(field: Field) -> list[str]:
    """Every entry that can matter: all options, or nothing and something."""
    return list(field.options) if field.type == "choice" else ["", ENTRIES[field.type]]


@pytest.mark.parametrize(("guide", "letter", "tone"), LETTERS)
def test_the_script_fills_as_the_generator_does(
    page: Page, guide: Guide, letter: Letter, tone: Tone
) -> None:
    body = tone.body.rstrip("\n")
    told = {"id": letter.id, "fields": json.loads(fields_as_json(guide, letter))}
    ways = [dict.fromkeys(letter.fields, "") | way for way in ways_to_fill(guide, tone)]
    found = page.evaluate(
        "([letter, body, ways]) => ways.map(way => composeLetter(letter, body, way).text)",
        [told, body, ways],
    )
    said = words.load("ja", "script")
    for way, text in zip(ways, found, strict=True):
        shown = shown_entries(page, told["fields"], way)
        assert text == fill(
            parse(body).segments,
            shown,
            guide.fields,
            lambda name: said("letter.blank", label=guide.fields[name].label),
        )


def shown_entries(page: Page, fields: list[dict[str, Any]], way: Entries) -> Entries:
    """The entries in words; of a choice its option, which `fill` puts in words itself."""
    shown: Entries = page.evaluate(
        "([fields, way]) => Object.fromEntries(fields.map(field =>"
        "[field.id, field.type === 'choice' ? way[field.id] : showEntry(field, way[field.id])]))",
        [fields, way],
    )
    return shown


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("山田", "山田"),
        ("山田様", "山田"),
        ("山田 様", "山田"),
        ("山田\u3000さん", "山田"),
        ("山田さま", "山田"),
        ("山田様様", "山田"),
        ("山田さん様", "山田"),
        ("林様", "林"),
        ("株式会社山田御中", "株式会社山田"),
        ("株式会社山田 ご担当者様", "株式会社山田 ご担当者"),
        ("山田殿", "山田"),
        ("鵜殿", "鵜殿"),
        ("鵜殿様", "鵜殿"),
        ("様", "様"),
        ("  山田\t太郎  ", "山田 太郎"),
    ],
)
def test_a_name_is_honoured_once(page: Page, typed: str, written: str) -> None:
    field = {"id": "name", "type": "text", "honorific": True}
    assert call(page, "showEntry", field, typed) == written


def test_only_marked_fields_lose_an_honorific(page: Page) -> None:
    assert call(page, "showEntry", {"id": "book", "type": "text"}, "星の王子様") == "星の王子様"


def test_other_languages_have_no_honorifics(browser: Browser) -> None:
    english = script_page(browser, SCRIPTS, FUNCTIONS, data={}, language="en")
    field = {"id": "name", "type": "text", "honorific": True}
    assert call(english, "showEntry", field, "Mr Robin San") == "Mr Robin San"
    english.context.close()


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("33000", "33,000"),
        ("33,000", "33,000"),
        ("３３０００円", "33,000"),
        ("¥33,000", "33,000"),
        ("￥33,000", "33,000"),
        (" 33 000 ", "33,000"),
        ("1234567.5", "1,234,567.5"),
        ("3万3千", "3万3千"),
        ("約33000", "約33000"),
        ("未定", "未定"),
        (" ", ""),
    ],
)
def test_amounts_get_separators_and_nothing_is_guessed(
    page: Page, typed: str, written: str
) -> None:
    assert call(page, "showEntry", {"id": "cost", "type": "amount"}, typed) == written


def test_lines_keep_their_breaks_but_no_trailing_spaces(page: Page) -> None:
    field = {"id": "history", "type": "lines"}
    assert call(page, "showEntry", field, "\n一行目 \u3000\n\n 二行目\n\n") == "一行目\n\n 二行目"


@pytest.mark.parametrize(
    ("entry", "written"),
    [
        ("2026-12-03T18:00", "12月3日(木)18時"),
        ("2027-01-04T09:30", "2027年1月4日(月)9時30分"),
        ("2026-12-03T", ""),
        ("T18:00", ""),
        ("", ""),
    ],
)
def test_half_a_moment_is_a_blank(page: Page, entry: str, written: str) -> None:
    assert call(page, "showEntry", {"id": "deadline", "type": "datetime"}, entry) == written


@pytest.mark.parametrize(
    ("field", "entry"),
    [
        ({"type": "datetime", "default": {"business_days": 3, "at": "18:00"}}, "2026-11-30T18:00"),
        ({"type": "date", "default": {"days": 0}}, "2026-11-25"),
        ({"type": "date"}, ""),
        ({"type": "text", "default": "なし"}, "なし"),
    ],
)
def test_defaults_are_counted_from_now(page: Page, field: dict[str, Any], entry: str) -> None:
    assert call(page, "startingEntry", field | {"id": "x"}) == entry


FUTURE = {"type": "datetime", "when": "future", "minimum": {"hours": 24}}


@pytest.mark.parametrize(
    ("field", "entry", "key"),
    [
        (FUTURE, "2026-11-25T11:59", "past"),
        (FUTURE, "2026-11-26T11:59", "too-soon"),
        (FUTURE, "2026-11-26T12:00", None),
        (FUTURE, "", None),
        ({"type": "date", "when": "past"}, "2026-11-26", "future"),
        ({"type": "date", "when": "past"}, "2026-11-25", None),
        ({"type": "date", "when": "future"}, "2026-11-24", "past"),
        ({"type": "date", "when": "future"}, "2026-11-25", None),
        ({"type": "text", "max_length": 2}, "一二三", "too-long"),
        ({"type": "text", "max_length": 3}, "一二😀", None),
        ({"type": "date", "default": {"business_days": 3}}, "2030-01-07", "days-off-unknown"),
        ({"type": "date"}, "2030-01-07", None),
    ],
)
def test_what_is_amiss_is_said(
    any_language: Page, field: dict[str, Any], entry: str, key: str | None
) -> None:
    language = any_language.evaluate("showEntry({ type: 'date' }, '2026-12-03')")
    said = words.load("ja" if "月" in language else "en", "script")
    moment = any_language.evaluate("showEntry({ type: 'datetime' }, '2026-11-26T12:00')")
    expected = said(f"warning.{key}", over=1, moment=moment) if key else ""
    assert call(any_language, "warningOf", field | {"id": "x"}, entry) == expected
