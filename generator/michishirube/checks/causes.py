"""What is found of a file only because of its name or its place goes below that.

A file that can't keep its name will be listed and used under another one: until then it is
nothing new that nobody lists or uses it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from michishirube.diagnostics import Diagnostic, Span

NAMES = ("bad-file-name", "unusable-name", "address-taken")
"""What is wrong with the name of a file, the gravest first."""

FOLLOWS = frozenset({"unused-letter", "not-in-settings", "address-taken", "unusable-name"})
"""What may be found of a file by its name alone."""


def under_names(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings, with those that follow from the name of a file below what is wrong with it."""
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
