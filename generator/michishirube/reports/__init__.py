"""Findings → words for people and machines, one module a format.

Everything that content wrote is escaped for the place where it is shown: a
contributor's text can forge no annotation, no markup and no colour.
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
"""Each format by its name on the command line."""

__all__ = ["FORMATS", "CheckReport"]
