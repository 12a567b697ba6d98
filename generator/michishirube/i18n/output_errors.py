"""Words for why something wasn't written (`support.outputs`)."""

from __future__ import annotations

from michishirube.i18n import messages
from michishirube.support.outputs import OutputError


def refused(error: OutputError, language: str) -> str:
    """One line: what wasn't written, why, and what to do."""
    said = messages.load(messages.spoken(None, language), "outputs")
    params = {name: _printable(str(value)) for name, value in error.params.items()}
    return said(f"refused.{error.code}", **params)


def _printable(name: str) -> str:
    """A name as a terminal may show it: names of files hold what people or attackers like."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)
