"""What the build hands to scripts is declared as it is, for TypeScript to hold scripts to it."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

import pytest

from tests.scripts.declarations import Declarations, files
from tests.scripts.modules import read

pytestmark = pytest.mark.quick


def test_committed_declarations_are_those_of_the_program() -> None:
    """Out of date? `make types` writes them anew."""
    made = dict(files())
    assert len(made) == 2
    for name, text in made.items():
        assert text == read(name), f"{name}: make types"


class Leaf(TypedDict, total=False):
    """A leaf."""

    colour: Literal["green", "brown"]


class Plant(TypedDict):
    """A plant.

    Attributes:
        name: What it is called, in the words
            of its owner.
        leaves: Its leaves.
    """

    name: str
    leaves: list[Leaf]
    size: tuple[int, int | None]
    rest: NotRequired[dict[str, tuple[bool, ...]]]


def test_types_of_python_become_types_of_typescript() -> None:
    made = Declarations()
    made.constant("PLANT", made.record(Plant))
    assert (
        str(made)
        == """\
/** A plant. */
export interface Plant {
  /** What it is called, in the words of its owner. */
  name: string
  /** Its leaves. */
  leaves: Leaf[]
  size: [number, number | null]
  rest?: Record<string, boolean[]>
}

/** A leaf. */
export interface Leaf {
  colour?: "green" | "brown"
}

export const PLANT: Plant
"""
    )


def test_a_type_that_cannot_be_declared_is_refused() -> None:
    with pytest.raises(TypeError):
        Declarations().type(set[str])
