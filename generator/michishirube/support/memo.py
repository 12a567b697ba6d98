"""Remembers what a function made of objects that never change, while they are the same objects.

Records are frozen, and a preview that reads a project again keeps the records that are what
they were (`reading`). To compare them as values would take as long as to work on them again.
"""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Generic, TypeVar, TypeVarTuple

Ts = TypeVarTuple("Ts")
R = TypeVar("R")


class Remembered(Generic[*Ts, R]):
    """A function with its results for the last `size` calls.

    The arguments are kept with them, so that no other object can take their identity.
    """

    def __init__(self, function: Callable[[*Ts], R], size: int) -> None:
        functools.update_wrapper(self, function)
        self.function = function
        self._size = size
        self._known: OrderedDict[tuple[int, ...], tuple[Any, R]] = OrderedDict()

    def __call__(self, *args: *Ts) -> R:
        """What the function gives for these objects."""
        key = tuple(map(id, args))
        found = self._known.get(key)
        if found is not None:
            self._known.move_to_end(key)
            return found[1]
        return self.keep(self.function(*args), *args)

    def knows(self, *args: *Ts) -> bool:
        """Whether a call would cost nothing."""
        return tuple(map(id, args)) in self._known

    def keep(self, made: R, *args: *Ts) -> R:
        """Remember what `function` gave elsewhere, and give it."""
        self._known[tuple(map(id, args))] = args, made
        if len(self._known) > self._size:
            self._known.popitem(last=False)
        return made


def by_identity(size: int) -> Callable[[Callable[[*Ts], R]], Remembered[*Ts, R]]:
    """Decorate a function of positional arguments; results for the last `size` calls are kept."""
    return lambda function: Remembered(function, size)
