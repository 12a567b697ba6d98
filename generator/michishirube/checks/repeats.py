"""Merges diagnostics of one mistake that is made several times in a line, or in a file.

`<br>` three times in a line, four unseen characters in a word, `{name}` in each paragraph: somebody
does such a thing throughout. The first place is reported, with the number of all of them; its fix
mends the whole line, and other lines follow in `related` with theirs.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from michishirube.diagnostics import Diagnostic, Edit

THROUGHOUT = frozenset({"lookalike-link", "lookalike-markup", "lookalike-placeholder"})
"""Codes of marks in another form, which are written so throughout a text."""

_UNFIXED = frozenset({"bad-character", "ja-picture", "unsafe-markup"})
"""Codes without a fix that say the same of each place. Others ask for a decision at each."""

_OF_ANY_KIND = THROUGHOUT | {"bad-character", "ja-picture"}
"""Codes that are merged in a line whatever was written, since all of it has to be changed."""


def merged(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Merge diagnostics of the same mistake.

    Returns:
        The diagnostics in order of reports; each place of `found` is in one of them.
    """
    items = sorted(found, key=lambda item: item.sort_key)
    in_lines = [each for group in _grouped(items, _in_line) for each in _one_of(group)]
    return [_with_lines(group) for group in _grouped(in_lines, _in_file)]


def _grouped(
    items: Sequence[Diagnostic], key: Callable[[Diagnostic], Hashable]
) -> list[list[Diagnostic]]:
    """Group diagnostics with an equal key; those without one stay alone."""
    groups: dict[Hashable, list[Diagnostic]] = defaultdict(list)
    for number, item in enumerate(items):
        found = key(item)
        groups[number if found is None else found].append(item)
    return list(groups.values())


def _in_line(item: Diagnostic) -> Hashable:
    """Return what is equal for the same mistake in the same line, None if it can't be merged."""
    if item.lacks or item.related or item.span.end_line > item.span.line:
        return None
    where = (item.span.path, item.span.line, item.code)
    if item.rewrite is not None:
        return (*where, item.rewrite)
    words = () if item.code in _OF_ANY_KIND else tuple(sorted(item.params.items()))
    if item.edits or item.suggestion is not None or item.code in _UNFIXED:
        return (*where, bool(item.edits), item.suggestion, words)
    return None


def _in_file(item: Diagnostic) -> Hashable:
    if item.code not in THROUGHOUT or item.related:
        return None
    return (item.span.path, item.code, tuple(sorted(item.params.items())))


def _one_of(group: list[Diagnostic]) -> list[Diagnostic]:
    """Merge diagnostics of one line, unless their edits exclude each other."""
    edits = tuple(dict.fromkeys(edit for item in group for edit in item.edits))
    if len(group) == 1 or _overlap(edits):
        return group
    first, *others = group
    also = tuple(item.span for item in others)
    return [dataclasses.replace(first, edits=edits, also=also)]


def _overlap(edits: Iterable[Edit]) -> bool:
    spans = sorted(span for span, _ in edits)
    return any(
        (span.end_line, span.end_column) > (after.line, after.column)
        for span, after in itertools.pairwise(spans)
    )


def _with_lines(group: list[Diagnostic]) -> Diagnostic:
    first, *others = group
    return dataclasses.replace(first, related=tuple(others)) if others else first


def places(item: Diagnostic) -> int:
    """Return how often the mistake of a diagnostic is made."""
    alike = (each for each in item.related if each.code == item.code and not each.lacks)
    return 1 + len(item.also) + sum(map(places, alike))
