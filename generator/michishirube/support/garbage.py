"""Controls the garbage collector; no other module does.

A guide's records are created once and never freed. While they are created, the collector scans all
of them again and again, which takes half of the time and frees nothing.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def paused() -> Iterator[None]:
    """Disable the garbage collector while a guide is loaded, then restore its state."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def keep_what_is() -> None:
    """Exclude all existing objects from future collections (`gc.freeze`)."""
    gc.freeze()


def begin_in_copy() -> None:
    """Enable the collector in a forked worker, for objects created there only."""
    gc.freeze()
    gc.enable()
