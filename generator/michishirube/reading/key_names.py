"""Keys as people call them: misspelt, or by their Japanese names → the key that is meant.

The names are the labels of `locales/*/format.toml`, and under `also` what else people say.
Only keys that aren't written yet are guessed: a second one would be no help.
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
"""The keys by which a node shows its kind when the key that names it is missing."""


def meant(record: Any, written: str, absent: Collection[str]) -> str | None:
    """The key of a record that was meant, out of those that are absent; None if none is near."""
    named = [key for key in _called(record, _plain(written)) if key in absent]
    if named:
        return named[0]
    near = nearest_name(written, absent)
    if near is not None or len(written) < 4:
        return near
    return next(iter(difflib.get_close_matches(written, sorted(absent), n=1, cutoff=0.75)), None)


def kind_by_keys(present: Collection[str]) -> type[Record] | None:
    """The kind of node that has these keys, when the one that names it is missing."""
    kinds = [kind for kind in NODE_KINDS if _OWN_KEYS[kind] & {*present}]
    if len(kinds) == 1 or not present:
        return kinds[0] if kinds else None
    leads_on = {"next", "return_to"} & {*present}
    return None if kinds else Action if leads_on else Outcome if "text" in present else None


def kind_meant(present: Collection[str]) -> str | None:
    """The kind of node ("question", …) that one of the keys of a node was meant to name."""
    for written in present:
        kind: Any  # A type can be hashed; typing of caches doesn't know.
        for kind in NODE_KINDS:
            own: str = kind.__name__.lower()
            if own in _called(kind, _plain(written)) or nearest_name(written, [own]):
                return own
    return None


@functools.cache
def _called(record: Any, name: str) -> tuple[str, ...]:
    """The keys of a record that are called so in any language, in their order."""
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
    """A name without regard to width, case, spaces and the marks between words."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(char for char in folded if char.isalnum() or char == "ー")
