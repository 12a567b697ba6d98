"""Suggests the key that was meant: for misspelt keys and keys written by their Japanese names.

The names are the labels in `locales/*/format.toml` and the synonyms under `also`. Only keys that
aren't present yet are suggested, since a duplicate wouldn't help.
"""

from __future__ import annotations

import difflib
import functools
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

from michishirube.i18n import messages
from michishirube.model import NODE_KINDS, Action, Outcome, Question, Record, Wait
from michishirube.reading.declarations import keys_of
from michishirube.support.near_names import nearest_name

_OWN_KEYS: Mapping[type[Record], frozenset[str]] = {
    Question: frozenset({"answers", "help"}),
    Action: frozenset({"do", "done"}),
    Wait: frozenset({"hours", "days", "business_days", "until", "since"}),
    Outcome: frozenset({"result", "see"}),
}
"""Keys that identify the kind of a node if the key that names it is missing."""


def suggest_key(record: Any, written: str, absent: Collection[str]) -> str | None:
    """Return the absent key of a record that was meant; None if none is similar."""
    named = [key for key in _called(record, _plain(written)) if key in absent]
    if named:
        return named[0]
    near = nearest_name(written, absent)
    if near is not None or len(written) < 4:
        return near
    return next(iter(difflib.get_close_matches(written, sorted(absent), n=1, cutoff=0.75)), None)


def kind_by_keys(present: Collection[str]) -> type[Record] | None:
    """Return the kind of a node without `question:` or the like, as implied by its other keys."""
    kinds = [kind for kind in NODE_KINDS if _OWN_KEYS[kind] & {*present}]
    if len(kinds) == 1 or not present:
        return kinds[0] if kinds else None
    leads_on = {"next", "return_to"} & {*present}
    return None if kinds else Action if leads_on else Outcome if "text" in present else None


def suggest_kind(present: Collection[str]) -> str | None:
    """Return the kind ("question", …) that one of a node's keys, misspelt, was meant to name."""
    for written in present:
        kind: Any  # functools.cache is typed for Hashable, which mypy doesn't see in types.
        for kind in NODE_KINDS:
            own: str = kind.__name__.lower()
            if own in _called(kind, _plain(written)) or nearest_name(written, [own]):
                return own
    return None


@functools.cache
def _called(record: Any, name: str) -> tuple[str, ...]:
    """Return the keys of a record that have this name in any language."""
    return tuple(key.name for key in keys_of(record) if name in _names(record, key.name))


@functools.cache
def _names(record: Any, key: str) -> frozenset[str]:
    found = {_plain(key)}
    for language in messages.languages():
        said = messages.load(language, "format")
        for owner in record.__mro__:
            prefix = f"{owner.__name__}.{key}"
            if f"{prefix}.label" in said:
                also = said.get(f"{prefix}.also", "").split(",")
                found |= {_plain(said[f"{prefix}.label"]), *map(_plain, also)}
    return frozenset(found - {""})


def _plain(name: str) -> str:
    """Normalise a name: width, case, spaces and punctuation are ignored."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(char for char in folded if char.isalnum() or char == "ー")
