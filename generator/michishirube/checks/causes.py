"""Groups diagnostics that follow from a file's name under the one that reports the name.

A file that can't keep its name will be listed and used under another, so it is no news that nothing
lists or uses it now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from michishirube.diagnostics import Diagnostic, Span

NAMES = ("bad-file-name", "unusable-name", "address-taken")
"""Codes for problems with a file's name, most severe first."""

FOLLOWS = frozenset({"unused-letter", "not-in-settings", "address-taken", "unusable-name"})
"""Codes that can follow from a file's name alone."""


def under_names(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Move consequences of a file's name into `related` of the diagnostic that reports the name.

    Returns:
        The diagnostics in their order, without those that were moved.
    """
    items = list(found)
    causes: dict[str, Diagnostic] = {}
    for item in sorted(filter(_is_cause, items), key=lambda item: NAMES.index(item.code)):
        causes.setdefault(item.span.path, item)
    below: dict[str, list[Diagnostic]] = defaultdict(list)
    for item in items:
        cause = causes.get(item.span.path)
        if cause is not None and cause is not item and item.code in FOLLOWS:
            below[item.span.path].append(item)
    folded = {id(item) for others in below.values() for item in others}
    return [
        replace(item, related=(*item.related, *below[item.span.path]))
        if causes.get(item.span.path) is item
        else item
        for item in items
        if id(item) not in folded
    ]


def _is_cause(item: Diagnostic) -> bool:
    return item.code in NAMES and item.span == Span.of_file(item.span.path)
