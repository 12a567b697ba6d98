"""The base classes of records, and constraints on values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from michishirube.diagnostics import Span
from michishirube.model.text import Facts, Sources, Text


@dataclass(frozen=True, slots=True)
class Pattern:
    """The text must match a regular expression in full; `example` does."""

    regex: str
    example: str


@dataclass(frozen=True, slots=True)
class AtLeast:
    """The minimum of a number, or of the number of items."""

    count: int


@dataclass(frozen=True, slots=True)
class Past:
    """The date, or a text that starts with one, isn't in the future nor before the year `since`."""

    since: int


@dataclass(frozen=True, slots=True)
class AtMost:
    """The maximum number of items."""

    count: int


@dataclass(frozen=True, slots=True)
class OneOrMore:
    """A list of one item may be written as the item alone."""


@dataclass(frozen=True, slots=True)
class FromKey:
    """The value is the key or file name of the record rather than written inside it."""


@dataclass(frozen=True, slots=True)
class Else:
    """Where the key isn't written, it has the value of another one, or its first name."""

    key: str


SLUG = Pattern(r"[a-z0-9]+(-[a-z0-9]+)*", "after-contract")

NAME = Pattern(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", "client_name")

FACT_ID = Pattern(r"[A-Z][0-9]+", "A1")


@dataclass(frozen=True, slots=True)
class AddressPattern(Pattern):
    """The URL of a web page that leads where it seems to (`support.web_addresses`)."""


ADDRESS = AddressPattern(r"""https?://[^\s"'<>\\]+""", "https://example.org/")

HOST = Pattern(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", "example.org")

COLOUR = Pattern(r"#[0-9a-fA-F]{6}", "#0b5f5a")

Slug = Annotated[Text, SLUG]

KeySlug = Annotated[Text, SLUG, FromKey()]

Slugs = tuple[Slug, ...]


@dataclass(frozen=True, kw_only=True)
class Record:
    """An object in a content file; `span` is where it starts."""

    span: Span


@dataclass(frozen=True, kw_only=True)
class Claim(Record):
    """A record that states facts and therefore cites sources."""

    facts: Facts = ()
    sources: Sources = ()
