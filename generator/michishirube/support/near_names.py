"""Finds the known name that a misspelt one stands for ("did you mean").

The distance limit is strict, since a wrong suggestion is worse than none
(docs/decisions/0018-what-is-offered-to-paste.md).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_LONGEST = 100
"""Length limit in characters; longer names are never typos."""


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """Return the most similar known name; None if none is similar or several are equally so.

    Names may be paths (`letters/decline`): their last parts are compared if the parts before are
    equal, or the other way round. Parts may differ by an edit distance (insertions, deletions,
    substitutions, transpositions) of 1 up to five characters, 2 up to eleven and 3 beyond. Numbers
    must be equal: `A1` isn't a typo for `A2`.
    """
    if not name or len(name) > _LONGEST:
        return None
    found: dict[str, int] = {}
    for other in set(known) - {name}:
        distance = _distance(name, other)
        if distance is not None:
            found[other] = distance
    least = min(found.values(), default=0)
    nearest = [other for other, distance in found.items() if distance == least]
    return nearest[0] if len(nearest) == 1 else None


def _distance(name: str, other: str) -> int | None:
    """Return the edit distance of two names, or None if they aren't similar."""
    folder, _, last = name.rpartition("/")
    other_folder, _, other_last = other.rpartition("/")
    if folder == other_folder:
        return edit_distance(last, other_last)
    if last != other_last:
        return None
    if not folder:
        return 1  # The folder was omitted: `decline` for `letters/decline`.
    between = edit_distance(folder, other_folder)
    return None if between is None else 1 + between


def edit_distance(one: str, other: str) -> int | None:
    """Return the edit distance of two words, or None if it exceeds the limit for typos."""
    one, other = _plain(one), _plain(other)
    if one == other:
        return 0
    size = max(len(one), len(other))
    most = 1 if size <= 5 else 2 if size <= 11 else 3
    if min(len(one), len(other)) < 3 or abs(len(one) - len(other)) > most:
        return None
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return None
    if len(set(one) ^ set(other)) > 2 * most:
        return None
    found = _edits(one, other)
    return found if found <= most else None


def _edits(one: str, other: str) -> int:
    """Return the edit distance with transpositions (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, against in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != against))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == against:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _plain(name: str) -> str:
    return re.sub(r"[-_ ]+", "-", unicodedata.normalize("NFKC", name).casefold()).strip("-")
