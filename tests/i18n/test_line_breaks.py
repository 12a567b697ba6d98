"""Where lines may break."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from michishirube.i18n.line_breaks import NO_LINE_END, NO_LINE_START, breakable, may_break, phrases

texts = st.text(
    st.sampled_from("返信が来ない。、」「(はいAB12 \u3000カタカナー漢字👩\u200d👧🇯🇵e\u0301")
)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("仮払い金の返金を確認する", ["仮払い金の", "返金を", "確認する"]),
        ("「連絡催促申請」を送りましたか", ["「連絡催促申請」を", "送りましたか"]),
        ("契約途中終了リクエストを送る", ["契約途中終了", "リクエストを", "送る"]),
        ("はい", ["はい"]),
        ("", []),
    ],
)
def test_japanese_breaks_between_phrases(text: str, pieces: list[str]) -> None:
    assert list(phrases(text, "ja", ["仮払い金"])) == pieces


def test_without_the_list_of_words_the_model_decides() -> None:
    assert phrases("仮払い金の返金", "ja")[0] == "仮払い"


def test_other_languages_break_between_words() -> None:
    assert phrases("Has the client replied?", "en") == ("Has ", "the ", "client ", "replied?")


def test_breaks_in_html_are_marked_and_the_text_is_escaped() -> None:
    assert breakable("<b>を送る", "ja") == "&lt;b&gt;を<wbr>送る"


@given(texts, st.sampled_from(["ja", "ja-JP", "en"]))
def test_the_pieces_are_the_text(text: str, language: str) -> None:
    assert "".join(phrases(text, language)) == text


@given(texts)
def test_kinsoku_holds(text: str) -> None:
    pieces = phrases(text, "ja")
    for before, after in itertools.pairwise(pieces):
        assert after[0] not in NO_LINE_START
        assert before[-1] not in NO_LINE_END


@pytest.mark.parametrize("pair", ["e\u0301", "\u200d👧", "👩\u200d", "👍🏽", "🇯🇵", "返。", "「返"])
def test_what_is_one_sign_stays_whole(pair: str) -> None:
    assert not may_break(pair[0], pair[1])
