"""Blocks: what a page consists of, as data.

A page is a sequence of blocks in reading order (`website.compose`). They say what is shown, not how
it looks: the site's HTML, an export's Markdown, the search index and texts for language models are
written from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from michishirube.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, with which a section of the page begins.

    Attributes:
        span: Where it, or what it is about, is written.
        level: 1 for the title of the page, up to 4.
        id: Anchor.
        text: Plain text.
        classes: Class names.
        data: Data attributes by their names without `data-`.
    """

    span: Span
    level: int
    id: str
    text: str
    classes: tuple[str, ...] = ()
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Component:
    """Something that a macro of the templates shows.

    Attributes:
        span: Where it is written.
        name: Name of the macro; the first word is its folder: `letter_sheet` is in
            `components/letter/letter.html`.
        shown: What it shows: records, texts, cards, a starter or a chart's model.
    """

    span: Span
    name: str
    shown: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class EditablePlace:
    """A place in the content that readers may want to change.

    Attributes:
        title: What is written there.
        path: The file with the line, relative to the project's root, or a folder.
    """

    title: str
    path: str


PageBlock = Heading | Component


@dataclass(frozen=True, slots=True)
class Card:
    """A large link to a page.

    Attributes:
        path: Path of the page relative to the root of the site.
        title: Title.
        text: What it is about.
        sign: Name of an icon.
        note: A remark below.
    """

    path: str
    title: str
    text: str
    sign: str
    note: str = ""
