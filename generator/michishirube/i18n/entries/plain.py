r"""Normalises entries: removes invisible characters and collapses whitespace.

Character classes are listed explicitly, since `\s` and `\d` differ between Python and JavaScript.
"""

from __future__ import annotations

import re
import unicodedata

# Control characters except whitespace; soft hyphens, fillers, zero-width spaces, bidi controls,
# byte order marks, surrogates, tags. Joiners are kept, since emoji need them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_LINE_END = re.compile("\r\n|[\n-\r\x85\u2028\u2029]")
_BLANKS = re.compile("[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]+")
_WIDE = re.compile("[\uff00-\uffef]+")


def line(text: str) -> str:
    """Collapse a text to one line with single spaces."""
    seen = _LINE_END.sub(" ", _UNSEEN.sub("", text))
    return _BLANKS.sub(" ", seen).strip(" ")


def lines(text: str) -> str:
    """Normalise a text of several lines: no trailing spaces, no blank lines around it."""
    seen = _LINE_END.sub("\n", _UNSEEN.sub("", text))
    return "\n".join(_without_last_blanks(each) for each in seen.split("\n")).strip("\n")


def narrow(text: str) -> str:
    """Collapse a text to one line in half-width characters: 33,000 for ３３，０００."""
    return line(_WIDE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text))


def any_of(words: tuple[str, ...]) -> str:
    """Return a pattern for any of these words, longest first; without words it never matches."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(map(re.escape, longest)) or "(?!)"


def lowered(text: str) -> str:
    """Convert A to Z to lower case and change nothing else."""
    return text.translate(_SMALL)


_SMALL = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def _without_last_blanks(text: str) -> str:
    return _BLANKS.sub(lambda run: "" if run.end() == len(text) else run[0], text)
