"""Text of contributors inside Markdown that a forge renders: issues, comments, summaries.

There a text could begin a heading or a table, load a picture, call a person by
@name or refer to #1. Here it becomes plain words.
"""

from __future__ import annotations

import re

JOINER = "\u2060"
"""Has no width and breaks no line, but ends a name or number that would become a link."""

_SIGNS = re.compile(r"[\\`*_{}\[\]()<>#+\-.!|~&:]")
# Names, issues (#1, GH-1) and addresses, which forges link even where their signs are escaped.
_LINKS = re.compile(
    r"(?<=@)|(?<=#)(?=\w)|(?<=\bgh\\-)(?=\d)|(?<=\bwww)(?=\\\.)|(?<=:)(?=//)", re.IGNORECASE
)
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


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
