"""What comes of reading an entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Reading:
    """What an entry means.

    `value` is the same however it was typed: a text, a number such as `33000` or `1.5`, a day
    `2026-12-03`, a moment `2026-12-03T18:00`, an option's id. `shown` is what the letter says.
    Both are "" when nothing was typed, or when it can't stand in a letter; then `warning` says
    why: a key of `[warning]` in the locales' `script.toml`, which takes `params`. An entry may
    also stand in the letter with a warning.
    """

    value: str
    shown: str
    warning: str = ""
    params: Mapping[str, str] = field(default_factory=dict)

    def told(self, warning: str, **params: str) -> Reading:
        """The same with a warning, unless it has one already."""
        return self if self.warning else replace(self, warning=warning, params=params)


NOTHING = Reading("", "")


def refused(warning: str, **params: str) -> Reading:
    """Nothing for the letter, and why."""
    return Reading("", "", warning, params)
