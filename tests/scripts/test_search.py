"""How the search compares and ranks: without a page, on entries of a few words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.scripts.asking import Scripts

ASKED = {
    "search/excerpt.js": ["matchesIn"],
    "search/fold.js": ["fold", "foldText", "eachToken"],
    "search/index.js": ["readIndex"],
    "search/rank.js": ["search"],
}
CHARACTERS = "aZéÅßñſ0１Ａ _-'…ΟΔΣςЖぢづゃっーヴァイｲﾊﾞﾟ一々契約★☆、。・〜（）①㍿ﬁ한กำ😊\u0301\u3099"
"""Of each kind that is folded otherwise."""
TOKENS = """text => {
  const found = []
  eachToken(fold(text).text, (token, start, end, loose) => found.push(loose ? `(${token})` : token))
  return found
}"""
RANK = """([data, query]) => {
  const steps = readIndex({ referrals: [], ...data })
  let step = steps.next()
  while (!step.done) step = steps.next()
  return search(step.value, query).map(([entry]) => `${entry.kind}: ${entry.title}`)
}"""


@pytest.fixture(scope="module")
def scripts() -> Iterator[Scripts]:
    with Scripts(ASKED, data={}) as started:
        yield started


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ﾊﾞｯｸﾚ", "バックレ"),
        ("バックレ", "ばっくれ"),
        ("サーバー", "さーば"),
        ("ちぢむ", "ちじむ"),
        ("１１０番", "110番"),
        ("Café", "CAFE"),
        ("㍿です", "株式会社です"),
        ("★1", "星1"),
        ("連絡　とれない", "連絡 とれない"),
    ],
)
def test_what_is_written_otherwise_is_compared_as_the_same(
    scripts: Scripts, one: str, other: str
) -> None:
    assert scripts.call("fold", one)["text"] == scripts.call("fold", other)["text"]


@given(st.lists(st.text(CHARACTERS)))
@example(["ﾊﾞｯｸﾚ", "e\u0301te\u0301 100％", "😊 連絡ー", "㍿です", "ΟΔΟΣ", "q\u0308", "。はい", ""])
def test_texts_that_are_folded_together_are_folded_as_each_would_be(
    scripts: Scripts, texts: list[str]
) -> None:
    together = scripts.call("foldText", "\n".join(texts)).split("\n")
    each = [scripts.call("fold", text)["text"] for text in texts or [""]]
    # Where words are parted, and not by how many spaces.
    assert [text.split() for text in together] == [text.split() for text in each]


@pytest.mark.parametrize("text", ["ﾊﾞｯｸﾚ", "e\u0301te\u0301 100％", "😊 連絡ー", "㍿です"])
def test_what_is_compared_leads_back_to_what_was_written(scripts: Scripts, text: str) -> None:
    found = scripts.call("fold", text)
    assert len(found["at"]) == len(found["text"]) + 1
    assert found["at"] == sorted(found["at"])
    # Counted in halves of characters, as JavaScript does.
    assert found["at"][-1] == len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("late parcel", ["late", "parcel"]),
        ("契約", ["契約", "(契)", "(約)"]),
        # The particle is left out; so is the kana between two kanji.
        ("仕事が", ["仕事", "(仕)", "事が", "(事)"]),
        ("取り引き", ["取り", "(取)", "(取引)", "り引", "引き", "(引)"]),
        ("a契約", ["a", "契約", "(契)", "(約)"]),
        ("", []),
    ],
)
def test_texts_are_compared_by_words_and_pairs(
    scripts: Scripts, text: str, tokens: list[str]
) -> None:
    assert scripts.evaluate(TOKENS, text) == tokens


def data_of(*entries: tuple[str, str, list[str], list[int]], kind: str = "term") -> dict[str, Any]:
    """An index as the build writes it, of title, text, names and what each points to."""
    return {
        "kinds": [kind, "source", "letter", "referral"],
        "pages": [["x.html", "頁"]],
        "entries": [
            [0, 0, f"a{number}", title, text, names, see]
            for number, (title, text, names, see) in enumerate(entries)
        ],
    }


PARCELS = data_of(
    ("契約途中終了リクエスト", "相手が契約を終えたいときに送ってくる。", ["途中終了"], []),
    ("仮払い", "仕事の前に相手が払う。", ["エスクロー"], []),
    ("連絡が途絶える", "返事がない。仮払いの前なら待つ。", ["バックレ", "音信不通"], [1]),
    ("Late parcel", "Nothing came.", ["lost"], []),
)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("仮払い", "仮払い"),
        ("かりばらい", None),
        ("ばっくれ", "連絡が途絶える"),
        ("音信普通", "連絡が途絶える"),  # a slip of the input method: one character of four
        ("契約途中修了リクエスト", "契約途中終了リクエスト"),
        ("途中　終了", "契約途中終了リクエスト"),
        ("pracel", "Late parcel"),  # two characters exchanged
        ("par", "Late parcel"),  # the beginning of a word
        ("xyz", None),
        ("", None),
    ],
)
def test_what_is_typed_finds_what_is_meant(scripts: Scripts, query: str, first: str | None) -> None:
    found = scripts.evaluate(RANK, [PARCELS, query])
    assert [each.partition(": ")[2] for each in found[:1]] == [first] * bool(first)


def test_a_term_raises_what_it_points_to(scripts: Scripts) -> None:
    found = scripts.evaluate(RANK, [PARCELS, "音信不通"])
    assert found[:2] == ["term: 連絡が途絶える", "term: 仮払い"]


def test_what_to_do_about_a_term_comes_before_the_term(scripts: Scripts) -> None:
    data = data_of(
        ("音信不通", "返事がない。", [], [1]), ("催促", "相手に送る。", [], []), kind="term"
    )
    data["entries"][1][0] = 2
    assert scripts.evaluate(RANK, [data, "音信不通"]) == ["letter: 催促", "term: 音信不通"]
    data["entries"][0][6] = []
    assert scripts.evaluate(RANK, [data, "音信不通"])[0] == "term: 音信不通"


def test_what_is_called_as_was_typed_comes_before_the_term(scripts: Scripts) -> None:
    data = data_of(("検収", "確かめて受け取る。", [], []), ("検収のお願い", "頼む。", [], []))
    data["entries"][1][0] = 2
    found = scripts.evaluate(RANK, [data, "検収"])
    assert found == ["letter: 検収のお願い", "term: 検収"]


def test_what_the_guide_does_not_hold_is_all_that_is_said(scripts: Scripts) -> None:
    data = data_of(
        ("仮払い", "仕事の前に相手が払う。", ["エスクロー"], []),
        ("報酬の税金", "引かれる。", ["源泉徴収"], []),
        ("明細", "源泉徴収の欄もある。", [], []),
    )
    data["entries"][1][0] = 3
    data["referrals"] = [["国税庁", "https://tax.example/"]]
    told = ["referral: 報酬の税金"]
    assert scripts.evaluate(RANK, [data, "源泉徴収 引かれてる"]) == told
    assert scripts.evaluate(RANK, [data, "報酬が引かれる"]) == []
    assert scripts.evaluate(RANK, [data, "源泉徴収 仮払い"])[:2] == [*told, "term: 仮払い"]


def test_a_name_counts_more_than_a_mention(scripts: Scripts) -> None:
    found = scripts.evaluate(RANK, [PARCELS, "仮払い"])
    assert found.index("term: 仮払い") < found.index("term: 連絡が途絶える")


def test_a_source_comes_after_what_is_said_of_it(scripts: Scripts) -> None:
    data = data_of(("保証", "", [], []), ("保証", "", [], []))
    data["entries"][0][0] = 1
    assert scripts.evaluate(RANK, [data, "保証"]) == ["term: 保証", "source: 保証"]


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("ﾊﾞｯｸﾚた相手", "バックレ", ["ﾊﾞｯｸﾚ"]),
        ("Two parcels, one parcel", "parcel", ["parcel", "parcel"]),
        ("仮払いの前に、仮払いを", "仮払い", ["仮払い", "仮払い"]),
        ("その後のこと", "の", ["の", "の"]),
        ("それはそうです", "それはどう", ["それは"]),
        ("何もない", "契約", []),
    ],
)
def test_what_was_typed_is_marked_as_it_is_written(
    scripts: Scripts, text: str, query: str, marked: list[str]
) -> None:
    assert [text[start:end] for start, end in scripts.call("matchesIn", text, query)] == marked
