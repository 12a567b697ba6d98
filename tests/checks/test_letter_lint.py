"""What can be said by machine of letters: what is found, where, and what must be left alone."""

from __future__ import annotations

import functools
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from michishirube.checks import letter_lint
from michishirube.checks.letter_lint import manual
from michishirube.checks.letter_lint.rendered_letter import rendered_letters
from michishirube.checks.project import check_project
from michishirube.diagnostics import Diagnostic, Severity, Span
from michishirube.i18n import messages
from michishirube.markup.letter_template import fill, fill_parts, parse
from michishirube.model import Field, ForbiddenWord, Guide, Letter, LetterRules, Text, Tone
from michishirube.reading.loader import load_guide
from michishirube.reports.report import CheckReport
from michishirube.reports.text import render
from michishirube.support.memo import Memory
from tests.conftest import FREELANCE, HOUSEPLANT, ROOT, Project

HERE = Span("content/letters/x.yml", 1, 1, 1, 1)

FRAME = """\
{{client_name}}様

お世話になっております。佐藤です。
<sentence>

どうぞよろしくお願いいたします。

{{sender_name}}
"""
LINE = 4
"""The line of a body in FRAME on which the sentence stands."""


def text(value: str, indent: int = -1) -> Text:
    return Text(value, HERE, indent)


def field(name: str, kind: str = "text", **more: object) -> Field:
    return Field(span=HERE, id=text(name), label=text(name), type=kind, **more)  # type: ignore[arg-type]


FIELDS = {
    "client_name": field("client_name", example=text("山田"), honorific=True),
    "sender_name": field("sender_name", example=text("佐藤")),
    "deadline": field("deadline", "datetime", example=text("12月3日(木)18時")),
    "reply_until": field("reply_until", "datetime", example=text("12月3日(木)")),
    "note": field("note", example=text("構成案の確認"), required=False),
    "amount": field("amount", "amount", example=text("33,000")),
    "kana": field("kana", example=text("ﾒﾓ")),
    "state": field(
        "state", "choice", options={"yes": text("済み"), "no": text("まだ"), "soon": text("近日")}
    ),
    "size": field("size", "choice", options={"big": text("①"), "small": text("小")}),
}
RULES = LetterRules(
    span=HERE,
    hosts=(text("example.jp"),),
    forbidden=(ForbiddenWord(span=HERE, word=text("最低点"), reason=text("脅しに読める。")),),
)


@functools.cache
def houseplant_guide() -> Guide:
    guide = load_guide(HOUSEPLANT).guide
    assert guide is not None
    return guide


def letter_of(body: str, max_length: int | None = None) -> Letter:
    tone = Tone(span=HERE, id=text("polite"), label=text("polite"), body=text(body, indent=0))
    example = next(iter(houseplant_guide().letters.values()))
    return replace(example, tones=(tone,), max_length=max_length)


def found_in(
    body: str, language: str = "ja", rules: LetterRules = RULES, max_length: int | None = None
) -> list[Diagnostic]:
    """The findings in a body, or in a sentence in the middle of a letter in order."""
    whole = body if "\n" in body else FRAME.replace("<sentence>", body)
    guide = houseplant_guide()
    site = replace(guide.site, language=text(language), letter_rules=rules)
    guide = replace(guide, site=site, fields=FIELDS)
    found = letter_lint.lint_letter(guide, letter_of(whole, max_length))
    return sorted(found, key=lambda item: item.sort_key)


def codes_in(body: str) -> set[str]:
    return {item.code for item in found_in(body)}


# --- Every rule ---


def test_every_rule_has_an_example() -> None:
    assert set(manual.examples()) == set(letter_lint.CODES)


@pytest.mark.parametrize("code", manual.examples())
def test_rule_finds_its_bad_example_and_leaves_its_good_one(code: str) -> None:
    example = manual.examples()[code]
    rules = replace(RULES, max_length=example.get("usual_length"))
    limit = example.get("max_length")
    bad, good = (
        [item.code for item in found_in(example[key].lstrip("\n"), "ja", rules, limit)]
        for key in ("bad", "good")
    )
    assert code in bad
    assert good == []


