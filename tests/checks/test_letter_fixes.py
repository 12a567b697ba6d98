"""The law for fixes in letters: a line as it is offered has nothing more that its rule finds.

Over the examples of the manual, its tables of phrases, names with every title behind them, and
lines put together at random.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from michishirube.checks import letter_lint
from michishirube.checks.letter_lint import manual
from michishirube.diagnostics import Diagnostic
from michishirube.i18n import notation
from michishirube.model import Field, LetterRules
from tests.checks.test_letter_lint import (
    FIELDS,
    FRAME,
    RULES,
    field,
    houseplant_guide,
    letter_of,
    text,
)

NAMES = {
    "client_name": field("client_name", example=text("山田"), honorific=True),
    "boss": field("boss", example=text("田中様"), honorific=True),
    "plain_boss": field("plain_boss", example=text("田中様")),
    "firm": field("firm", example=text("株式会社青空"), honorific=True),
    "team": field("team", example=text("ご担当者各位"), honorific=True),
    "teacher": field("teacher", example=text("鈴木先生"), honorific=True),
    "chief": field("chief", example=text("鈴木部長"), honorific=True),
    "pick": field(
        "pick", "choice", options={"a": text("山田様"), "b": text("ご担当者")}, honorific=True
    ),
}
ALL = FIELDS | NAMES
TITLES = (
    *("", "の", "様へ", "様（確認）", "様様", "さん様", "様さん様", "様御中", "御中様", "様各位"),
    *("部長", "部長様", "社長", "先生各位", " 様", "　様", "、", "どの"),
    *("様", "さん", "御中", "殿", "各位", "先生", "氏", "さま", "サマ", "くん", "ちゃん"),
)


def found_in(
    body: str, rules: LetterRules = RULES, max_length: int | None = None
) -> list[Diagnostic]:
    guide = houseplant_guide()
    site = replace(guide.site, language=text("ja"), letter_rules=rules)
    guide = replace(guide, site=site, fields=ALL)
    return list(letter_lint.lint_letter(guide, letter_of(body, max_length)))


def offers(found: list[Diagnostic]) -> Iterator[tuple[str, int, list[Diagnostic]]]:
    """What is offered by each rule for each line."""
    groups: dict[tuple[str, int], list[Diagnostic]] = defaultdict(list)
    for item in found:
        if item.suggestion is not None and item.span.line == item.span.end_line:
            groups[item.code, item.span.line].append(item)
    yield from ((code, line, items) for (code, line), items in groups.items())


def fixed(body: str, items: list[Diagnostic]) -> str:
    """A letter with what is offered for one of its lines; a body's first line is line 2."""
    lines = body.split("\n")
    for item in sorted(items, key=lambda each: each.span, reverse=True):
        at, begin, end = item.span.line - 2, item.span.column - 1, item.span.end_column - 1
        lines[at] = f"{lines[at][:begin]}{item.suggestion}{lines[at][end:]}"
    return "\n".join(lines)


def broken(body: str, rules: LetterRules = RULES, max_length: int | None = None) -> list[str]:
    """The offers for a letter that leave or bring something."""
    before, left = found_in(body, rules, max_length), []
    for code, line, items in offers(before):
        new = fixed(body, items)
        after = found_in(new, rules, max_length)
        brought = Counter(each.code for each in after) - Counter(each.code for each in before)
        if brought or any((each.code, each.span.line) == (code, line) for each in after):
            left.append(f"{code}: {body.split(chr(10))[line - 2]} → {new.split(chr(10))[line - 2]}")
    return left


def in_a_letter(sentence: str) -> str:
    return FRAME.replace("<sentence>", sentence)


def addressed_to(address: str) -> str:
    return in_a_letter("確認です。").replace("{{client_name}}様", address, 1)


