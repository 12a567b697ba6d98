"""What every record has, and what a value must be: patterns, bounds, days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from michishirube.diagnostics import Span
from michishirube.model.text import Facts, Sources, Text


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text must match this regular expression in full; `example` shows one that does."""

    regex: str
    example: str


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A list must have so many items, a number must be so large."""

    count: int


@dataclass(frozen=True, slots=True)
class Past:
    """A day, or a text that begins as one, isn't in the future, nor before the year `since`."""

    since: int


@dataclass(frozen=True, slots=True)
class AtMost:
    """A list or table has no more items than this."""

    count: int


@dataclass(frozen=True, slots=True)
class FromKey:
    """The value isn't written inside the record: it is the key or file name it stands under."""


SLUG = Pattern(r"[a-z0-9]+(-[a-z0-9]+)*", "after-contract")

NAME = Pattern(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", "client_name")

FACT_ID = Pattern(r"[A-Z][0-9]+", "A1")


@dataclass(frozen=True, slots=True)
class AddressPattern(Pattern):
    """The address of a page that leads where it seems to (`support.web_addresses`)."""


ADDRESS = AddressPattern(r"""https?://[^\s"'<>\\]+""", "https://example.org/")

HOST = Pattern(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", "example.org")

Slug = Annotated[Text, SLUG]

KeySlug = Annotated[Text, SLUG, FromKey()]

Slugs = tuple[Slug, ...]


@dataclass(frozen=True, kw_only=True)
class Record:
    """Anything written in a content file; `span` is where it begins."""

    span: Span


@dataclass(frozen=True, kw_only=True)
class Claim(Record):
    """Something that states facts, and so must say where they come from."""

    facts: Facts = ()
    sources: Sources = ()