@pytest.mark.parametrize(
    ("body", "mended"),
    [
        ("報酬は{{amount}}万円です。", "報酬は{{amount}}円です。"),
        ("報酬は¥{{amount}}円です。", "報酬は{{amount}}円です。"),
        ("報酬は{{amount}} 千 円です。", "報酬は{{amount}} 円です。"),
    ],
)
def test_what_is_offered_beside_an_amount_mends_it(body: str, mended: str) -> None:
    found = next(item for item in found_in(body) if item.code == "letter-amount")
    begin, end = found.span.column - 1, found.span.end_column - 1
    assert body[:begin] + str(found.suggestion) + body[end:] == mended
    assert "letter-amount" not in codes_in(mended)


@pytest.mark.parametrize(
    ("code", "index"),
    [(code, index) for code, phrases in manual.TABLES.items() for index in range(len(phrases))],
)
def test_every_phrase_of_a_table_is_found_and_mended(code: str, index: int) -> None:
    phrase = manual.TABLES[code][index]
    match = phrase.find.search(phrase.example)
    assert match
    assert code in codes_in(phrase.example)
    if phrase.write:
        mended = phrase.find.sub(phrase.write, phrase.example)
        assert not phrase.find.search(mended)
        assert code not in codes_in(mended)


# Written for the tests, not taken from the tables: each turns red when its entry goes.
SLIPS = [
    ("ja-honorific-doubled", "山田様様にお送りいたしました。"),
    ("ja-honorific-doubled", "山田さん様にお送りいたしました。"),
    ("ja-honorific-doubled", "編集部御中様にお送りいたしました。"),
    ("ja-honorific-doubled", "編集部御中 山田様にお送りいたしました。"),
    ("ja-honorific-doubled", "ご担当者様御中にお送りいたしました。"),
    ("ja-honorific-doubled", "山田殿様にお送りいたしました。"),
    ("ja-honorific-doubled", "山田サマ様にお送りいたしました。"),
    ("ja-honorific-doubled", "山田様さまにお送りいたしました。"),
    ("ja-honorific-doubled", "山田氏様にお送りいたしました。"),
    ("ja-honorific-doubled", "貴社様にお送りいたしました。"),
    ("letter-amount", "報酬は{{amount}}千円でした。"),
    ("letter-amount", "報酬は¥{{amount}}円でした。"),
    ("ja-double-honorific", "部長はお帰りになられました。"),
    ("ja-double-honorific", "ご利用になられましたか。"),
    ("ja-double-honorific", "お越しになられた際にお渡しします。"),
    ("ja-double-honorific", "そのようにおっしゃられました。"),
    ("ja-double-honorific", "原稿を拝読させていただきました。"),
    ("ja-double-honorific", "明日お伺いさせていただきます。"),
    ("ja-double-honorific", "資料をお届けさせていただきます。"),
    ("ja-double-honorific", "部長がお見えになられました。"),
    ("ja-double-honorific", "ご拝見いたしました。"),
    ("ja-mixed-honorific", "窓口で伺ってください。"),
    ("ja-mixed-honorific", "資料を拝見していただけますか。"),
    ("ja-mixed-honorific", "お客様が申されました。"),
    ("ja-mixed-honorific", "明日、弊社に参られますか。"),
    ("ja-mixed-honorific", "ご持参してください。"),
    ("ja-mixed-honorific", "ご返信していただけますと助かります。"),
    ("ja-mixed-honorific", "しばらくお待ちしていただけますか。"),
    ("ja-mixed-honorific", "ご利用できます。"),
    # Found in guides to business writing, and missed by the first tables.
    ("ja-casual", "御社の資料です。"),
    ("ja-casual", "お世話さまです。"),
    ("ja-casual", "使い方をご教授ください。"),
    ("ja-wordy", "期限のほうは間に合いそうです。"),
    ("ja-double-honorific", "部長がおっしゃられるとおりです。"),
    ("ja-double-honorific", "昨日お着きになられました。"),
    ("ja-double-honorific", "お待たせ申しあげました。"),
    ("ja-mixed-honorific", "車でまいられたのですか。"),
    ("ja-mixed-honorific", "弊社の社長がそのようにおっしゃっておりました。"),
    ("ja-mixed-honorific", "御案内していただけますか。"),
    ("ja-accusation", "早く返信してください。"),
    ("ja-accusation", "確認くらいはしっかりしてください。"),
    ("ja-threat", "労基に相談します。"),
    ("ja-threat", "記録を公表します。"),
    ("ja-wrong-weekday", "12/3(木)、12/4(金)、12/7(火)です。"),
    ("ja-threat", "訴えることも考えております。"),
    ("ja-threat", "法的手段をとらせていただきます。"),
    ("ja-threat", "弁護士に相談しております。"),
    ("ja-threat", "被害届を提出いたします。"),
    ("ja-threat", "ネットに公開いたします。"),
    ("ja-threat", "悪い評価をつけます。"),
    ("ja-threat", "評価を下げさせていただきます。"),
    ("ja-threat", "損害賠償のお話になります。"),
    ("ja-threat", "運営へ通報いたします。"),
    ("ja-accusation", "詐欺の疑いがあります。"),
    ("ja-accusation", "逃げないでください。"),
    ("ja-accusation", "無責任ではないでしょうか。"),
    ("ja-accusation", "嘘をつかれました。"),
    ("ja-accusation", "約束を破られました。"),
    ("ja-accusation", "いつまで待てばよいのでしょうか。"),
    ("ja-plain-style", "こちらで確認した。"),
    ("ja-plain-style", "連絡が必要である。"),
    ("ja-plain-style", "返信がほしい。"),
    ("ja-blank-left", "○○の件でご連絡いたしました。"),
    ("ja-blank-left", "◯◯の件でご連絡いたしました。"),
    ("ja-blank-left", "●●の件でご連絡いたしました。"),
    ("ja-blank-left", "＿＿＿の件でご連絡いたしました。"),
    ("ja-blank-left", "___の件でご連絡いたしました。"),
    ("ja-blank-left", "XXXの件でご連絡いたしました。"),
    ("ja-blank-left", "【　】の件でご連絡いたしました。"),
    ("ja-blank-left", "「」の件でご連絡いたしました。"),
    ("ja-blank-left", "【案件名】の件でご連絡いたしました。"),
    ("ja-blank-left", "OO様の件でご連絡いたしました。"),
    ("ja-blank-left", "○様の件でご連絡いたしました。"),
    ("ja-personal-data", "03-0000-0000 までお願いいたします。"),
    ("ja-personal-data", "０９０－００００－００００ までお願いいたします。"),
    ("ja-personal-data", "09012345678 までお願いいたします。"),
    ("ja-personal-data", "〒100-0000 にお送りください。"),
    ("ja-personal-data", "住所は東京都千代田区一番町1-1です。"),
    ("ja-personal-data", "LINE ID：taro_0000 です。"),
    ("ja-personal-data", "@taro_0000 にご連絡ください。"),
    ("ja-personal-data", "普通預金 1234567 にお願いいたします。"),
    ("letter-link", "www.example.com をご覧ください。"),
    ("letter-link", "notexample.jp をご覧ください。"),
    ("letter-link", "https://example.jp.evil.example/ をご覧ください。"),
    ("ja-platform-character", "㈱の表記です。"),
    ("ja-platform-character", "№1の原稿です。"),
    ("ja-platform-character", "Ⅳ章の原稿です。"),
    ("ja-platform-character", "髙いところです。"),
    ("ja-mixed-dash", "デ-タの件でご連絡いたしました。"),
    ("ja-mixed-dash", "1-2と3−4をご確認ください。"),
    ("ja-picture", "よろしくお願いします(^_^)"),
    ("ja-picture", "ありがとうございました(笑)"),
    ("ja-picture", "よろしくお願いいたします♪"),
    ("ja-loud-mark", "お願いいたします！"),
    ("ja-repeated-mark", "承知いたしました。。"),
    ("ja-wrong-weekday", "11月24日(火)と11月25日(水)と11月26日(金)です。"),
    ("ja-wrong-weekday", "2026年12月3日金曜日です。"),
    ("ja-wrong-weekday", "{{deadline}}、12月4日(土)、12月7日(月)です。"),
]


