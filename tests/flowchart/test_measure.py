"""Lines fit their room, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from michishirube.flowchart.measure import MARGIN, lines, width
from michishirube.i18n.line_breaks import NO_LINE_START, phrases
from tests.flowchart.trees import NASTY, PIECES


@pytest.mark.parametrize(
    ("text", "at_least", "at_most"),
    [
        ("返信が来ない", 6, 6),
        ("はい…〇※", 5, 5),
        ("ﾊﾝｶｸ", 2, 2.4),
        ("Hello", 2.2, 3.3),
        ("WWWW", 3.8, 4),
        ("e\u0301", 0.5, 0.7),
        ("👍", 1.2, 1.5),
    ],
)
def test_widths_in_em(text: str, at_least: float, at_most: float) -> None:
    assert at_least <= width(text) <= at_most


@given(
    st.lists(st.sampled_from([*PIECES, *NASTY]), min_size=1, max_size=8).map("".join),
    st.floats(4, 30),
)
# What is left after a cut at a seam may need another cut at once.
@example(
    "相手からはい"
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466\U0001f3f3\ufe0f"
    "\u200d\U0001f308\U0001f389\U0001f1ef\U0001f1f5" * 4,
    4.0,
)
def test_no_line_is_longer_than_its_room(text: str, room: float) -> None:
    made = lines(phrases(text, "ja"), room)
    assert all(width(line) * MARGIN <= room + 1e-6 for line in made)
    assert "".join("".join(made).split()) == "".join(text.split())


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join))
def test_no_line_begins_with_a_closing_sign(text: str) -> None:
    for line in lines(phrases(text, "ja"), 8):
        assert line[0] not in NO_LINE_START


def test_lines_are_about_equally_long() -> None:
    assert lines(("状況を", "たずねる", "短い", "メッセージを", "送る"), 14) == (
        "状況をたずねる短い",
        "メッセージを送る",
    )


def test_a_long_word_is_cut() -> None:
    made = lines(("W" * 80,), 10)
    assert "".join(made) == "W" * 80
    assert len(made) == 9
