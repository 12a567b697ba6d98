"""When Python's garbage collector may look for cycles: the only module that switches it.

A guide's records are made once and stay. While they are made, the collector looks through all of
them again and again, which takes half of the time, and finds nothing.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def paused() -> Iterator[None]:
    """Don't collect meanwhile; afterwards it is as it was before."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def keep_what_is() -> None:
    """Never look at the objects of now again: they stay to the end of the process."""
    gc.freeze()


def begin_in_copy() -> None:
    """Collect in a copied process what is made there; what was copied with it stays."""
    gc.freeze()
    gc.enable()