@pytest.mark.parametrize(("code", "sentence"), SLIPS, ids=lambda value: value[:20])
def test_slip_is_found(code: str, sentence: str) -> None:
    assert code in codes_in(sentence)


# What careful writers do write. A rule that says something here is wrong.
FINE = [
    # Settled by custom, says 敬語の指針 (p. 32), and other forms that look doubled.
    "明日お伺いいたします。",
    "明日お伺いします。",
    "お伺い申し上げます。",
    "部長がお見えになりました。",
    "お召し上がりになりました。",
    "資料を拝見いたしました。",
    "とんでもございません。",
    "ご確認いただけますでしょうか。",
    "次の点をうかがえますでしょうか。",
    "お読みになっていらっしゃいます。",
    "ご病気になられたとうかがいました。",
    "すっかりお元気になられて何よりです。",
    "こちらにおられますか。",
    "今回は見送らせていただきます。",
    "日程をご相談できますと幸いです。",
    "こちらからご連絡してもよろしいでしょうか。",
    "進捗をご報告しております。",
    "お送りしたファイルをご覧ください。",
    "お待ちしております。",
    "お仕事していただき、ありがとうございます。",
    # Words that hold others.
    "お客様のご意見を様々にいただきました。",
    "同様の件でご連絡いたしました。",
    "皆様のご協力に感謝いたします。",
    "様子をお知らせください。",
    "仕様書のご用意をお願いいたします。",
    "訴求力のある記事にいたします。",
    "一致しましたので、ご連絡いたしました。",
    "このお返事は、仕事の合間にいただければ十分です。",
    "出来事を時系列でまとめました。",
    "見逃した点がありましたら、お知らせください。",
    "ご迷惑をおかけいたします。",
    "予定を立てます。",
    "お先に失礼いたします。",
    "評価の件は承知いたしました。",
    "この資料を下さった方にお礼申し上げます。",
    "見下ろす角度の写真に直しました。",
    "チャットでのご連絡も承知いたしました。",
    # Numbers, signs and dates that are none of the things they resemble.
    "報酬33,000円のお支払いを確認いたしました。",
    "報酬は10,000円です。",
    "契約番号は00000000です。",
    "二〇二六年の記事です。",
    "二〇〇八年の記事です。",
    "★の数は変わりません。",
    "10〜12月の予定です。",
    "記事A-1とB-2をお送りいたしました。",
    "サーバーのデータを確認いたしました。",
    "受付は9:30からです。",
    "version 2.1 をお送りいたしました。",
    "report.txt をお送りいたしました。",
    "https://example.jp/contracts/00000000 をご覧ください。",
    "www.example.jp/faq をご覧ください。",
    "どのようにいたしましょうか?",
    "『旅行』と「記事」の件です(別件を含みます)。",
    "12月3日(木)、12月4日(金)です。",
    "12/3(木)と12/4(金)です。",
    "早くご対応くださり、ありがとうございました。",
    "12月28日(月)に始め、1月4日(月)に終えます。",
    "2028年2月29日(火)です。",
    "2月29日に納品いたします。",
    "{{deadline}}までにお願いいたします。",
]


