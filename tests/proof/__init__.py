"""Proof that the tests can fail: lines of the program, each broken once, and the tests that see it.

`mutants.toml` is the table. `make proof` breaks one line after the other in copies of the project
and runs the tests that must turn red; a mutant that stays green is a test that can't fail.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).parent / "mutants.toml"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A piece of a file and what is written instead, and the test that must turn red.

    `holds` says what a user could no longer rely on.
    """

    file: str
    old: str
    new: str
    test: str
    holds: str

    def broken(self, text: str) -> str:
        """The file's text with this piece broken.

        Raises:
            ValueError: The piece isn't there, or more than once.
        """
        if text.count(self.old) != 1:
            raise ValueError(f"{self.file}: {self.old!r} is there {text.count(self.old)} times")
        return text.replace(self.old, self.new)


def mutants() -> tuple[Mutant, ...]:
    """The whole table, in its order."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return tuple(Mutant(**each) for each in table["mutant"])
