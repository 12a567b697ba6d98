"""Facts, and the sources that they rest on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from michishirube.model.record import ADDRESS, FACT_ID, FromKey, KeySlug, Past, Record, Slugs
from michishirube.model.text import Sources, Text


@dataclass(frozen=True, kw_only=True)
class Fact(Record):
    """A statement that the guide must make somewhere, unless it is withheld for a reason."""

    id: Annotated[Text, FACT_ID, FromKey()]
    statement: Text
    sources: Sources = ()
    withheld: Text | None = None
    was: tuple[Annotated[Text, FACT_ID], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Source(Record):
    """Where facts come from, and when a person last looked."""

    id: KeySlug
    title: Text
    publisher: Text
    kind: Literal["official", "screen", "law", "expert", "survey", "secondary", "editorial"]
    address: Annotated[Text, ADDRESS] | None = None
    published: Annotated[Text, Past(1600)] | None = None
    checked: Annotated[dt.date, Past(1990)] | None = None
    note: Text | None = None
    was: Slugs = ()
