"""How the search compares and ranks: without a page, on entries of a few words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.scripts.asking import Scripts

ASKED = {
    "search/excerpt.js": ["matchesIn"],
    "search/fold.js": ["fold", "eachToken"],
    "search/index.js": ["buildIndex"],
    "search/rank.js": ["search"],
}
TOKENS = """text => {
  const found = []
  eachToken(fold(text).text, (token, start, end, loose) => found.push(loose ? `(${token})` : token))
  return found
}"""
RANK = "([data, query]) => search(buildIndex(data), query).map(([entry]) => entry.title)"


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
        "kinds": [kind, "source"],
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
        ("parcle", "Late parcel"),  # two characters exchanged
        ("par", "Late parcel"),  # the beginning of a word
        ("xyz", None),
        ("", None),
    ],
)
def test_what_is_typed_finds_what_is_meant(scripts: Scripts, query: str, first: str | None) -> None:
    found = scripts.evaluate(RANK, [PARCELS, query])
    assert (found or [None])[0] == first


def test_a_term_raises_what_it_points_to_but_not_above_itself(scripts: Scripts) -> None:
    assert scripts.evaluate(RANK, [PARCELS, "音信不通"])[:2] == ["連絡が途絶える", "仮払い"]


def test_a_name_counts_more_than_a_mention(scripts: Scripts) -> None:
    found = scripts.evaluate(RANK, [PARCELS, "仮払い"])
    assert found.index("仮払い") < found.index("連絡が途絶える")


def test_a_source_comes_after_what_is_said_of_it(scripts: Scripts) -> None:
    data = data_of(("保証", "", [], []), ("保証", "", [], []))
    data["entries"][0][0] = 1
    ranked = scripts.evaluate(
        "([data, query]) => search(buildIndex(data), query).map(([entry]) => entry.kind)",
        [data, "保証"],
    )
    assert ranked == ["term", "source"]


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
