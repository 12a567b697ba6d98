"""The same work for many things on all cores, where the system can copy a process.

A copied process has everything in memory already, so that only results travel.
Elsewhere (Windows, macOS), for little work, in such a copy, and while other threads run,
which a copy would lack, the work is done here, one by one; the results are the same.
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
"""So many things are done sooner than processes are started."""
SHARES = 4
"""Portions for each process, so that one with long portions doesn't hold up all others."""
MOST = 100
"""Things in a portion: its results travel together, and lie in memory twice meanwhile."""

_task: Callable[[int], Any]


def map_parallel(
    work: Callable[[T], R], things: Sequence[T], steps: int | None = None
) -> Iterator[R]:
    """What `work` gives for each thing, in their order. It may not change anything else.

    Results come one by one, so that what they are made of can be let go meanwhile. `steps` says
    how much work it is, where a thing is more than one step.

    Raises:
        Exception: The first that `work` raised.
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
    """Whether this process can be copied; one that was copied for a share of work has its share."""
    is_copy = multiprocessing.current_process().daemon
    return sys.platform == "linux" and threading.active_count() == 1 and not is_copy


def _adopt(task: Callable[[int], Any]) -> None:
    """Remember in a copied process what it is to do; a function can't travel there later."""
    global _task  # noqa: PLW0603 - each process has one task for its life
    _task = task
    garbage.begin_in_copy()


def _do(place: int) -> Any:
    return _task(place)
