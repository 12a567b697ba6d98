"""Figures: pictograms of a proportion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from michishirube.model.record import AtLeast, Claim, KeySlug
from michishirube.model.text import Prose, Text


@dataclass(frozen=True, kw_only=True)
class Figure(Claim):
    """A pictogram of people: `marked` of `total`."""

    id: KeySlug
    title: Text
    total: Annotated[int, AtLeast(1)]
    marked: Annotated[int, AtLeast(0)]
    marked_label: Text
    other_label: Text
    caption: Prose
