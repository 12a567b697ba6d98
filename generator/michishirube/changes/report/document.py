"""The report as neutral data: sections of items, items of runs of text.

A run is text with a style, never markup. Its class says whether it is the program's wording or
quoted from the guide, and writers treat the two differently, so that no quotation can pass for a
part of the report.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Style = Literal["plain", "strong", "removed", "added"]


@dataclass(frozen=True, slots=True)
class OwnText:
    """The program's own wording, from the locales, and numbers."""

    text: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Quote:
    """Text of the guide or its files; `name` marks ids, paths and the like."""

    text: str
    style: Style = "plain"
    name: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of a file as it is now, which may be linked; line 0 is the whole file."""

    path: str
    line: int


Run = OwnText | Quote | Spot
Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A list item with nested items."""

    line: Line
    inner: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportSection:
    """Items under a title; `tree` is the id of the tree whose charts belong to it."""

    title: Line
    items: tuple[Item, ...]
    tree: str | None = None


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """The report, most important first."""

    title: str
    headline: Line
    compared: Line
    notices: tuple[Item, ...]
    sections: tuple[ReportSection, ...]


def line(*parts: str | Run | Iterable[Run]) -> Line:
    """Join runs; plain strings are the program's own wording, empty runs are dropped.

    Neighbours of the same class and style are merged.
    """
    runs: list[Run] = []
    for part in parts:
        if isinstance(part, str):
            runs.append(OwnText(part))
        elif isinstance(part, OwnText | Quote | Spot):
            runs.append(part)
        else:
            runs += part
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if isinstance(run, OwnText) and isinstance(last, OwnText) and run.style == last.style:
            joined[-1] = OwnText(last.text + run.text, run.style)
        elif isinstance(run, Spot) or run.text:
            joined.append(run)
    return tuple(joined)


def plain_text(parts: Line) -> str:
    """Return the text of a line, for page titles."""
    return "".join(f"{run.path}:{run.line}" if isinstance(run, Spot) else run.text for run in parts)
