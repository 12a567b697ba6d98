"""A share never shows more than its whole."""

from __future__ import annotations

from michishirube.diagnostics import Diagnostics
from michishirube.model import Guide

CODES = ("figure-share",)


def check(guide: Guide, diagnostics: Diagnostics) -> None:
    """Compare the marked part of each figure with its total."""
    for figure in guide.figures.values():
        if figure.marked > figure.total:
            diagnostics.error("figure-share", figure.span, marked=figure.marked, total=figure.total)
