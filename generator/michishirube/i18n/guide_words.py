"""The messages of a guide's pages: those of its language, overridden by the guide's own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from michishirube.i18n import messages
from michishirube.i18n.messages import Messages
from michishirube.model import Guide

PARTS = ("ui", "script", "search", "flowchart", "machine")
"""The catalogues that readers see something of, in which a guide may say it otherwise."""

_BLANK = re.compile(r"\{(\w+)\}")


def load(guide: Guide, part: str) -> Messages:
    """Load a catalogue with the words that the project's own locale and its settings change."""
    usual = messages.load(guide.site.language, part)
    own = {each.key: each.text for each in guide.locale if each.part == part}
    own |= {key: str(text) for key, text in guide.site.words.items()}
    said = {key: text for key, text in own.items() if key in usual or _singular(key) in usual}
    return Messages({**usual, **said}, guide.site.language) if said else usual


def known(language: str) -> Mapping[str, frozenset[str]]:
    """Return the placeholders of all words that a guide may change, by key.

    Two catalogues that have the same key say the same.
    """
    found = {
        key: placeholders(text)
        for part in PARTS
        for key, text in messages.load(language, part).items()
    }
    forms = messages.plural_forms(language)
    counted = {key.removesuffix("other"): names for key, names in found.items() if _counts(key)}
    return found | {f"{key}{form}": names for key, names in counted.items() for form in forms}


def lacking(guide: Guide) -> list[str]:
    """Return the keys of words that are said in another language, since the guide's has none."""
    language = guide.site.language
    own = {*guide.site.words, *(each.key for each in guide.locale)}
    forms = {f".{form}" for form in messages.plural_forms(language)}
    return [
        key
        for key in known(language)
        if key not in own
        and (messages.bundled(language) is None or key not in _bundled_keys(language))
        and (not _counts(key) or any(key.endswith(form) for form in forms))
    ]


def _bundled_keys(language: str) -> frozenset[str]:
    return frozenset(key for part in PARTS for key in messages.load(language, part))


def _counts(key: str) -> bool:
    return key.endswith(".other")


def _singular(key: str) -> str:
    """Return the key of the form that each language has, for one of a counted word."""
    return f"{key.rpartition('.')[0]}.other"


def placeholders(text: str) -> frozenset[str]:
    """Return the names of the placeholders in a text, such as `count`."""
    return frozenset(_BLANK.findall(text))
