"""Which keys of the format hold texts, wherever they stand: for lines that can't be parsed."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Literal

from michishirube.model import Prose, Record, Ref, Text
from michishirube.model.kinds import KINDS
from michishirube.reading.declarations import keys_of, unwrap, unwrap_items

LETTER = "body"
"""The key of a letter's text, whose line breaks are significant."""

TextKind = Literal["long", "short", "other"]
"""A text whose line breaks matter, one in one line, or something else."""


@functools.cache
def text_keys() -> Mapping[str, tuple[TextKind, TextKind]]:
    """Return all keys of the format with what they hold: as their value, and as items of a list.

    A key that several records have holds a text if it does so in one of them.
    """
    found: dict[str, tuple[TextKind, TextKind]] = {}
    for record in _records():
        for key in keys_of(record):
            types, rules = unwrap_items(key.type)
            kind = _kind(key.name, types, (*key.rules, *rules))
            value, items = found.get(key.name, ("other", "other"))
            if types == (unwrap(key.type)[0],):
                found[key.name] = _longer(value, kind), items
            else:
                found[key.name] = value, _longer(items, kind)
    return found


def _records() -> list[type[Record]]:
    """Return all record classes that content files are made of."""
    found: list[type[Record]] = []
    left: list[object] = [kind.record for kind in KINDS]
    while left:
        kind = left.pop()
        if isinstance(kind, type) and issubclass(kind, Record) and kind not in found:
            found.append(kind)
            left += [each for key in keys_of(kind) for each in unwrap_items(key.type)[0]]
    return found


def _longer(one: TextKind, other: TextKind) -> TextKind:
    kinds: tuple[TextKind, ...] = ("long", "short")
    return next((kind for kind in kinds if kind in (one, other)), "other")


def _kind(name: str, types: tuple[object, ...], rules: tuple[object, ...]) -> TextKind:
    only = types[0] if len(types) == 1 and isinstance(types[0], type) else None
    if only is None or not issubclass(only, Text) or issubclass(only, Ref) or rules:
        return "other"
    return "long" if issubclass(only, Prose) or name == LETTER else "short"
