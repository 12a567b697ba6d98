"""Terms of the glossary."""

from __future__ import annotations

from dataclasses import dataclass

from michishirube.model.record import Claim, Slug, Slugs
from michishirube.model.text import PlaceRef, Prose, Text, Texts


@dataclass(frozen=True, kw_only=True)
class Term(Claim):
    """A word of the subject, how it is read, and what people type instead of it."""

    id: Slug
    term: Text
    reading: Text | None = None
    aliases: Texts = ()
    text: Prose
    see: tuple[PlaceRef, ...] = ()
    was: Slugs = ()
