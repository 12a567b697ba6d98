"""Guesses about wrong indentation: tabs, and text pasted below a key without indentation.

Each guess fixes a whole run of lines to one depth; `reading.syntax_recovery` tries the guesses and
keeps the one that parses furthest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from michishirube.markup import list_typos
from michishirube.reading.text_keys import LETTER, text_keys
from michishirube.reading.typos import Typo

Guess = list[tuple[int, Typo]]
"""Fixes to apply together, with line numbers from 1. A fix with an empty code isn't reported
by itself: it belongs to the one before it."""

_KEY = re.compile(r"(?P<lead> *(?:- +)*)(?P<key>[A-Za-z_][\w-]*):(?P<rest> *(?:[|>][-+0-9]*)?) *$")
_NEXT = re.compile(r" *(?:- +)*[a-z_][a-z0-9_-]*:(?: |$)")
_POINT = re.compile(r" *- ")
_FAR = 40
"""How many lines above are searched for siblings."""

_DEPTHS = 3
"""How many depths are tried."""

_MOST = 200
"""Size limit for blocks, in lines."""


def misplaced(lines: Sequence[str], number: int) -> Iterator[Guess]:
    """Yield guesses about the lines around a syntax error (line number from 1)."""
    yield from _by_tabs(lines, number)
    yield from _pasted(lines, number)


def _by_tabs(lines: Sequence[str], number: int) -> Iterator[Guess]:
    """Guess the depth of a run of lines indented by tabs from the lines around it.

        nodes:             nodes:
        ⇥ask:       →        ask:
        ⇥⇥question: …          question: …

    Each tab counts two spaces relative to the run's least indented line; several depths for that
    line are yielded, most likely first.
    """
    at = next((n for n in (number, number - 1) if 1 <= n <= len(lines) and _tabs(lines[n - 1])), 0)
    if not at:
        return
    first = at
    while first > 1 and (_tabs(lines[first - 2]) or (not lines[first - 2].strip() and first > 2)):
        first -= 1
    while not _tabs(lines[first - 1]):
        first += 1
    last = at
    while last < len(lines) and (_tabs(lines[last]) or not lines[last].strip()):
        last += 1
    run = [n for n in range(first, last + 1) if _tabs(lines[n - 1])][:_MOST]
    least = min(_tabs(lines[n - 1]) for n in run)
    above, below = _depth(lines[first - 2 :: -1] if first > 1 else ()), _depth(lines[last:])
    beside = below - 2 * (_tabs(lines[run[-1] - 1]) - least)  # If the last line is a sibling.
    opens = first < 2 or re.search(r"(:|[|>][-+]?)\s*$", lines[first - 2]) is not None
    is_flat = all(_tabs(lines[n - 1]) == least for n in run)
    likely = (above + 2, beside) if opens else (above, beside) if is_flat else (beside, above)
    for base in dict.fromkeys((*likely, above + 2, below, above, 2 * least, 4 * least)):
        if base < 0:
            continue
        yield [
            (n, Typo("tab-indent", 1, _tabs(lines[n - 1]), _set_at(lines[n - 1], base, least)))
            for n in run
        ]


def _tabs(line: str) -> int:
    """Return the number of tabs before a line's text; 0 for blank lines."""
    match = re.match(r" *(\t[\t ]*)(?=\S)", line)
    return match[1].count("\t") if match else 0


def _set_at(line: str, base: int, least: int) -> str:
    return " " * (base + 2 * (_tabs(line) - least)) + line.lstrip(" \t")


def _depth(lines: Sequence[str]) -> int:
    """Return the indentation of the first non-blank line; for list items, that of their keys."""
    line = next((each for each in lines if each.strip()), "")
    lead = re.match(r" *(?:- +(?=[A-Za-z_]\w*:))*", line)
    return lead.end() if lead else 0


