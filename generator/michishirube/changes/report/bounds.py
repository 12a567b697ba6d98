"""Bounds of the values in a report's data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MaxLength:
    """Maximum length of a text or list."""

    count: int


@dataclass(frozen=True, slots=True)
class Matches:
    """Pattern of a whole text, in the subset of syntax that Python and JSON Schema share."""

    regex: str


@dataclass(frozen=True, slots=True)
class Maximum:
    """Range of a number: 0 to `limit`."""

    limit: int
