"""Memoises functions of immutable records by object identity, for a preview.

Records are frozen, and a preview that reloads a project keeps the objects of unchanged ones
(`reading.cache`). So a result stays valid as long as its arguments are the same objects; comparing
records by value would take as long as computing the result again.

A memory belongs to whoever creates it, and is handed down. A build has none and computes
everything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

R = TypeVar("R")

_Key = tuple[object, ...]


class Memory:
    """Results of functions by the identity of their arguments.

    Results that neither this check nor the previous one has asked for are dropped, so that the
    memory is bounded by two guides. Arguments are kept with the results, so that no new object can
    get the identity of an old one.
    """

    def __init__(self) -> None:
        self._before: dict[_Key, tuple[Any, Any]] = {}
        self._now: dict[_Key, tuple[Any, Any]] = {}

    def begin(self) -> None:
        """Begin a check: drop what the previous one didn't ask for."""
        self._before, self._now = self._now, {}

    def recall(self, function: Callable[..., R], *args: object) -> R:
        """Return the result of a function for these objects, computed at most once."""
        if not self.knows(function, *args):
            self.keep(function(*args), function, *args)
        result: R = self._now[_key(function, args)][1]
        return result

    def knows(self, function: Callable[..., object], *args: object) -> bool:
        """Return whether there is a result for these objects."""
        key = _key(function, args)
        if key not in self._now and key in self._before:
            self._now[key] = self._before[key]
        return key in self._now

    def keep(self, result: R, function: Callable[..., R], *args: object) -> None:
        """Store a result that was computed elsewhere, for example by a worker."""
        self._now[_key(function, args)] = args, result


def recall(memory: Memory | None, function: Callable[..., R], *args: object) -> R:
    """Return the result of a pure function, memoised if there is a memory.

    Args:
        memory: The memory, or None to compute the result.
        function: A function of a module whose result depends on its arguments only.
        args: Immutable objects.
    """
    return function(*args) if memory is None else memory.recall(function, *args)


def _key(function: object, args: tuple[object, ...]) -> _Key:
    return function, *map(id, args)
