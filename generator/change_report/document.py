"""The report as neutral data: sections of items, items of runs of text.

A run is text with a style, never markup: the printers escape every run, so that
nothing in the content can pass for a part of the report.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Style = Literal["plain", "strong", "removed", "added", "code"]


@dataclass(frozen=True, slots=True)
class Run:
    """Some text in one style."""

    text: str
    style: Style = "plain"


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A line and what belongs to it."""

    line: Line
    inner: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Items under a title; `tree` is the id of the tree whose charts belong here."""

    title: str
    items: tuple[Item, ...]
    tree: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report, the worst first."""

    title: str
    headline: Line
    compared: str
    notices: tuple[Item, ...]
    sections: tuple[Section, ...]


def line(*parts: str | Run | Iterable[Run]) -> Line:
    """Runs in a row; a bare text is a plain run, an empty one is left out."""
    runs: list[Run] = []
    for part in parts:
        if isinstance(part, str):
            runs.append(Run(part))
        elif isinstance(part, Run):
            runs.append(part)
        else:
            runs += part
    return tuple(run for run in runs if run.text)
