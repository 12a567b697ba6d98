"""Messages for errors of `support.outputs`."""

from __future__ import annotations

from michishirube.i18n import messages
from michishirube.support.outputs import OutputError
from michishirube.support.terminal import printable


def refused(error: OutputError, language: str) -> str:
    """Return one line that says what wasn't written, why, and what to do."""
    said = messages.load(messages.spoken(None, language), "outputs")
    params = {name: printable(str(value)) for name, value in error.params.items()}
    return said(f"refused.{error.code}", **params)
