"""The words of a guide's pages: those of its language, with the guide's own in their place."""

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
    own = {each.key: each.text for each in guide.locale if each.part == part and each.key in usual}
    own |= {key: str(text) for key, text in guide.site.words.items() if key in usual}
    return Messages({**usual, **own}) if own else usual


def known(language: str) -> Mapping[str, frozenset[str]]:
    """Return the placeholders of all words that a guide may change, by key.

    Two catalogues that have the same key say the same.
    """
    return {
        key: placeholders(text)
        for part in PARTS
        for key, text in messages.load(language, part).items()
    }


def placeholders(text: str) -> frozenset[str]:
    """Return the names of the placeholders in a text, such as `count`."""
    return frozenset(_BLANK.findall(text))
