"""A picture of the content, as it is published."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture.

    Attributes:
        path: Path relative to the project root.
        ending: Ending of its name, by what it holds: `svg` or `png`.
        data: Its bytes.
    """

    path: str
    ending: str
    data: bytes = field(repr=False)
