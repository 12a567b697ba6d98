"""Formats dates and durations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from michishirube.i18n.messages import Messages
from michishirube.model import Clock, Field, Wait


def date_in_words(day: dt.date, words: Messages) -> str:
    """Format a date with its year: 2026年11月24日."""
    name = words[f"month.{day.month}"]
    return words("date", year=day.year, month=day.month, month_name=name, day=day.day)


def count_in_words(key: str, count: int, words: Messages) -> str:
    """Format a count in the plural form of the language."""
    return words.count(key, count)


def length_in_words(wait: Wait | Clock, fields: Mapping[str, Field], words: Messages) -> str:
    """Format the length of a wait or deadline (2営業日), or the field it ends at; "" if none."""
    for unit in ("hours", "days", "business_days"):
        count = getattr(wait, unit)
        if count is not None:
            return count_in_words(f"length.{unit}", count, words)
    until = wait.until if isinstance(wait, Wait) else None
    field = fields.get(until) if until else None
    return words("length.until", title=field.label) if field else ""
