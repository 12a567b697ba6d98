"""Dates and lengths of time in the words of a language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from michishirube.i18n.messages import Messages
from michishirube.model import Field, Wait


def date_in_words(day: dt.date, words: Messages) -> str:
    """A day with its year, such as 2026年11月24日."""
    name = words[f"month.{day.month}"]
    return words("date", year=day.year, month=day.month, month_name=name, day=day.day)


def count_in_words(key: str, count: int, words: Messages) -> str:
    """A counted thing; the language has a form for one and another for all else."""
    return words(f"{key}.{'one' if count == 1 else 'other'}", count=count)


def length_in_words(wait: Wait, fields: Mapping[str, Field], words: Messages) -> str:
    """How long to wait, such as 2営業日, or until when; "" if the wait doesn't say."""
    for unit in ("hours", "days", "business_days"):
        count = getattr(wait, unit)
        if count is not None:
            return count_in_words(f"length.{unit}", count, words)
    field = fields.get(wait.until) if wait.until else None
    return words("length.until", title=field.label) if field else ""
