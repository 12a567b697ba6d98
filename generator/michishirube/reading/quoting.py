"""Quotes around one-line YAML scalars: whether a text needs them, and how it is written in them."""

from __future__ import annotations

import re

_NEEDS_QUOTES = re.compile(r"^[\[\]{}>|*&!%#`@'\",]|^[-?:](?: |$)|:(?: |$)| #|^ | $|^---|^$")


def needs_quotes(value: str) -> bool:
    """Return whether a text that follows a key or a dash would be read otherwise without quotes."""
    return _NEEDS_QUOTES.search(value) is not None


def in_quotes(value: str) -> str:
    """Write a text as a quoted YAML scalar on one line."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'
