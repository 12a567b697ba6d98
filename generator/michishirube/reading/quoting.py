"""Quotes around one-line YAML scalars: whether a text needs them, and how it is written in them."""

from __future__ import annotations

import re

_ANYWHERE = r"^[\[\]{}>|*&!%#`@'\",]|:(?: |$)| #|^ | $|^$"
_AFTER_A_KEY = re.compile(rf"{_ANYWHERE}|^[-?](?: |$)")
_IN_BRACKETS = re.compile(rf"{_ANYWHERE}|^- |^[?:]|:[?]|[\[\]{{}},]")


def needs_quotes(value: str, *, in_flow: bool = False) -> bool:
    """Return whether a text would be read otherwise without quotes.

    Args:
        value: The text, on one line.
        in_flow: Whether it stands inside `[…]` or `{…}`, rather than after a key or a dash.
    """
    return (_IN_BRACKETS if in_flow else _AFTER_A_KEY).search(value) is not None


def quoted_as(written: str, new: str) -> str:
    """Write a scalar in the quotes that the old one has; unchanged if that has none.

    Args:
        written: The old scalar as it is written.
        new: The new one, which may be quoted already.
    """
    mark = written[:1]
    if mark not in ("'", '"') or len(written) < 2 or written[-1] != mark:
        return new
    value = unquoted(new)
    if mark == "'":
        return "'" + value.replace("'", "''") + "'"
    return in_quotes(value)


def unquoted(written: str) -> str:
    """Return the text of a one-line scalar that `in_quotes` has written, or that has no quotes."""
    if len(written) > 1 and written[0] == written[-1] == "'":
        return written[1:-1].replace("''", "'")
    return written[1:-1] if len(written) > 1 and written[0] == written[-1] == '"' else written


def in_quotes(value: str) -> str:
    """Write a text as a quoted YAML scalar on one line."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'
