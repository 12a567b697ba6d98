"""The settings of a site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from michishirube.model.letter import LetterRules
from michishirube.model.record import ADDRESS, AtLeast, Record
from michishirube.model.text import (
    ChecklistRef,
    DocumentRef,
    FigureRef,
    Prose,
    Text,
    Texts,
    TreeRef,
)


@dataclass(frozen=True, kw_only=True)
class Home(Record):
    """What the first page says."""

    question: Text
    lead: Prose | None = None
    unsure: Text
    figure: FigureRef | None = None


@dataclass(frozen=True, kw_only=True)
class Licence(Record):
    """Under which licence the texts may be used again."""

    name: Text
    address: Annotated[Text, ADDRESS]


@dataclass(frozen=True, kw_only=True)
class Repository(Record):
    """Where the content is kept and changed."""

    address: Annotated[Text, ADDRESS]
    branch: Text
    name: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Site(Record):
    """`site_config.yml`: the guide's title, language, order of pages and home page.

    `closed` are days that are no business days besides weekends and `holidays`:
    `12-29..01-03` each year, `2026-08-10..2026-08-14` once.
    """

    title: Text
    short_title: Text | None = None
    description: Text
    language: Text
    address: Annotated[Text, ADDRESS] | None = None
    author: Text
    repository: Repository | None = None
    licence: Licence
    triage: TreeRef
    stages: Annotated[tuple[TreeRef, ...], AtLeast(1)]
    situations: tuple[TreeRef, ...] = ()
    checklists: tuple[ChecklistRef, ...] = ()
    pages: tuple[DocumentRef, ...] = ()
    contribute: DocumentRef | None = None
    home: Home
    time_zone: Text
    holidays: Text | None = None
    closed: Texts = ()
    keep_together: Texts = ()
    letter_rules: LetterRules | None = None