@pytest.mark.parametrize("sentence", FINE, ids=lambda value: value[:20])
def test_careful_writing_is_left_alone(sentence: str) -> None:
    assert [(item.code, item.params) for item in found_in(sentence)] == []


def test_names_keep_their_own_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"client_name": "髙橋", "sender_name": "山﨑"}
    for name, example in names.items():
        monkeypatch.setitem(FIELDS, name, replace(FIELDS[name], example=text(example)))
    assert found_in("お願いがございます。") == []
    assert codes_in("{{sender_name}}がお送りいたします。") == {"ja-platform-character"}


def test_points_of_a_list_may_end_as_they_like() -> None:
    assert found_in(FRAME.replace("<sentence>", "・構成案を送った。\n1. まだ返事がない。")) == []


def test_a_memo_that_is_plain_throughout_is_not_called_mixed() -> None:
    assert "ja-plain-style" not in codes_in("メモ\n\nまだ納品していない。\n返事がない。\n")


@pytest.mark.parametrize(
    "first", ["株式会社山田 御中", "編集部 ご担当者様", "会員各位", "{{client_name}}様"]
)
def test_addressees_are_known(first: str) -> None:
    assert found_in(FRAME.replace("{{client_name}}様", first).replace("<sentence>", "。")) == []


# --- Places ---


def place_of(code: str, body: str) -> str:
    (item,) = (item for item in found_in(body) if item.code == code)
    return str(item.span).removeprefix(f"{HERE.path}:")


