"""Facts, and the sources that support them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from michishirube.model.condition import Condition
from michishirube.model.record import ADDRESS, FACT_ID, FromKey, KeySlug, Past, Record, Slugs
from michishirube.model.text import Sources, Text, Texts

QUOTED = "quoted"
"""The kind of source that somebody else quotes from: never stronger than who quotes it."""


@dataclass(frozen=True, kw_only=True)
class Fact(Record):
    """A statement that the guide must make somewhere, unless `withheld` gives a reason not to.

    Attributes:
        statement: The fact in a sentence.
        sources: What it rests on.
        stated: How sure the guide may sound: `reported` needs words such as "is said to".
        true_when: Of whom it holds; no node states it to others.
        words: Words by which a sentence is recognised that makes the statement without citing it.
        withheld: Why it isn't stated at all.
    """

    id: Annotated[Text, FACT_ID, FromKey()]
    statement: Text
    sources: Sources = ()
    stated: Literal["plainly", "reported"] = "plainly"
    true_when: Condition = ()
    words: Texts = ()
    withheld: Text | None = None
    was: tuple[Annotated[Text, FACT_ID], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Source(Record):
    """A source of facts.

    Attributes:
        published: A date, or a text that starts with one.
        checked: When somebody last verified that the source says what is cited.
        archived: Whether an archived copy was seen then, and not the page itself.
    """

    id: KeySlug
    title: Text
    publisher: Text
    kind: Literal[
        "official", "screen", "quoted", "law", "expert", "survey", "secondary", "editorial"
    ]
    address: Annotated[Text, ADDRESS] | None = None
    published: Annotated[Text, Past(1600)] | None = None
    checked: Annotated[dt.date, Past(1990)] | None = None
    archived: bool = False
    note: Text | None = None
    was: Slugs = ()
