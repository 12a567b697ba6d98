"""Messages for errors of `support.outputs`."""

from __future__ import annotations

from michishirube.i18n import messages
from michishirube.support.outputs import OutputError


def refused(error: OutputError, language: str) -> str:
    """Return one line that says what wasn't written, why, and what to do."""
    said = messages.load(messages.spoken(None, language), "outputs")
    params = {name: _printable(str(value)) for name, value in error.params.items()}
    return said(f"refused.{error.code}", **params)


def _printable(name: str) -> str:
    """Make a file name safe for terminals, as it may contain control characters."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)
