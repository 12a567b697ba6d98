"""Errors of the bundler."""

from __future__ import annotations


class ScriptError(ValueError):
    """A module that can't be bundled; the message has its path, line and the reason."""

    def __init__(self, path: str, line: int, reason: str) -> None:
        super().__init__(f"templates/{path}:{line}: {reason}")


def line_of(source: str, at: int) -> int:
    """Return the 1-based line number of an offset."""
    return source.count("\n", 0, at) + 1
