"""Differences of texts: phrase by phrase, nothing lost, quick whatever comes."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from michishirube.changes.textdiff import difference
from michishirube.i18n.line_breaks import _phrases
from michishirube.support import sequence_matching
from michishirube.support.sequence_matching import unified_diff


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


def _seconds(before: str, after: str) -> float:
    _phrases.cache_clear()
    began = time.process_time()
    pieces = difference(before, after, "ja")
    spent = time.process_time() - began
    assert "".join(each.text for each in pieces if each.kind != "added") == before
    assert "".join(each.text for each in pieces if each.kind != "removed") == after
    return spent


CHANGES: Mapping[str, Callable[[str], str]] = {
    "turned around": lambda text: text[::-1],
    "each letter another": lambda text: re.sub(r"\w", "b", text),
    "each line longer": lambda text: text.replace("\n", "x\n"),
    "in another order": lambda text: "\n".join(text.split("\n")[::-1]),
    "once more": lambda text: text[1:] + text,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_time_grows_as_the_texts_do(change: Callable[[str], str]) -> None:
    """Whatever is repeated in them, and however often."""
    units = ("a\n", "a\n\n", "12月…\n", "山田様…\n", "a@a.a…\n", "{{client_name}}\n", "a b ", "。")
    made: list[Callable[[int], str]] = [
        *(lambda size, unit=unit: unit * (size // len(unit)) for unit in units),
        lambda size: "".join(f"行{n}の文です。" for n in range(size // 10)),
        lambda size: "".join(f"{n}\n" for n in range(size // 5)),
        lambda size: "".join("ab"[n * n % 7 % 2] + "\n" for n in range(size // 2)),
    ]
    slow = []
    for make in made:
        half, whole = (_seconds(make(size), change(make(size))) for size in (10_000, 20_000))
        if whole > 1 and (whole > 3 * half or whole > 6):
            slow.append((make(20), half, whole))
    assert not slow


def test_what_is_beyond_the_work_counts_as_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Except what both begin and end with, which costs nothing."""
    monkeypatch.setattr(sequence_matching, "EACH", 0)
    monkeypatch.setattr(sequence_matching, "FREE", 0)
    pieces = difference("same a b c end", "same c b a end", "en")
    assert [(each.kind, each.text) for each in pieces] == [
        ("same", "same "),
        ("removed", "a b c "),
        ("added", "c b a "),
        ("same", "end"),
    ]


LINES = st.lists(st.sampled_from("abc"), max_size=12)


@given(LINES, LINES)
def test_unified_diff_is_written_as_elsewhere(before: list[str], after: list[str]) -> None:
    made = list(unified_diff(before, after, "a/x", "b/x"))
    assert made[:2] == (["--- a/x", "+++ b/x"] if before != after else [])
    place = 0
    again = []
    for line in made[2:]:
        if line.startswith("@@"):
            start, _, size = line.split()[1].removeprefix("-").partition(",")
            at = int(start) - (size != "0")
            again += before[place:at]
            place = at
            continue
        if line[0] in "- ":
            assert before[place] == line[1:]
            place += 1
        if line[0] in "+ ":
            again.append(line[1:])
    assert [*again, *before[place:]] == after