@pytest.mark.parametrize(
    ("code", "sentence", "column"),
    [
        ("ja-casual", "了解しました。", 1),
        ("ja-casual", "{{note}}の件、了解しました。", 12),
        ("ja-half-width-kana", "その{{kana}}です。", 3),
        ("ja-casual", "[[if state=yes]]済み。[[else]]了解しました。[[end]]", 28),
        ("ja-casual", "[[if note]]{{note}}です。[[end]]了解しました。", 30),
        ("ja-spelling", "ご確認ください。ご返信下さい。", 12),
    ],
)
def test_finding_points_into_the_file(code: str, sentence: str, column: int) -> None:
    # The body's first line is the line after `body: |`.
    assert place_of(code, sentence) == f"{HERE.line + LINE}:{column}"


def test_finding_in_what_was_filled_in_covers_the_placeholder_and_shows_the_example() -> None:
    (item,) = found_in("その{{kana}}です。")
    assert item.span.end_column - item.span.column == len("{{kana}}")
    assert item.params["note"] == " [{{kana}} = ﾒﾓ]"


def test_lines_of_conditions_that_go_dont_move_what_follows() -> None:
    body = FRAME.replace("<sentence>", "[[if note]]\n{{note}}です。\n[[end]]\n了解しました。")
    assert place_of("ja-casual", body) == f"{HERE.line + LINE + 3}:1"


def test_report_says_what_to_write() -> None:
    report = render(
        CheckReport(findings=tuple(found_in("ご確認下さい。"))), messages.load("ja", "diagnostics")
    )
    assert "こう書きます: くださ" in report


def test_what_is_missing_is_said_once() -> None:
    body = (
        "{{client_name}}様\n\n[[if state=yes]]済み。[[else]]まだです。[[end]]\n\n{{sender_name}}\n"
    )
    codes = [item.code for item in found_in(body)]
    assert sorted(codes) == ["ja-no-closing", "ja-no-greeting"]


# --- Every form of a letter ---


def notes(sentence: str) -> set[tuple[str, str]]:
    return {(item.code, item.params["note"]) for item in found_in(sentence)}


def test_both_branches_of_a_condition_are_read() -> None:
    sentence = "[[if state=yes]]了解しました。[[else]]ご確認下さい。[[end]]"
    assert notes(sentence) == {("ja-casual", " [state=yes]"), ("ja-spelling", " [state=no]")}


def test_a_letter_is_read_without_what_may_stay_empty() -> None:
    body = FRAME.replace("<sentence>", "ご連絡いたします。")
    body = body.replace(
        "お世話になっております。佐藤です。",
        "[[if note]]お世話になっております。[[end]]件の連絡です。",
    )
    assert notes(body) == {("ja-no-greeting", " [note=-]")}


def test_every_combination_of_conditions_is_read() -> None:
    """The doubled mark appears only where two conditions meet."""
    sentence = "納品は[[if state=yes]]済みです。[[else]]まだです[[end]][[if note]]。[[end]]"
    assert notes(sentence) == {("ja-repeated-mark", " [note=構成案の確認, state=yes]")}


def test_every_option_that_a_blank_shows_is_read() -> None:
    body = "大きさは{{size}}です。[[if state=yes]]済みです。[[end]]"
    assert codes_in(body.replace("{{size}}", "[[if size=small]]小[[end]]{{state}}")) == set()
    assert codes_in(body) == {"ja-platform-character"}


def test_words_of_each_option_are_looked_at() -> None:
    forms = rendered_letters(
        letter_of("{{state}}\n"), letter_of("{{state}}\n").tones[0], FIELDS, None
    )
    assert [sent.text for sent in forms] == ["済み", "まだ", "近日"]


def test_too_many_combinations_still_walk_each_branch_in_time() -> None:
    options = {"yes": text("はい"), "no": text("いいえ")}
    many = {f"f{n}": field(f"f{n}", "choice", options=options) for n in range(60)}
    body = FRAME.replace(
        "<sentence>",
        "\n\n".join(
            f"[[if {name}=yes]]承知しました。[[else]]了解しました。[[end]]" for name in many
        ),
    )
    guide = houseplant_guide()
    site = replace(guide.site, language=text("ja"))
    guide = replace(guide, site=site, fields={**FIELDS, **many})
    started = time.process_time()
    found = [
        item for item in letter_lint.lint_letter(guide, letter_of(body)) if item.code == "ja-casual"
    ]
    assert time.process_time() - started < 2
    assert len(found) == len(many)


