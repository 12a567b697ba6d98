r"""Tables of phrases that should not occur in letters, with replacements.

A table is a TOML file with a list of entries per code. `find` is a regular expression, `write` the
replacement (`\1` is the first group), and `example` a sentence that matches.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from michishirube.checks.letter_lint.rule import Hit


@dataclass(frozen=True, slots=True)
class PhrasePattern:
    """An entry of a table.

    Attributes:
        find: The pattern.
        write: Replacement template, None if there is no single one.
        example: A sentence in which the pattern is found.
    """

    find: re.Pattern[str]
    write: str | None
    example: str


Table = dict[str, tuple[PhrasePattern, ...]]


def load_table(path: Path) -> Table:
    """Read a table: patterns by code."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        code: tuple(
            PhrasePattern(re.compile(entry["find"]), entry.get("write"), entry["example"])
            for entry in listed
        )
        for code, listed in entries.items()
    }


def finder(table: Table) -> Callable[[str], Iterator[Hit]]:
    """Return a function that yields the hits of a table in a line."""
    entries = [(code, phrase) for code, phrases in table.items() for phrase in phrases]

    def check(line: str) -> Iterator[Hit]:
        for code, phrase in entries:
            for match in phrase.find.finditer(line):
                instead = match.expand(phrase.write) if phrase.write else None
                yield Hit(code, match.start(), match.end(), instead, {"found": match[0]})

    return check
