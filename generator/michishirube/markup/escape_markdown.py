"""Text of contributors inside Markdown that a forge renders: issues, comments, summaries.

There a text could begin a heading or a table, load a picture, call a person by
@name or refer to #1. Here it becomes plain words.
"""

from __future__ import annotations

import re

JOINER = "\u2060"
"""Has no width and breaks no line, but ends a name or number that would become a link."""

_MARKS = re.compile(r"[\\`*\[\]<>{}]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|!(?=\[)")
"""What begins or ends something within a line of Markdown, or is an entity of HTML."""
_BEGINS = re.compile(r"^(\d*)([#+\-=>~|:.)])")
"""What makes a line a heading, a list, a quotation or a table."""
_SIGNS = re.compile(r"[\\`*_{}\[\]()<>#+\-.!|~&:]")
# Names, issues (#1, GH-1) and addresses, which forges link even where their signs are escaped.
_LINKS = re.compile(
    r"(?<=@)|(?<=#)(?=\w)|(?<=\bgh\\-)(?=\d)|(?<=\bwww)(?=\\\.)|(?<=:)(?=//)", re.IGNORECASE
)
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def line(text: str) -> str:
    """A text as a line of Markdown that shows it as it is, escaped no more than it takes.

    For readers of Markdown itself, such as language models; a forge makes links and names of
    more (`inert`).
    """
    whole = " ".join(_CONTROLS.sub(" ", text).split())
    # Not every reader of Markdown knows `\<`: python-markdown takes what follows for HTML.
    signless = _MARKS.sub(lambda match: "&lt;" if match[0] == "<" else f"\\{match[0]}", whole)
    return _BEGINS.sub(lambda match: f"{match[1]}\\{match[2]}", signless)


def inert(text: str) -> str:
    """A text of one line that means nothing to Markdown, and calls nobody."""
    line = _CONTROLS.sub(" ", text)
    signless = _SIGNS.sub(lambda match: f"\\{match[0]}", line)
    return _LINKS.sub(JOINER, signless)


def web_address(address: str) -> str:
    """An address of the web as a link that shows it, "" for one of another scheme."""
    if not address.startswith(("https://", "http://")):
        return ""
    bare = "".join(f"%{ord(char):02X}" if char in "<> \\`" else char for char in address)
    return f"<{_CONTROLS.sub('', bare)}>"