@pytest.mark.parametrize("code", manual.examples())
def test_offers_for_an_example_leave_nothing(code: str) -> None:
    each = manual.examples()[code]
    body = each["bad"].lstrip("\n")
    rules = replace(RULES, max_length=each.get("usual_length"))
    whole = body if "\n" in body else in_a_letter(body)
    assert broken(whole, rules, each.get("max_length")) == []


@pytest.mark.parametrize("code", manual.TABLES)
def test_offers_for_a_phrase_leave_nothing(code: str) -> None:
    phrases = [phrase.example for phrase in manual.TABLES[code]]
    assert [each for phrase in phrases for each in broken(in_a_letter(phrase))] == []


@pytest.mark.parametrize("name", NAMES)
def test_offers_for_a_name_with_any_title_leave_nothing(name: str) -> None:
    titled = [f"{{{{{name}}}}}{title}" for title in TITLES]
    bodies = [
        *(in_a_letter(f"先日、{each}にお送りいたしました。") for each in titled),
        *(map(addressed_to, titled)),
        *(addressed_to(f"株式会社青空 {each}") for each in titled[::3]),
        *(addressed_to(f"{each}[[if note]]（{{{{note}}}}）[[end]]") for each in titled[::4]),
    ]
    assert [each for body in bodies for each in broken(body)] == []


def test_no_offer_loses_a_placeholder() -> None:
    body = in_a_letter("{{plain_boss}}様と{{plain_boss}}殿と{{plain_boss}}に伺いました。")
    for item in found_in(body):
        assert item.suggestion is None or "{{plain_boss}}" in item.suggestion
    (kana,) = found_in(in_a_letter("先日、{{kana}}をお送りいたしました。"))
    assert (kana.code, kana.suggestion) == ("ja-half-width-kana", None)
    (first, second) = found_in(body)
    assert (first.suggestion, second.suggestion) == ("{{plain_boss}}", "{{plain_boss}}")


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("{{client_name}}さん", "{{client_name}}様"),
        ("{{client_name}}殿", "{{client_name}}様"),
        ("{{client_name}} さま", "{{client_name}}様"),
        ("{{client_name}}", "{{client_name}}様"),
        ("{{client_name}}様へ", None),
        ("{{client_name}}様（確認）", None),
        ("{{client_name}}部長", None),
        ("{{firm}} {{client_name}}", "{{firm}} {{client_name}}様"),
        ("{{pick}}", None),
    ],
)
def test_address_gets_its_title_once(written: str, right: str | None) -> None:
    body = addressed_to(written)
    found = [fixed(body, items).split("\n")[0] for _, _, items in offers(found_in(body))]
    assert found == ([] if right is None else [right])


def test_examples_of_names_are_read_as_in_a_letter() -> None:
    # An entry 田中様 loses its title, which the letter adds (`i18n.entries.names`).
    assert found_in(in_a_letter("先日、{{boss}}様にお送りいたしました。")) == []
    assert isinstance(ALL["boss"], Field)
    assert "様" in notation.load("ja").names.titles


PIECES = st.sampled_from(
    [
        *(f"{{{{{name}}}}}" for name in ("client_name", "plain_boss", "sender_name", "note")),
        *("様", "さん", "御中", "殿", "各位", "先生", " ", "　", "、", "。", "！", "!!", "？"),
        *("山田", "資料", "ﾒﾓ", "㈱", "１２", "3", "10:30", "12月3日(火)", "2月30日", "〇〇"),
        *("「", "」", "（", "）", "～", "―", "ー", "-", "・・", "。。", "です", "ました", "😀"),
        *("{{amount}}", "{{deadline}}", "円", "万円", "¥", "させていただきます", "了解"),
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=6).map("".join))
@example("{{plain_boss}}様様各位")
@example("山田様 様さん 様")
@example("{{note}}です。！山田")
def test_offers_for_any_sentence_leave_nothing(sentence: str) -> None:
    assert broken(in_a_letter(f"{sentence}。")) == []
