"""Renders a report as Markdown for GitHub comments, job summaries and the terminal.

Quotations are code spans (`markup.code_spans`), which no text can end; the program's own words are
escaped as well. Links lead to files below a URL that the caller gives, and nowhere else.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from michishirube.changes.report.document import (
    Item,
    Line,
    OwnText,
    Quote,
    ReportDocument,
    Run,
    Spot,
)
from michishirube.i18n.messages import Messages
from michishirube.markup.code_spans import code, visible

TAGS = {"strong": "strong", "removed": "del", "added": "ins"}

LINKED = re.compile(
    r"(?:site_config\.yml|content(?:/[A-Za-z0-9_][A-Za-z0-9_-]{0,99}){1,5}\.(?:yml|md))", re.ASCII
)
"""Paths that may be linked: no dot but that of the extension, nothing with a meaning in URLs."""

BREAK = "<br>"

_MARKS = re.compile(r"[\\`*_{}\[\]~|$^!<>&]")
_GAP = "&#8203;"
"""A zero-width space, since GitHub autolinks names and numbers in rendered text."""

_CALLS = re.compile(
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


def as_markdown(
    document: ReportDocument,
    words: Messages,
    max_length: int | None = None,
    blob: str | None = None,
) -> str:
    """Render a report.

    Args:
        document: The report.
        words: Messages of `changes`.
        max_length: Maximum number of characters; a longer report is cut between two items, with a
            note.
        blob: URL of the folder with the current files, without a trailing slash; None for no links.
    """
    blocks = list(_blocks(document, blob))
    if max_length is None or len("\n".join(blocks)) < max_length:
        return "\n".join(blocks) + "\n"
    kept: list[str] = []
    room = max_length - len(_cut(words, len(blocks))) - 1
    for block in blocks:
        room -= len(block) + 1
        if room < 0:
            break
        kept.append(block)
    return "\n".join(kept) + "\n" + _cut(words, len(blocks) - len(kept))


def _cut(words: Messages, count: int) -> str:
    return f"\n{escaped(words('cut', count=count))}\n"


def _blocks(document: ReportDocument, blob: str | None) -> Iterator[str]:
    yield f"## {escaped(document.title)}\n"
    yield f"{_line(document.headline, blob)}\n"
    yield f"{_line(document.compared, blob)}\n"
    for notice in document.notices:
        yield "\n".join(f"> {row}".rstrip() for row in _item(notice, 0, blob))
    for section in document.sections:
        yield f"\n### {_line(section.title, blob)}\n"
        for item in section.items:
            yield "\n".join(_item(item, 0, blob))


def _item(item: Item, depth: int, blob: str | None) -> Iterator[str]:
    yield f"{'  ' * depth}- {_line(item.line, blob)}"
    for inner in item.inner:
        yield from _item(inner, depth + 1, blob)


def _line(line: Line, blob: str | None) -> str:
    groups = itertools.groupby(line, key=lambda run: TAGS.get(getattr(run, "style", "")))
    text = "".join(_group(tag, runs, blob) for tag, runs in groups).strip(" ")
    while text.endswith(BREAK):
        text = text.removesuffix(BREAK)
    # The first characters decide what kind of block a line is, and a fence could open one.
    if text.startswith("```"):
        return _GAP + text
    return _LEADING.sub(lambda found: f"{_GAP}{found[0]}", text)


def _group(tag: str | None, runs: Iterable[Run], blob: str | None) -> str:
    """Render neighbours of one style in one element."""
    text = ""
    for run in runs:
        said = _run(run, blob)
        # Fences that touch would be one longer fence.
        text += f" {said}" if text.endswith("`") and said.startswith("`") else said
    return f"<{tag}>{text}</{tag}>" if tag and text else text


def _run(run: Run, blob: str | None) -> str:
    if isinstance(run, Spot):
        return _spot(run, blob)
    return escaped(run.text) if isinstance(run, OwnText) else quoted(run)


def _spot(spot: Spot, blob: str | None) -> str:
    shown = code(f"{spot.path}:{spot.line}" if spot.line else spot.path)
    if blob is None or not LINKED.fullmatch(spot.path):
        return shown
    anchor = f"#L{spot.line}" if spot.line else ""
    return f"[{shown}]({blob}/{spot.path}{anchor})"


def quoted(quote: Quote) -> str:
    """Render a quotation, each line as a code span."""
    rows = quote.text.split("\n")
    return BREAK.join(code(row) if row.strip() else "" for row in rows)


def escaped(text: str) -> str:
    """Escape the program's own words, on one line."""
    text = "".join(map(visible, text))
    text = _CALLS.sub("\u200b", text)
    text = _MARKS.sub(
        lambda found: {"<": "&lt;", ">": "&gt;", "&": "&amp;"}.get(found[0], "\\" + found[0]), text
    )
    return text.replace("\u200b", _GAP)
