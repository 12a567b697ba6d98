"""Glossary entries."""

from __future__ import annotations

from dataclasses import dataclass

from michishirube.model.record import Claim, Slug, Slugs
from michishirube.model.text import PlaceRef, Prose, Text, Texts


@dataclass(frozen=True, kw_only=True)
class Term(Claim):
    """A term, its reading, and synonyms under which readers may search for it."""

    id: Slug
    term: Text
    reading: Text | None = None
    aliases: Texts = ()
    text: Prose
    see: tuple[PlaceRef, ...] = ()
    was: Slugs = ()
