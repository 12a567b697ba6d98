"""Words for why something wasn't written (`generator.outputs`)."""

from __future__ import annotations

from generator import words
from generator.outputs import OutputError


def refused(error: OutputError, language: str) -> str:
    """One line: what wasn't written, why, and what to do."""
    said = words.load(words.spoken(None, language), "outputs")
    params = {name: _printable(str(value)) for name, value in error.params.items()}
    return said(f"refused.{error.code}", **params)


def _printable(name: str) -> str:
    """A name as a terminal may show it: names of files hold what people or attackers like."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)
