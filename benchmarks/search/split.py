"""Which half of the queries one belongs to: one may be tuned with, the other only reported.

A hash decides, so that nobody chose, and a query that is added moves no other.
"""

from __future__ import annotations

import hashlib

TUNING = "tuning"
UNSEEN = "unseen"


def half_of(query: str) -> str:
    """The half that a query belongs to."""
    digest = hashlib.sha256(query.encode()).digest()
    return UNSEEN if digest[-1] % 2 else TUNING
