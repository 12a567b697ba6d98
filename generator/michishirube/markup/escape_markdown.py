"""Escapes text for Markdown that a forge renders: issues, comments, summaries.

Unescaped, a text could start a heading or a table, embed an image, notify somebody by @name or
reference #1.
"""

from __future__ import annotations

import re

JOINER = "\u2060"
"""WORD JOINER: invisible and unbreakable, but prevents autolinks such as @name and #1."""

_MARKS = re.compile(r"[\\`*\[\]<>{}]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|!(?=\[)")
"""Inline markup, and HTML entities."""
_BEGINS = re.compile(r"^(\d*)([#+\-=>~|:.)])")
"""Block markup at the start of a line: headings, lists, quotes, tables."""
_SIGNS = re.compile(r"[\\`*_{}\[\]()<>#+\-.!|~&:]")
# Mentions, issues (#1, GH-1) and URLs, which forges autolink even if escaped by backslashes.
_LINKS = re.compile(
    r"(?<=@)|(?<=#)(?=\w)|(?<=\bgh\\-)(?=\d)|(?<=\bwww)(?=\\\.)|(?<=:)(?=//)", re.IGNORECASE
)
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def line(text: str) -> str:
    """Escape a text to one line of Markdown, with as few escapes as possible.

    For consumers of the Markdown source, such as language models; for forges see `inert`.
    """
    whole = " ".join(_CONTROLS.sub(" ", text).split())
    # Not every parser supports `\<`: python-markdown takes what follows for HTML.
    signless = _MARKS.sub(lambda match: "&lt;" if match[0] == "<" else f"\\{match[0]}", whole)
    return _BEGINS.sub(lambda match: f"{match[1]}\\{match[2]}", signless)


def inert(text: str) -> str:
    """Escape a line of text completely, autolinks and mentions included."""
    line = _CONTROLS.sub(" ", text)
    signless = _SIGNS.sub(lambda match: f"\\{match[0]}", line)
    return _LINKS.sub(JOINER, signless)


def web_address(address: str) -> str:
    """Render a URL as an autolink; "" for schemes other than http and https."""
    if not address.startswith(("https://", "http://")):
        return ""
    bare = "".join(f"%{ord(char):02X}" if char in "<> \\`" else char for char in address)
    return f"<{_CONTROLS.sub('', bare)}>"
