"""The report as neutral data: sections of items, items of runs of text.

A run is text with a style, never markup. Whether it is our own words (from the
locales) or a quotation of whoever wrote the guide is part of its type, and the
printers treat the two differently: nothing in a quotation can pass for a part of the report.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Style = Literal["plain", "strong", "removed", "added"]


@dataclass(frozen=True, slots=True)
class OwnText:
    """Words of our own, from the locales, and numbers."""

    text: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Quote:
    """Text of the guide or of its files; `name` says that it is an id, a path or the like."""

    text: str
    style: Style = "plain"
    name: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of a file as it is now, to which a link may lead; line 0 is the whole file."""

    path: str
    line: int


Run = OwnText | Quote | Spot
Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A line and what belongs to it."""

    line: Line
    inner: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportSection:
    """Items under a title; `tree` is the id of the tree whose charts belong here."""

    title: Line
    items: tuple[Item, ...]
    tree: str | None = None


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """The whole report, the worst first."""

    title: str
    headline: Line
    compared: Line
    notices: tuple[Item, ...]
    sections: tuple[ReportSection, ...]


def line(*parts: str | Run | Iterable[Run]) -> Line:
    """Runs in a row; a bare text is our own, runs without text are left out.

    Neighbours of one sort and style become one run.
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
    """The text alone, for titles of pages."""
    return "".join(f"{run.path}:{run.line}" if isinstance(run, Spot) else run.text for run in parts)
