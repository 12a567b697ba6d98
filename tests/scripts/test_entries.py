"""The script reads what people type as the generator does, and nothing typed spoils a letter."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from michishirube.i18n import messages, notation, public_holidays
from michishirube.i18n.entries import ParsedEntry, plain, read
from tests.scripts.asking import Scripts
from tests.typed import NOW, ROWS, TODAY, Typed, field

ASKED = {
    "components/letter/compose.js": ["composeLetter"],
    "scripts/entries.js": ["readTyped"],
}
LANGUAGES = ["ja", "en"]
KINDS = ["amount", "text", "lines", "date", "datetime"]

READ = "rows => rows.map(({ field, typed, around }) => readTyped(field, typed, ...around))"
COMPOSE = """([letter, body, typed]) => typed.map(entry => {
  const { text, warnings, blanks, left } = composeLetter(letter, body, { x: entry })
  return { text, warnings, blanks, left }
})"""


@pytest.fixture(scope="module")
def pages() -> Iterator[dict[str, Scripts]]:
    """A scripts for each language."""
    data = {"daysOff": public_holidays.for_script("JP", 2026)}
    made = {
        language: Scripts(ASKED, data=data, language=language, now=NOW) for language in LANGUAGES
    }
    yield made
    for scripts in made.values():
        scripts.close()


def as_script_says(reading: ParsedEntry, language: str) -> dict[str, str]:
    said = messages.load(language, "script")
    warning = said(f"warning.{reading.warning}", **reading.params) if reading.warning else ""
    return {"value": reading.value, "shown": reading.shown, "warning": warning}


def both(
    scripts: Scripts, language: str, rows: list[dict[str, Any]]
) -> Iterator[tuple[Any, Any, str]]:
    """What the script and the generator read, and what was typed."""
    said = notation.load(language)
    for row, found in zip(rows, scripts.evaluate(READ, rows), strict=True):
        before, after = row["around"]
        reading = read(
            field(**row["field"]), row["typed"], said, today=TODAY, before=before, after=after
        )
        yield found, as_script_says(reading, language), row["typed"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_script_reads_as_the_table_says(pages: dict[str, Scripts], language: str) -> None:
    rows = [row for row in ROWS if row.language == language]
    assert len(rows) > 30
    asked = [{"field": row.field, "typed": row.typed, "around": row.around} for row in rows]
    for row, (found, expected, _) in zip(rows, both(pages[language], language, asked), strict=True):
        assert found == expected, str(row)
        assert (found["value"], found["shown"]) == (row.value, row.shown), str(row)
        assert bool(found["warning"]) == bool(row.warning), str(row)


def pieces_of(language: str) -> list[str]:
    """What entries of a language are made of: words and signs of its table, digits, oddities."""
    said = notation.load(language)
    amount, days, names = said.amount, said.days, said.names
    return [
        *(form for unit in amount.units for form in (*unit.before, *unit.after)),
        *amount.group, *amount.digits, *amount.scales, *amount.leading, *amount.trailing,
        *days.weekdays, *days.months, *days.eras, *"年月日時分",
        *names.titles, *names.after_two, *names.followers,
        *names.words, *names.ends, *names.starts,
        "山田", "株式会社", "Smith", "1", "33", "000", "2026", "12", "3", "31", "-", "/", "T",
        "18:00", "2026-12-03", "12月3日", "{{x}}", "[[if x]]", "[[end]]", "$&", "$1", "{label}",
        "<b>", "&amp;", "\n", "\r\n", "\u2028", " ", "\u3000", "\u200b", "\u202e", "\ufeff",
        "\u200d", "\ufe0f", "😊", "（", "）", "。", "\ue000", "\u3164", "K", "ſ", "İ", "⽒", "²",
        "٣", "ﾞ", "constructor",
    ]  # fmt: skip


def joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map("".join)


def maybe(words: Iterable[str]) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), st.sampled_from(sorted(words)))


def numbers(said: notation.Notation) -> st.SearchStrategy[str]:
    plain_ones = st.integers(0, 10**7).map(str)
    grouped = st.tuples(st.integers(0, 10**10), st.sampled_from(said.amount.group)).map(
        lambda pair: f"{pair[0]:,}".replace(",", pair[1])
    )
    scaled = joined(st.integers(0, 9999).map(str), maybe(said.amount.scales), maybe("035"))
    parts = st.decimals(0, 10**6, places=2).map(str)
    return st.one_of(plain_ones, grouped, joined(scaled, maybe(["3", "500"]), scaled), parts)


def likely(language: str, kind: str) -> st.SearchStrategy[str]:
    """What people would type into a field of this type, right or nearly."""
    said = notation.load(language)
    if kind == "amount":
        units = said.amount.units
        before = maybe({form for unit in units for form in unit.before} | {*said.amount.leading})
        after = maybe({form for unit in units for form in unit.after})
        return joined(
            before, maybe(" "), numbers(said), maybe(" "), after, maybe(said.amount.trailing)
        )
    if kind == "text":
        words = [
            *said.names.titles,
            *said.names.after_two,
            *said.names.words,
            *said.names.followers,
        ]
        name = st.sampled_from(["山田", "林", "Mr Smith", "株式会社X", "佐藤 花子", "「山田"])
        ends = st.lists(
            st.sampled_from([*words, " ", "（", "）", "」", "😊", "。", "鈴木"]), max_size=4
        )
        return joined(name, ends.map("".join))
    month, day = st.integers(1, 13).map(str), st.integers(1, 31).map(str)
    year = st.sampled_from(
        ["2026"] * 4 + ["", "26", "1899", "1900", "2028", "2199", "2200", "20261"]
    )
    marks = [("年", "月", "日"), ("/", "/", ""), (".", ".", ""), ("-", "-", "")]
    numbered = st.tuples(year, st.sampled_from(marks), month, day).map(
        lambda each: (
            each[1][0].join(filter(None, [each[0], each[2]])) + each[1][1] + each[3] + each[1][2]
        )
    )
    months = st.sampled_from(["December", "Feb", "jul", "Foo"])
    named = joined(day, maybe(["st", "th"]), st.just(" "), months, maybe([" 2026", ", 1800"]))
    weekdays = st.one_of(st.just(""), maybe(f"({each})" for each in said.days.weekdays))
    clocks = [
        "T18:00",
        " 18:00",
        "18時",
        " at 6 pm",
        "午後6時30分",
        "午前12時",
        " 12 am",
        " 15:00 am",
        "T25:00",
        "T",
    ]
    times = st.sampled_from(clocks) if kind == "datetime" else st.just("")
    return joined(st.one_of(numbered, named) if said.days.months else numbered, weekdays, times)


def typed(language: str, kind: str) -> st.SearchStrategy[str]:
    """Anything that can be typed; most of it out of what means something."""
    made = st.lists(st.sampled_from(pieces_of(language)), max_size=7).map("".join)
    return st.one_of(likely(language, kind), likely(language, kind), made, st.text(max_size=40))


BODIES = {
    "ja": {
        "amount": "[[if x]]報酬{{x}}円です。[[end]]\n{{x}}円",
        "text": "{{x}}様\n「{{x}}」の件です。",
        "lines": "経過:\n{{x}}\n以上",
        "date": "{{x}}に",
        "datetime": "{{x}}までに",
    },
    "en": {
        "amount": "You owe me ${{x}}.",
        "text": "Dear {{x}},",
        "lines": "So far:\n{{x}}\nThat is all",
        "date": "on {{x}}.",
        "datetime": "until {{x}}.",
    },
}
NEVER = re.compile(r"undefined|NaN|Invalid|\[object|円円|様様|function|\{\{x\}\}円")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_the_script_and_the_generator_read_alike(
    pages: dict[str, Scripts], kind: str, language: str, data: st.DataObject
) -> None:
    entries = data.draw(st.lists(typed(language, kind), min_size=5, max_size=30))
    asked: dict[str, Any] = {"type": kind, "honorific": kind == "text"}
    around = ("報酬", "円") if language == "ja" else ("owe me $", ".")
    rows = [{"field": asked, "typed": entry, "around": around} for entry in entries]
    for found, expected, entry in both(pages[language], language, rows):
        assert found == expected, entry


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_what_is_copied_is_what_was_typed_or_is_asked_about(
    pages: dict[str, Scripts], kind: str, language: str, data: st.DataObject
) -> None:
    entries = data.draw(st.lists(typed(language, kind), min_size=5, max_size=30))
    body = BODIES[language][kind]
    letter = {"id": "y", "fields": [{"id": "x", "label": "X", "type": kind}]}
    letter["fields"][0]["honorific"] = kind == "text"  # type: ignore[index]
    states = pages[language].evaluate(COMPOSE, [letter, body, entries])
    for entry, state in zip(entries, states, strict=True):
        text = state["text"]
        if state["warnings"] or state["blanks"]:
            assert state["left"] == ("〔X〕" in text and "〔X〕" not in entry), entry
            continue
        assert state["left"] == 0
        assert not NEVER.search(text.replace(entry, "")), entry
        assert is_what_was_typed(kind, language, entry, text), (entry, text)


def is_what_was_typed(kind: str, language: str, entry: str, text: str) -> bool:
    """Whether a letter holds an entry, told without the reader's own ways as far as can be."""
    if kind == "lines":
        return plain.lines(entry) in text
    if kind == "text":
        first, *_ = text.split("\n")
        name = first.removesuffix("様").removeprefix("Dear ").removesuffix(",")
        return name in plain.line(entry) and (language == "ja" or name == plain.line(entry))
    shown = re.sub(
        r"^(報酬|You owe me \$|on |until )|(円です。\n.*|に|までに|\.)$", "", text, flags=re.DOTALL
    )
    if kind == "amount":
        digits = re.sub(r"[^0-9]", "", plain.narrow(entry))
        is_grouped = re.fullmatch(r"\d{1,3}(,\d{3})*(\.\d\d)?", shown) is not None
        only_digits = plain.narrow(entry).isdigit()
        return is_grouped and (not only_digits or shown.replace(",", "") == str(int(digits)))
    value = read(field(type=kind), entry, notation.load(language), today=TODAY).value
    day = dt.date.fromisoformat(value[:10])
    is_this_year = day.year == TODAY.year
    if language == "en":
        return shown.startswith(
            f"{day:%A}, {day.day} {day:%B}{'' if is_this_year else f' {day.year}'}"
        )
    weekday = "月火水木金土日"[day.weekday()]
    year = "" if is_this_year else f"{day.year}年"
    return shown.startswith(f"{year}{day.month}月{day.day}日({weekday})")


