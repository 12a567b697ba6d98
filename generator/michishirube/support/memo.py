"""What a preview remembers of records from one check to the next.

Records are frozen, and a preview that reads a project again keeps the records that are what
they were (`reading.cache`). So what was found of a record is right as long as it is the same
object; to compare records as values would take as long as to work on them again.

A memory belongs to whoever makes it, and is handed down to what uses it. Where there is none, as
in a build, everything is worked out when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

R = TypeVar("R")

_Key = tuple[object, ...]


class Memory:
    """Results of functions by the identity of the objects that they were given.

    It keeps what this check or the one before has asked for, so it is never larger than two
    guides. The objects are kept with the results, so that no other can take their identity.
    """

    def __init__(self) -> None:
        self._before: dict[_Key, tuple[Any, Any]] = {}
        self._now: dict[_Key, tuple[Any, Any]] = {}

    def begin(self) -> None:
        """Begin a check: what the last one didn't ask for is forgotten."""
        self._before, self._now = self._now, {}

    def recall(self, function: Callable[..., R], *args: object) -> R:
        """What the function gives for these objects."""
        if not self.knows(function, *args):
            self.keep(function(*args), function, *args)
        result: R = self._now[_key(function, args)][1]
        return result

    def knows(self, function: Callable[..., object], *args: object) -> bool:
        """Whether a call would cost nothing."""
        key = _key(function, args)
        if key not in self._now and key in self._before:
            self._now[key] = self._before[key]
        return key in self._now

    def keep(self, result: R, function: Callable[..., R], *args: object) -> None:
        """Remember what the function gave elsewhere."""
        self._now[_key(function, args)] = args, result


def recall(memory: Memory | None, function: Callable[..., R], *args: object) -> R:
    """What a pure function gives for these objects, remembered if there is a memory.

    Args:
        memory: None for working it out.
        function: One of a module, whose result depends on its arguments alone.
        args: Objects that never change.
    """
    return function(*args) if memory is None else memory.recall(function, *args)


def _key(function: object, args: tuple[object, ...]) -> _Key:
    return function, *map(id, args)
