"""The result of parsing an entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """A parsed entry.

    Attributes:
        value: Canonical value: a text, a number (`33000`, `1.5`), a date `2026-12-03`, a date with
            time `2026-12-03T18:00`, or the id of an option. "" if empty or rejected.
        shown: The text in the letter; "" if empty or rejected.
        warning: Why it was rejected or is doubtful: a key of `[warning]` in `script.toml`.
        params: Values for the placeholders of the warning.
    """

    value: str
    shown: str
    warning: str = ""
    params: Mapping[str, str] = field(default_factory=dict)

    def with_warning(self, warning: str, **params: str) -> ParsedEntry:
        """Return a copy with a warning, unless there is one already."""
        return self if self.warning else replace(self, warning=warning, params=params)


NOTHING = ParsedEntry("", "")


def refused(warning: str, **params: str) -> ParsedEntry:
    """Return an empty result with a warning."""
    return ParsedEntry("", "", warning, params)
