"""The site's settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from michishirube.diagnostics import Span
from michishirube.model.letter import LetterRules
from michishirube.model.record import ADDRESS, COLOUR, AtLeast, Record
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

FORMAT = 1
"""The version of the format. A later one reads what this one reads, after `guide migrate`."""

UTC = Text("UTC", Span.of_file(""))


@dataclass(frozen=True, kw_only=True)
class Home(Record):
    """The home page."""

    question: Text | None = None
    lead: Prose | None = None
    unsure: Text | None = None
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
class Switch(Record):
    """A rule that this guide doesn't keep, written as a pair of rule and reason."""

    pair: ClassVar[tuple[str, str]] = ("rule", "reason")

    rule: Text
    reason: Text


@dataclass(frozen=True, kw_only=True)
class Checks(Record):
    """Rules that this guide doesn't keep.

    Attributes:
        skip: Rules of which nothing is reported.
        warn: Rules whose errors are warnings, so that the guide can be published.
    """

    skip: tuple[Switch, ...] = ()
    warn: tuple[Switch, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Site(Record):
    """`site_config.yml`: title, language, page order and home page.

    Attributes:
        format: The version of the format that the guide is written in (`FORMAT`).
        triage: The tree for those who don't know where to begin.
        stages: Trees that follow each other in time, in order.
        topics: Trees that stand side by side, in order.
        situations: Trees for special situations.
        contribute: The page about contributing.
        search: How search engines show the home page and the lists.
        holidays: Country, or country and region, whose public holidays are no business days.
        closed: Further days that aren't business days: `12-29..01-03` every year,
            `2026-08-10..2026-08-14` once.
        keep_together: Words that lines must not break within.
        logo: A picture below the content folder: the sign in the header and of the tab.
        colour: What buttons, links and actions are drawn in.
        words: Words of the pages that this guide says otherwise, by their keys in the locales.
    """

    format: Annotated[int, AtLeast(1)] | None = None
    title: Text
    short_title: Text | None = None
    description: Text
    language: Text
    address: Annotated[Text, ADDRESS] | None = None
    author: Text | None = None
    repository: Repository | None = None
    licence: Licence | None = None
    triage: TreeRef | None = None
    stages: tuple[TreeRef, ...] = ()
    topics: tuple[TreeRef, ...] = ()
    situations: tuple[TreeRef, ...] = ()
    checklists: tuple[ChecklistRef, ...] = ()
    pages: tuple[DocumentRef, ...] = ()
    contribute: DocumentRef | None = None
    home: Home | None = None
    search: ListSnippets | None = None
    time_zone: Text = UTC
    holidays: Text | None = None
    closed: Texts = ()
    keep_together: Texts = ()
    letter_rules: LetterRules | None = None
    checks: Checks | None = None
    words: Mapping[str, Text] = field(default_factory=dict)
    colour: Annotated[Text, COLOUR] | None = None
    logo: Text | None = None

    def is_switched(self, code: str) -> bool:
        """Return whether this guide does without a rule, or has it as a warning."""
        checks = self.checks
        return checks is not None and any(
            each.rule == code for each in (*checks.skip, *checks.warn)
        )

    @property
    def trees(self) -> tuple[TreeRef, ...]:
        """The trees that are named, in the order in which they are published."""
        first = (self.triage,) if self.triage is not None else ()
        return (*first, *self.stages, *self.topics, *self.situations)
