"""The script fills letters as `markup.letter_template` does, and knows what lies ahead."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from michishirube.i18n import messages, public_holidays
from michishirube.markup.letter_template import conditionals, fields_in, fill, parse
from michishirube.model import Field, Guide, Letter, Tone
from michishirube.reading.loader import load_guide
from michishirube.website.letter_form import fields_as_json
from tests.conftest import FREELANCE, HOUSEPLANT, LIBRARY
from tests.scripts.asking import Scripts

ASKED = {
    "components/letter/compose.js": ["composeLetter"],
    "scripts/entries.js": ["readTyped"],
    "scripts/letters.js": ["startingEntry"],
}
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
def any_language(request: pytest.FixtureRequest) -> Iterator[Scripts]:
    with started(request.param) as scripts:
        yield scripts


@pytest.fixture(scope="module")
def scripts() -> Iterator[Scripts]:
    with started("ja") as scripts:
        yield scripts


def started(language: str) -> Scripts:
    data = {"daysOff": public_holidays.for_script("JP", 2026)}
    return Scripts(ASKED, data=data, language=language, now=NOW)


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
    scripts: Scripts, guide: Guide, letter: Letter, tone: Tone
) -> None:
    body = tone.body.rstrip("\n")
    told = {
        "id": letter.id,
        "fields": json.loads(fields_as_json(guide.fields[name] for name in letter.fields)),
    }
    ways = [dict.fromkeys(letter.fields, "") | way for way in ways_to_fill(guide, tone)]
    found = scripts.evaluate(
        "([letter, body, ways]) => ways.map(way => composeLetter(letter, body, way).text)",
        [told, body, ways],
    )
    said = messages.load("ja", "script")
    for way, text in zip(ways, found, strict=True):
        shown = shown_entries(scripts, told["fields"], way)
        assert text == fill(
            parse(body).segments,
            shown,
            guide.fields,
            lambda name: said("letter.blank", label=guide.fields[name].label),
        )


def shown_entries(scripts: Scripts, fields: list[dict[str, Any]], way: Entries) -> Entries:
    """The entries in words; of a choice its option, which `fill` puts in words itself."""
    shown: Entries = scripts.evaluate(
        "([fields, way]) => Object.fromEntries(fields.map(field =>"
        "[field.id, field.type === 'choice' ? way[field.id] "
        ": readTyped(field, way[field.id]).shown]))",
        [fields, way],
    )
    return shown


@pytest.mark.parametrize(
    ("field", "entry"),
    [
        ({"type": "datetime", "default": {"business_days": 3, "at": "18:00"}}, "2026-11-30T18:00"),
        ({"type": "date", "default": {"days": 0}}, "2026-11-25"),
        ({"type": "date"}, ""),
        ({"type": "text", "default": "なし"}, "なし"),
    ],
)
def test_defaults_are_counted_from_now(scripts: Scripts, field: dict[str, Any], entry: str) -> None:
    assert scripts.call("startingEntry", field | {"id": "x"}) == entry


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
def test_what_is_amiss_from_now_on_is_said(
    any_language: Scripts, field: dict[str, Any], entry: str, key: str | None
) -> None:
    language = any_language.evaluate("readTyped({ type: 'date' }, '2026-12-03').shown")
    said = messages.load("ja" if "月" in language else "en", "script")
    moment = any_language.evaluate("readTyped({ type: 'datetime' }, '2026-11-26T12:00').shown")
    expected = said(f"warning.{key}", over=1, moment=moment) if key else ""
    assert any_language.call("readTyped", field | {"id": "x"}, entry)["warning"] == expected
