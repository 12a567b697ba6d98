"""Remembers what a function made of objects that never change, while they are the same objects.

Records are frozen, and a preview that reads a project again keeps the records that are what
they were (`reading`). To compare them as values would take as long as to work on them again.
"""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def by_identity(size: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorate a function of positional arguments; results for the last `size` calls are kept.

    The arguments are kept with them, so that no other object can take their identity.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        known: OrderedDict[tuple[int, ...], tuple[Any, R]] = OrderedDict()

        @functools.wraps(function)
        def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
            key = tuple(map(id, args))
            found = known.get(key)
            if found is not None:
                known.move_to_end(key)
                return found[1]
            made = function(*args, **kwargs)
            known[key] = args, made
            if len(known) > size:
                known.popitem(last=False)
            return made

        return remembered

    return decorate
