"""Maps a function over many items in forked worker processes.

A forked process shares the parent's memory, so only results are transferred. Where fork isn't
available (Windows, macOS), for little work, within a worker, and while other threads run (fork
doesn't copy them, but copies the locks they hold), the items are processed sequentially, with the
same results.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from michishirube.support import garbage

T = TypeVar("T")
R = TypeVar("R")

FEW = 64
"""Below this many items, starting workers costs more than it saves."""
SHARES = 4
"""Chunks per worker: small enough that one slow chunk doesn't delay the rest."""
MOST = 100
"""Items per chunk; a chunk's results are sent together and are in memory twice meanwhile."""

_task: Callable[[int], Any]


def map_parallel(
    work: Callable[[T], R], things: Sequence[T], steps: int | None = None
) -> Iterator[R]:
    """Map a function over items, in order, using all cores if that is worthwhile.

    Results are yielded one by one, so that their sources can be freed meanwhile.

    Args:
        work: The function; must be free of side effects.
        things: The items.
        steps: The amount of work, if an item counts for more than one.

    Raises:
        Exception: The first exception that `work` raised.
    """
    processes = min(_cores(), len(things), (len(things) if steps is None else steps) // FEW)
    if processes < 2 or not _may_copy():
        yield from map(work, things)
        return
    portion = min(MOST, max(1, len(things) // (processes * SHARES)))
    adopted = (lambda place: work(things[place]),)
    with (
        garbage.paused(),
        multiprocessing.get_context("fork").Pool(processes, _adopt, adopted) as pool,
    ):
        yield from pool.imap(_do, range(len(things)), portion)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _may_copy() -> bool:
    """Return whether this process can fork workers; a worker can't."""
    is_copy = multiprocessing.current_process().daemon
    return sys.platform == "linux" and threading.active_count() == 1 and not is_copy


def _adopt(task: Callable[[int], Any]) -> None:
    """Initialise a worker with its function, which can't be pickled later."""
    global _task  # noqa: PLW0603 - each process has one task for its life
    _task = task
    garbage.begin_in_copy()


def _do(place: int) -> Any:
    return _task(place)
