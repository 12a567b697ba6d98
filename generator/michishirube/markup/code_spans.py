"""Texts as code spans of GitHub's Markdown, which nothing in them can end.

The content of a code span is no Markdown: no HTML, link, picture or formula is made of it, and
GitHub looks there for no mention (@name), reference (#123), :emoji: or name of a commit. Its
fence is longer than any row of backticks within, and it has no ends of lines. Standard library
only: .github/scripts/comment.py runs with nothing installed.
"""

from __future__ import annotations

import re
import unicodedata


def code(text: str) -> str:
    """One line of text as a code span that nothing in it can end."""
    shown = _APART.sub("\u200b", "".join(map(visible, text))) or " "
    longest = max((len(row) for row in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    # One space at both ends belongs to the fences.
    edges = shown[0] + shown[-1]
    pad = " " if set(edges) & set("`$") or (edges == "  " and shown.strip(" ")) else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def visible(char: str) -> str:
    """A character as one line shows it: "" for marks of direction, a space for ends of lines."""
    if unicodedata.bidirectional(char) in _BIDI:
        return ""
    return " " if unicodedata.category(char) in _UNSEEN else char


_APART = re.compile(r"(?<=`{8})(?=`)|(?<=\$)(?=`)|(?<=`)(?=\$)")
"""Where a space of no width goes: GitHub's reader knows no fence of more than 80 backticks, and
takes $`…`$ for a formula."""

_UNSEEN = ("Cc", "Cs", "Zl", "Zp")
_BIDI = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
