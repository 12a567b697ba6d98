"""Finds lists with markers that Markdown doesn't know: ・, ①, １． and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator

Change = tuple[int, int, str]
"""A replacement: offset, length in characters, new text."""

_GAP = "[ \u3000]*"
_ITEM = re.compile(
    rf"^(?P<indent> {{0,12}})(?:(?P<dot>[・･•‣◦●○◆◇■□▪▸►※✓✔☑]){_GAP}|(?P<dash>[－−–—‐ー＊＋]){_GAP}"
    r"|(?P<tight>[-+])(?=[^\s\d+-])"
    rf"|[(（]?(?P<digits>[0-9０-９]{{1,3}})(?:[．.](?! ?[0-9０-９])|[)）、]){_GAP}"
    rf"|(?P<circled>[①-⑳]){_GAP})(?P<words>\S.{{0,2000}})$"
)


def find(text: str) -> Iterator[tuple[int, str, tuple[Change, ...]]]:
    r"""Find runs of lines that look like list items, one result per list.

    Yields:
        Offset of the list, its first marker as written, and the changes that make it a Markdown
        list. Example: `・one\n・two` gives `(0, "・", ((0, 1, "- "), (5, 1, "- ")))`.
    """
    offset = 0
    run: list[tuple[int, re.Match[str]]] = []
    for line in [*text.split("\n"), ""]:
        match = _ITEM.match(line)
        if match is not None and (not run or _kind(match) == _kind(run[-1][1])):
            run.append((offset, match))
        else:
            yield from _list(text, run)
            run = [(offset, match)] if match is not None else []
        offset += len(line) + 1


def corrected(text: str) -> str:
    """Return a text with all of its lists as Markdown writes them; the text itself without any."""
    changes = [change for _, _, found in find(text) for change in found]
    for offset, length, new in sorted(changes, reverse=True):
        text = text[:offset] + new + text[offset + length :]
    return text


def _list(
    text: str, run: list[tuple[int, re.Match[str]]]
) -> Iterator[tuple[int, str, tuple[Change, ...]]]:
    """Yield a result for a run of items, unless a single line with an ambiguous marker."""
    if not run or (len(run) == 1 and run[0][1]["dot"] not in ("・", "･", "•", "‣", "◦")):
        return
    edits = []
    for number, (offset, match) in enumerate(run, start=1):
        mark = f"{number}. " if _kind(match) == "number" else "- "
        begin = len(match["indent"])
        edits.append((offset + begin, match.start("words") - begin, mark))
        written = text[offset + begin : offset + match.start("words")]
        if written == mark:
            edits.pop()
    if edits:
        offset, match = run[0]
        begin, end = offset + len(match["indent"]), offset + match.start("words")
        yield begin, text[begin:end].rstrip(" \u3000"), tuple(edits)


def _kind(match: re.Match[str]) -> str:
    """Return "number", or the marker itself: a list has markers of one kind."""
    if match["digits"] or match["circled"]:
        return "number"
    return match["dot"] or match["dash"] or match["tight"]
