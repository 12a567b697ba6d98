"""Texts as a terminal shows them: the one place that makes them safe, and tells how wide they are.

Names of files, titles and addresses hold what people or attackers like. Beside this there are the
escapes for HTML (`support.escaping`) and for Markdown (`markup.escape_markdown`,
`markup.code_spans`).
"""

from __future__ import annotations

import unicodedata


def printable(text: str) -> str:
    """A line that can't steer a terminal, nor a runner that takes commands from its output.

    Controls and invisible marks (bidi among them) show as U+FFFD; `##[` begins a
    command anywhere in a line of GitHub's runner.
    """
    shown = "".join("\ufffd" if _is_hidden(char) else char for char in text.replace("\t", "    "))
    return shown.replace("##[", "#\ufffd[")


def one_line(text: str) -> str:
    """A text of several lines as one that is printable."""
    return printable(" ".join(text.split()))


def columns(text: str) -> int:
    """The width of a text in a terminal's columns: wide characters take two, marks none.

    Ambiguous characters (○, …) count as one, as terminals show them by default.
    """
    return sum(
        1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
        if unicodedata.category(char) not in ("Mn", "Me", "Cf")
    )


def _is_hidden(char: str) -> bool:
    # The joiners belong to emoji and to some scripts.
    category = unicodedata.category(char)
    return category in ("Cc", "Cs", "Zl", "Zp") or (category == "Cf" and char not in "\u200c\u200d")
