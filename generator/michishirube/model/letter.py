"""Letter templates with their fields and tones, and the rules for letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from michishirube.model.condition import Condition
from michishirube.model.record import (
    HOST,
    NAME,
    AtLeast,
    Claim,
    FromKey,
    KeySlug,
    OneOrMore,
    Pattern,
    Record,
    Slug,
    Slugs,
)
from michishirube.model.snippet import Snippet
from michishirube.model.text import FieldRef, Prose, Text, Texts

FieldType = Literal["text", "lines", "date", "datetime", "amount", "choice"]
"""What is typed into a field."""
Tense = Literal["past", "future"]
"""Where a date lies, seen from now."""


@dataclass(frozen=True, kw_only=True)
class Offset(Record):
    """A time relative to now: hours, days or business days, optionally at a time of day."""

    hours: int = 0
    days: int = 0
    business_days: int = 0
    at: Annotated[Text, Pattern(r"([01][0-9]|2[0-3]):[0-5][0-9]", "18:00")] | None = None


@dataclass(frozen=True, kw_only=True)
class Field(Record):
    """A placeholder in letters: its type, its form control and its initial value.

    Attributes:
        label: Label of the form control.
        type: What is typed into it, and how it is formatted.
        help: Explanation below the label.
        example: A sample entry.
        default: Initial value; for dates relative to today.
        options: Labels of a choice, by id.
        changes: Options that may give way to others while the reader waits.
        required: Whether a letter is incomplete without it.
        shared: Whether the entry is used in all letters.
        honorific: Whether the letter adds a title, so that one at the end of the entry is removed.
        record: Whether the reader's record of completed actions can be inserted.
        when: Which year is meant by a date without one.
        minimum: Entries before it cause a warning.
        max_length: Length limit of the entry in characters.
    """

    id: Annotated[Text, NAME, FromKey()]
    label: Text
    type: FieldType
    help: Prose | None = None
    example: Text | None = None
    default: Text | Offset | None = None
    options: Mapping[str, Text] = field(default_factory=dict)
    changes: Annotated[Texts, OneOrMore()] = ()
    required: bool = True
    shared: bool = False
    honorific: bool = False
    record: bool = False
    when: Tense | None = None
    minimum: Offset | None = None
    max_length: Annotated[int, AtLeast(1)] | None = None
    was: tuple[Annotated[Text, NAME], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Tone(Record):
    """A version of a letter's text, such as friendly or firm."""

    id: Slug
    label: Text
    body: Text


@dataclass(frozen=True, kw_only=True)
class Allowance(Record):
    """A letter rule that one letter may violate, written as a pair of rule and reason."""

    pair: ClassVar[tuple[str, str]] = ("rule", "reason")

    rule: Text
    reason: Text


@dataclass(frozen=True, kw_only=True)
class Letter(Claim):
    """A message to copy: when and where to send it, its text in several tones, what comes next.

    `true_when` is what must hold for its text to be true.
    """

    id: KeySlug
    title: Text
    summary: Text
    search: Snippet | None = None
    when: Prose
    to: Text
    channel: Text
    true_when: Condition = ()
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
    """A word that letters must not contain, written as a pair of word and reason."""

    pair: ClassVar[tuple[str, str]] = ("word", "reason")

    word: Text
    reason: Text


@dataclass(frozen=True, kw_only=True)
class LetterRules(Record):
    """Rules for the letters of this guide, in addition to those of its language.

    Attributes:
        hosts: Hosts that links in letters may lead to.
        forbidden: Words that letters must not contain.
        max_length: Length limit in characters for letters without one of their own.
    """

    hosts: tuple[Annotated[Text, HOST], ...] = ()
    forbidden: tuple[ForbiddenWord, ...] = ()
    max_length: Annotated[int, AtLeast(1)] | None = None
