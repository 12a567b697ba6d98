"""Markdown pages."""

from __future__ import annotations

from dataclasses import dataclass

from michishirube.model.record import Record, Slugs
from michishirube.model.snippet import Snippet
from michishirube.model.text import Prose, Text


@dataclass(frozen=True, kw_only=True)
class Document(Record):
    """A page written in Markdown; `body` excludes the front matter."""

    id: Text
    title: Text
    description: Text
    search: Snippet | None = None
    body: Prose
    was: Slugs = ()