@pytest.mark.parametrize(
    "piece", ["あ", "。", "(", "「", " ", "\n", "お0-", "12月3日(木)", "てた@a."]
)
def test_a_huge_letter_is_refused_in_time(piece: str) -> None:
    started = time.process_time()
    for body in (piece * 200_000, FRAME.replace("<sentence>", piece * (9_000 // len(piece)))):
        found_in(body + "\n")
    assert time.process_time() - started < 2


@given(st.text(alphabet="あ。、(「」)様○0-9年月日火[]{}=\n　@ifnotesdl_!ー", max_size=80))
def test_never_fails(body: str) -> None:
    for item in found_in(body + "\n"):
        assert item.span.line > HERE.line


@given(st.text(alphabet="ab\n{}[]=ifelsdnote", max_size=60), st.sampled_from(["", "x", "x\ny"]))
def test_parts_of_a_filled_letter_know_where_they_come_from(body: str, value: str) -> None:
    segments = parse(body).segments
    values = {"note": value}
    parts = fill_parts(segments, values, FIELDS)
    assert "".join(part.text for part in parts) == fill(segments, values, FIELDS)
    for part in parts:
        if part.field:
            assert body.startswith("{{", part.offset)
        else:
            assert body.startswith(part.text, part.offset)


# --- In a project ---

LETTER = "content/letters/ask-friend.yml"


def test_english_letters_are_only_asked_what_holds_everywhere(houseplant: Project) -> None:
    houseplant.replace(LETTER, "my plant needs new soil.", "My plant... needs (new soil!!")
    assert houseplant.codes() == {"letter-brackets"}


def test_warnings_dont_keep_a_guide_from_being_published(houseplant: Project) -> None:
    houseplant.replace(LETTER, "Thank you!", "\n      Thank you!")
    (item,) = houseplant.findings()
    assert (item.code, item.severity) == ("letter-empty-lines", Severity.WARNING)
    assert not check_project(houseplant.root).diagnostics.has_errors


def test_a_letter_may_break_a_rule_with_a_reason(houseplant: Project) -> None:
    houseplant.replace(LETTER, "my plant needs new soil.", "my (plant needs new soil.")
    houseplant.replace(
        LETTER, "facts: [A3]", "allow:\n  - letter-brackets: It is a poem\nfacts: [A3]"
    )
    assert houseplant.findings() == []


def test_settings_forbid_words_and_links(houseplant: Project) -> None:
    houseplant.write(
        "site_config.yml",
        (HOUSEPLANT / "site_config.yml").read_text(encoding="utf-8")
        + "letter_rules:\n  hosts: [plants.example]\n  forbidden:\n    - mulch: Not for pots\n",
    )
    houseplant.replace(LETTER, "Thank you!", "Mulch: https://a.plants.example https://b.example")
    found = {item.code: item for item in houseplant.findings()}
    assert set(found) == {"letter-forbidden-word", "letter-link"}
    assert found["letter-forbidden-word"].params["reason"] == "Not for pots"
    assert str(found["letter-link"].span) == f"{LETTER}:16:39"


def test_letters_of_a_large_guide_keep_the_rules() -> None:
    found = check_project(FREELANCE).diagnostics
    codes = {*letter_lint.CODES, "unknown-rule", "unused-allowance"}
    assert [str(item) for item in found if item.code in codes] == []


def test_list_of_rules_in_the_docs_is_fresh() -> None:
    document = (ROOT / "docs" / "letter-rules.md").read_text(encoding="utf-8")
    assert document == manual.renewed(document, "ja")
    assert all(f"### `{code}`" in document for code in letter_lint.CODES)


def test_letters_are_looked_at_again_when_they_have_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    guide = houseplant_guide()
    looked_at: list[Letter] = []

    def noted(site: object, letter: Letter, fields: object) -> list[Diagnostic]:
        looked_at.append(letter)
        return []

    monkeypatch.setattr(letter_lint, "_findings", noted)
    letters = list(guide.letters.values())
    memory = Memory()
    letter_lint.lint_letters(guide, letters, memory)
    letter_lint.lint_letters(guide, letters, memory)
    assert looked_at == letters
    changed = replace(letters[0])
    letter_lint.lint_letters(guide, [changed, *letters[1:]], memory)
    assert looked_at == [*letters, changed]
    letter_lint.lint_letters(guide, letters)  # Without a memory all are looked at.
    assert looked_at == [*letters, changed, *letters]
