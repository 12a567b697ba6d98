"""The direction in which a language is written."""

from __future__ import annotations

from typing import Literal

from michishirube.i18n.messages import base

_FROM_THE_RIGHT = frozenset("ar ckb dv fa he ps sd ug ur yi".split())


def direction(language: str) -> Literal["ltr", "rtl"]:
    """Return the direction of a language: from left to right, or from right to left."""
    return "rtl" if base(language) in _FROM_THE_RIGHT else "ltr"
