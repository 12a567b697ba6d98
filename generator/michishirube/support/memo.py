"""Memoises functions of immutable records by object identity.

Records are frozen, and the preview keeps the record objects of files that didn't change (see
`reading.cache`). Comparing them by value would take as long as computing the result again.

Example: `analysis.citations` memoises what each record cites. After a letter was edited, the
reloaded guide holds a new object for that letter only: all other records are cache hits.
"""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Generic, TypeVar, TypeVarTuple

Ts = TypeVarTuple("Ts")
R = TypeVar("R")


class Remembered(Generic[*Ts, R]):
    """A function with an LRU cache of `size` results, keyed by the identity of the arguments.

    The cache holds references to the arguments: were they freed, Python could give their `id` to
    another object, which would then hit the wrong entry.
    """

    def __init__(self, function: Callable[[*Ts], R], size: int) -> None:
        functools.update_wrapper(self, function)
        self.function = function
        self._size = size
        self._known: OrderedDict[tuple[int, ...], tuple[Any, R]] = OrderedDict()

    def __call__(self, *args: *Ts) -> R:
        """Return the cached result for these objects, or compute it."""
        key = tuple(map(id, args))
        found = self._known.get(key)
        if found is not None:
            self._known.move_to_end(key)
            return found[1]
        return self.keep(self.function(*args), *args)

    def knows(self, *args: *Ts) -> bool:
        """Return whether the result for these objects is cached."""
        return tuple(map(id, args)) in self._known

    def keep(self, made: R, *args: *Ts) -> R:
        """Store a result that was computed elsewhere (in a worker), and return it."""
        self._known[tuple(map(id, args))] = args, made
        if len(self._known) > self._size:
            self._known.popitem(last=False)
        return made


def by_identity(size: int) -> Callable[[Callable[[*Ts], R]], Remembered[*Ts, R]]:
    """Decorator that memoises a function of positional arguments; keeps the last `size` results."""
    return lambda function: Remembered(function, size)
