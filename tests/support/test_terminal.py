"""What is printed steers no terminal, and tells how wide it is."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from michishirube.i18n.output_errors import refused
from michishirube.support.outputs import OutputError
from michishirube.support.terminal import columns, one_line, printable

STEERING = ("\x1b[2J", "\u202e", "\u2066", "\x9b", "\u2028", "\u200b", "\ufeff")


@pytest.mark.parametrize("mark", STEERING, ids=ascii)
def test_what_steers_a_terminal_is_shown_instead(mark: str) -> None:
    hidden = {"Cc", "Cf", "Zl", "Zp"}
    refusal = refused(OutputError("failed", Path(f"a{mark}b"), reason=f"{mark}\n::error::"), "en")
    for text in (printable(f"a{mark}b"), one_line(f"a\n{mark}b"), refusal):
        assert hidden.isdisjoint(map(unicodedata.category, text))


def test_no_line_begins_a_command_of_a_runner() -> None:
    assert "##[" not in printable("x ##[error]")


def test_printable_keeps_what_belongs_to_emoji_and_scripts() -> None:
    assert printable("👩\u200d🌾\u3000水") == "👩\u200d🌾\u3000水"
    assert columns("水a") == 3
