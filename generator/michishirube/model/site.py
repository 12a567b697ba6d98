"""The site's settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from michishirube.model.letter import LetterRules
from michishirube.model.record import ADDRESS, AtLeast, Record
from michishirube.model.snippet import ListSnippets
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
    """The home page."""

    question: Text
    lead: Prose | None = None
    unsure: Text
    figure: FigureRef | None = None


@dataclass(frozen=True, kw_only=True)
class Licence(Record):
    """The licence of the content."""

    name: Text
    address: Annotated[Text, ADDRESS]


@dataclass(frozen=True, kw_only=True)
class Repository(Record):
    """The repository in which the content is edited."""

    address: Annotated[Text, ADDRESS]
    branch: Text
    name: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Site(Record):
    """`site_config.yml`: title, language, page order and home page.

    Attributes:
        triage: The tree that the home page starts.
        stages: Trees of the main sequence, in order.
        situations: Trees for special situations.
        contribute: The page about contributing.
        search: How search engines show the home page and the lists.
        holidays: Country, or country and region, whose public holidays are no business days.
        closed: Further days that aren't business days: `12-29..01-03` every year,
            `2026-08-10..2026-08-14` once.
        keep_together: Words that lines must not break within.
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
    search: ListSnippets | None = None
    time_zone: Text
    holidays: Text | None = None
    closed: Texts = ()
    keep_together: Texts = ()
    letter_rules: LetterRules | None = None
