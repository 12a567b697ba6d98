r"""Tables of phrases that don't belong into a letter, and what to write instead.

A table is a TOML file: under each code a list of entries. `find` is a regular
expression; `write` is what to write instead (`\1` stands for its first group);
`example` is a sentence in which it is found.
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
    """One entry of a table."""

    find: re.Pattern[str]
    write: str | None
    example: str


Table = dict[str, tuple[PhrasePattern, ...]]


def load_table(path: Path) -> Table:
    """The phrases of a file by code."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        code: tuple(
            PhrasePattern(re.compile(entry["find"]), entry.get("write"), entry["example"])
            for entry in listed
        )
        for code, listed in entries.items()
    }


def finder(table: Table) -> Callable[[str], Iterator[Hit]]:
    """A function that finds the phrases of a table in a line."""
    entries = [(code, phrase) for code, phrases in table.items() for phrase in phrases]

    def check(line: str) -> Iterator[Hit]:
        for code, phrase in entries:
            for match in phrase.find.finditer(line):
                instead = match.expand(phrase.write) if phrase.write else None
                yield Hit(code, match.start(), match.end(), instead, {"found": match[0]})

    return check