def test_halves_of_characters_are_left_out(pages: dict[str, Scripts]) -> None:
    found = pages["ja"].evaluate("readTyped({ type: 'text' }, 'a\\ud83d' + 'b\\ude0ac😊')")
    assert found["shown"] == "abc😊"


@pytest.mark.parametrize("part", ["様", "様 ", "さま殿", " ", "\u3000x", "1,", "千百十", "12月3日"])
def test_long_entries_are_read_at_once(pages: dict[str, Scripts], part: str) -> None:
    took = """([kinds, typed]) => kinds.map(type => {
      const start = performance.timeOrigin + performance.now()
      for (const entry of typed) readTyped({ type, honorific: true }, entry)
      return performance.timeOrigin + performance.now() - start
    })"""
    long = [part * 20_000, "山田" + part * 20_000 + "x", (part * 200)[:199]]
    assert max(pages["ja"].evaluate(took, [KINDS, long])) < 1000


def test_a_sentence_that_hangs_on_what_cannot_be_read_shows_the_blank(
    pages: dict[str, Scripts],
) -> None:
    letter = {
        "id": "y",
        "fields": [{"id": "x", "label": "値段", "type": "amount", "optional": True}],
    }
    body = "[[if x]]代金は{{x}}円です。[[end]]ではまた。"
    for entry, text in {"": "ではまた。", "たくさん": "代金は〔値段〕円です。ではまた。"}.items():
        state = pages["ja"].call("composeLetter", letter, body, {"x": entry})
        assert (state["text"], bool(state["warnings"])) == (text, bool(entry))


def test_a_unit_is_that_of_each_place(pages: dict[str, Scripts]) -> None:
    letter = {"id": "y", "fields": [{"id": "x", "label": "値段", "type": "amount"}]}
    body = "{{x}}円、合わせて{{x}}。￥{{x}}\n$\n{{x}}"
    state = pages["ja"].call("composeLetter", letter, body, {"x": "1500円"})
    assert state["text"] == "1,500円、合わせて1,500円。￥1,500\n$\n1,500円"
    assert state["warnings"] == []


def test_rows_are_of_every_kind() -> None:
    assert {row.field["type"] for row in ROWS} == set(KINDS)
    assert isinstance(ROWS[0], Typed)
