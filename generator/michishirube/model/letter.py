"""Letters with their fields and wordings, and the rules that a guide sets for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from michishirube.model.record import (
    HOST,
    NAME,
    AtLeast,
    Claim,
    FromKey,
    KeySlug,
    Pattern,
    Record,
    Slug,
    Slugs,
)
from michishirube.model.text import FieldRef, Prose, Text, Texts


@dataclass(frozen=True, kw_only=True)
class Offset(Record):
    """A time counted from now: so many hours, days or business days, then at a time of day."""

    hours: int = 0
    days: int = 0
    business_days: int = 0
    at: Annotated[Text, Pattern(r"([01][0-9]|2[0-3]):[0-5][0-9]", "18:00")] | None = None


@dataclass(frozen=True, kw_only=True)
class Field(Record):
    """A blank in letters: its type, how it is asked for and what it starts with."""

    id: Annotated[Text, NAME, FromKey()]
    label: Text
    type: Literal["text", "lines", "date", "datetime", "amount", "choice"]
    help: Prose | None = None
    example: Text | None = None
    default: Text | Offset | None = None
    options: Mapping[str, Text] = field(default_factory=dict)
    required: bool = True
    shared: bool = False
    honorific: bool = False
    record: bool = False
    when: Literal["past", "future"] | None = None
    minimum: Offset | None = None
    max_length: Annotated[int, AtLeast(1)] | None = None
    was: tuple[Annotated[Text, NAME], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Tone(Record):
    """One wording of a letter."""

    id: Slug
    label: Text
    body: Text


@dataclass(frozen=True, kw_only=True)
class Allowance(Record):
    """A rule of letters that one letter may break, written as a pair: the rule, and the reason."""

    pair: ClassVar[tuple[str, str]] = ("rule", "reason")

    rule: Text
    reason: Text


@dataclass(frozen=True, kw_only=True)
class Letter(Claim):
    """A message to copy: when to use it, where to send it, its wordings and what follows."""

    id: KeySlug
    title: Text
    summary: Text
    when: Prose
    to: Text
    channel: Text
    fields: tuple[FieldRef, ...] = ()
    tones: Annotated[tuple[Tone, ...], AtLeast(1)]
    before: Prose | None = None
    avoid: Texts = ()
    after: Prose
    max_length: Annotated[int, AtLeast(1)] | None = None
    allow: tuple[Allowance, ...] = ()
    was: Slugs = ()


@dataclass(frozen=True, kw_only=True)
class ForbiddenWord(Record):
    """A word that no letter may hold, written as a pair: the word, and the reason."""

    pair: ClassVar[tuple[str, str]] = ("word", "reason")

    word: Text
    reason: Text


@dataclass(frozen=True, kw_only=True)
class LetterRules(Record):
    """What the letters of this guide may say, beyond the rules of their language.

    `hosts` are those that a link in a letter may lead to, `max_length` is for
    letters that name no limit of their own.
    """

    hosts: tuple[Annotated[Text, HOST], ...] = ()
    forbidden: tuple[ForbiddenWord, ...] = ()
    max_length: Annotated[int, AtLeast(1)] | None = None