def _pasted(lines: Sequence[str], number: int) -> Iterator[Guess]:
    """Guess that lines after a key are its text, pasted without indentation.

        body: |            body: |
        Dear Ms Kim,   →     Dear Ms Kim,
        thank you …          thank you …

    The text ends at the next key.
    """
    for at in range(min(number, len(lines)), max(0, number - _MOST), -1):
        key = _KEY.fullmatch(lines[at - 1])
        if key is None:
            if _NEXT.match(lines[at - 1]) and at != number:
                return
            continue
        last = at
        while last < len(lines) and not _NEXT.match(lines[last]):
            last += 1
        depth = len(key["lead"]) + 2
        body = [n for n in range(at + 1, last + 1) if lines[n - 1].strip()]
        loose = [n for n in body if len(lines[n - 1]) - len(lines[n - 1].lstrip(" ")) < depth]
        is_list = any(lines[n - 1].lstrip().startswith("-") for n in body[:1])
        if not loose or len(body) > _MOST or (is_list and not key["rest"].strip()):
            return
        if any(lines[n - 1].lstrip(" ").startswith(("\u3000", "\u00a0")) for n in loose):
            return  # Indented by ideographic or no-break spaces, which `typos` handles.
        least = min(len(lines[n - 1]) - len(lines[n - 1].lstrip(" ")) for n in loose)
        shift = depth - least
        moved = body if len(loose) == len(body) else loose
        texts = [" " * shift + lines[n - 1] for n in moved]
        if text_keys().get(key["key"], ("",))[0] == "long" and key["key"] != LETTER:
            texts = list_typos.corrected("\n".join(texts)).split("\n")
        found = [(n, Typo("", 1, 0, text)) for n, text in zip(moved, texts, strict=True)]
        line = lines[loose[0] - 1]
        begin = len(line) - len(line.lstrip(" "))
        at_first = moved.index(loose[0])
        first = Typo("loose-text", begin + 1, len(line) - begin, texts[at_first])
        found[at_first] = (loose[0], first)
        if not key["rest"].strip():
            found.insert(0, (at, Typo("", 1, 0, lines[at - 1].rstrip() + " |")))
        yield found
        return


def beside(lines: Sequence[str], number: int) -> Iterator[Guess]:
    """Guess that one line's indentation is off by a few spaces compared with its siblings.

        question: …       question: …
        help: …       →   help: …
         answers:         answers:

    Either the less indented line above is wrong, or this line, alone or with the lines below it.
    """
    line = lines[number - 1] if number <= len(lines) else ""
    here, above = _indent(line), range(number - 1, max(0, number - _MOST), -1)
    outer = next((n for n in above if lines[n - 1].strip() and _indent(lines[n - 1]) < here), 0)
    if outer and _NEXT.match(lines[outer - 1]):
        yield [(outer, _deeper(lines[outer - 1], here))]
    if not _NEXT.match(line):
        return
    is_point = _POINT.match(line) is not None

    def is_alike(n: int) -> bool:
        found = lines[n - 1]
        return bool(_NEXT.match(found)) and (_POINT.match(found) is not None) == is_point

    depths = [_indent(lines[n - 1]) for n in above[:_FAR] if is_alike(n)]
    below = number
    while below < len(lines) and (not lines[below].strip() or _indent(lines[below]) > here):
        below += 1
    block = [n for n in range(number + 1, below + 1) if lines[n - 1].strip()]
    # Nearest depth first; a key without a value must stay above its first child.
    near = sorted({*depths} - {here}, key=lambda depth: (abs(depth - here), depth))
    most = _indent(lines[block[0] - 1]) if block and _KEY.fullmatch(line) else len(line) + 80
    for depth in near[:_DEPTHS]:
        first = number, _deeper(line, depth)
        if depth < most:
            yield [first]
        if depth > here and len(block) < _MOST:
            shift = " " * (depth - here)
            ends = (n for n in block if is_alike(n) and _indent(lines[n - 1]) == depth)
            end = next(ends, below + 1)  # A line at that depth already is a sibling.
            part = [n for n in block if n < end]
            yield [first, *((n, Typo("", 1, 0, shift + lines[n - 1])) for n in part)]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _deeper(line: str, depth: int) -> Typo:
    begin = _indent(line)
    return Typo("bad-indent", begin + 1, 1, " " * depth + line.lstrip(" "))
