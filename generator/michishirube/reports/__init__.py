"""Formats diagnostics for people and programs, one module per format.

Everything from the content is escaped for its target: a contributor's text can't inject
annotations, markup or terminal colours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from michishirube.i18n.messages import Messages
from michishirube.reports import github, json, sarif, text
from michishirube.reports.report import CheckReport

FORMATS: Mapping[str, Callable[[CheckReport, Messages], str]] = {
    "text": text.render,
    "github": github.render,
    "json": json.render,
    "sarif": sarif.render,
}
"""Renderers by name of the format on the command line."""

__all__ = ["FORMATS", "CheckReport"]
