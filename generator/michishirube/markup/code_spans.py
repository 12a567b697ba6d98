"""Renders text as code spans of GitHub-flavoured Markdown that the text can't break out of.

Code spans contain no HTML, links, images or formulas, and GitHub recognises no mention (@name),
reference (#123), :emoji: or commit hash in them. The fence is longer than any run of backticks in
the text, and line breaks are removed. Uses the standard library only, since
.github/scripts/comment.py runs without installed packages.
"""

from __future__ import annotations

import re
import unicodedata


def code(text: str) -> str:
    """Render one line of text as a code span."""
    shown = _APART.sub("\u200b", "".join(map(visible, text))) or " "
    longest = max((len(row) for row in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    # Markdown strips one space at both ends if both are there.
    edges = shown[0] + shown[-1]
    pad = " " if set(edges) & set("`$") or (edges == "  " and shown.strip(" ")) else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def visible(char: str) -> str:
    """Return a character as shown in one line: "" for bidi controls, a space for line breaks."""
    if unicodedata.bidirectional(char) in _BIDI:
        return ""
    return " " if unicodedata.category(char) in _UNSEEN else char


_APART = re.compile(r"(?<=`{8})(?=`)|(?<=\$)(?=`)|(?<=`)(?=\$)")
"""Where to insert a zero-width space: GitHub's parser supports fences of up to 80 backticks, and
renders $`…`$ as a formula."""

_UNSEEN = ("Cc", "Cs", "Zl", "Zp")
_BIDI = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
