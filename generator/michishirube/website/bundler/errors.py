"""What the bundler can't make a script of."""

from __future__ import annotations


class ScriptError(ValueError):
    """A script that the bundler refuses: where, and why."""

    def __init__(self, path: str, line: int, reason: str) -> None:
        super().__init__(f"templates/{path}:{line}: {reason}")


def line_of(source: str, at: int) -> int:
    """Return the number of the line in which a place lies, from 1."""
    return source.count("\n", 0, at) + 1
