"""Differences of texts: phrase by phrase, nothing lost, quick whatever comes."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from generator.changes import difference


def test_japanese_differs_by_phrases() -> None:
    pieces = difference("返信をお待ちしています。", "返信をお願いいたします。", "ja")
    assert (pieces[0].kind, pieces[0].text) == ("same", "返信を")
    assert {each.kind for each in pieces} == {"same", "removed", "added"}


def test_english_differs_by_words() -> None:
    pieces = difference("Stop watering it now.", "Stop feeding it now.", "en")
    assert [(each.kind, each.text) for each in pieces] == [
        ("same", "Stop "),
        ("removed", "watering "),
        ("added", "feeding "),
        ("same", "it now."),
    ]


TEXTS = st.text(st.sampled_from("あい漢字カナ。、ab \n"), max_size=60)


@example("", "a")
@example("a\n", "a")
@example("\n\n", "\n")
@given(TEXTS, TEXTS)
def test_pieces_make_up_both_texts(before: str, after: str) -> None:
    pieces = difference(before, after, "ja")
    assert "".join(each.text for each in pieces if each.kind != "added") == before
    assert "".join(each.text for each in pieces if each.kind != "removed") == after
    assert all(each.text for each in pieces)


def test_long_texts_stay_quick() -> None:
    before = "".join(f"行{n}の文です。" for n in range(5_000))
    pieces = difference(before, before.replace("文", "字"), "ja")
    assert [each.kind for each in pieces] == ["removed", "added"]
