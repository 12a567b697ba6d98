"""The report as Markdown for GitHub: for a comment, a job's summary, a terminal.

Every run of text is escaped: content can write no markup, no HTML, no link, no
picture, no mention (@name), no reference (#123) and no end of a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.change_report.document import Item, Line, Report, Run
from generator.words import Words

TAGS = {"strong": "strong", "removed": "del", "added": "ins", "code": "code"}

_MARKS = re.compile(r"[\\`*_{}\[\]~|$^!]")
_GAP = "&#8203;"
"""A space of no width: GitHub looks for names and numbers in the finished text."""

_LINKED = re.compile(
    r"(?<=@)(?=\w)"  # @name, and mail addresses
    r"|(?<=#)(?=\w)"  # #123
    r"|(?<=://)|(?<=:)(?=//)"  # https://
    r"|(?<=\bwww)(?=\.)"
    r"|(?<=\bgh)(?=-\d)"  # GH-123
    r"|(?<=mailto:)|(?<=xmpp:)"
    r"|(?<=:)(?=[a-z0-9_+-]+:)"  # :emoji:
    r"|(?<=\b[0-9a-f]{6})(?=[0-9a-f])",  # names of commits
    re.IGNORECASE,
)
_LEADING = re.compile(r"^([#+\-=>:]|\d+(?=[.)]))")


def as_markdown(report: Report, words: Words, max_length: int | None = None) -> str:
    """The whole report; with a longest length, cut between two items, which is said."""
    blocks = list(_blocks(report))
    if max_length is None or len("\n".join(blocks)) < max_length:
        return "\n".join(blocks) + "\n"
    note = f"\n{escaped(words('cut', count=len(blocks)))}\n"
    kept: list[str] = []
    room = max_length - len(note)
    for block in blocks:
        room -= len(block) + 1
        if room < 0:
            break
        kept.append(block)
    note = f"\n{escaped(words('cut', count=len(blocks) - len(kept)))}\n"
    return "\n".join(kept) + "\n" + note


def _blocks(report: Report) -> Iterator[str]:
    yield f"## {escaped(report.title)}\n"
    yield f"{_line(report.headline)}\n"
    yield f"{_line((Run(report.compared),))}\n"
    for notice in report.notices:
        yield "\n".join(f"> {row}".rstrip() for row in _item(notice, 0))
    for section in report.sections:
        yield f"\n### {escaped(section.title)}\n"
        for item in section.items:
            yield "\n".join(_item(item, 0))


def _item(item: Item, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}- {_line(item.line)}"
    for inner in item.inner:
        yield from _item(inner, depth + 1)


def _line(line: Line) -> str:
    # The first characters decide what kind of block a line is: they are never content's own.
    text = "".join(map(_run, line)).lstrip(" ")
    while text.endswith("<br>"):
        text = text.removesuffix("<br>")
    return _LEADING.sub(lambda found: f"{_GAP}{found[0]}", text)


def _run(run: Run) -> str:
    text = escaped(run.text)
    tag = TAGS.get(run.style)
    return f"<{tag}>{text}</{tag}>" if tag else text


def escaped(text: str) -> str:
    """Text that GitHub shows as it is, in one line, wherever it stands."""
    return "<br>".join(map(_escaped_line, text.split("\n")))


def _escaped_line(text: str) -> str:
    text = "".join(
        " " if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") else char
        for char in text
        if unicodedata.bidirectional(char) not in _BIDI
    )
    text = _LINKED.sub("\u200b", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _MARKS.sub(lambda found: "\\" + found[0], text)
    return text.replace("\u200b", _GAP)


_BIDI = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""Marks that show text in another order than it has."""
