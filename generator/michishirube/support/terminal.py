"""Text in terminals: the only place that escapes control characters and measures display width.

Names of files, titles and addresses hold what people or attackers like. Beside this there are the
escapes for HTML (`support.escaping`) and for Markdown (`markup.escape_markdown`,
`markup.code_spans`).
"""

from __future__ import annotations

import unicodedata


def printable(text: str) -> str:
    """Escape control characters, so that a line can't steer a terminal or a CI runner."""
    shown = "".join("\ufffd" if _is_hidden(char) else char for char in text.replace("\t", "    "))
    return shown.replace("##[", "#\ufffd[")


def one_line(text: str) -> str:
    """Join the lines of a text and escape control characters."""
    return printable(" ".join(text.split()))


def columns(text: str) -> int:
    """Return the width of a text in terminal columns: wide characters take two, marks none."""
    return sum(
        1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
        if unicodedata.category(char) not in ("Mn", "Me", "Cf")
    )


def _is_hidden(char: str) -> bool:
    # The joiners belong to emoji and to some scripts.
    category = unicodedata.category(char)
    return category in ("Cc", "Cs", "Zl", "Zp") or (category == "Cf" and char not in "\u200c\u200d")
