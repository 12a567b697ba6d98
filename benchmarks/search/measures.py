"""How good an order of results is: the measures, and which results count as right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Query:
    """What is typed, of which kind it is, the places that answer it, and when it was written."""

    text: str
    kind: str
    expect: tuple[str, ...]
    since: str = ""


def rank_of(query: Query, found: Sequence[str], ends: Mapping[str, str]) -> int:
    """At which place the first right result stands, counted from 1; 0 for none among them.

    A page that is expected without an anchor stands for each place on it. `ends` says where a
    story comes out, or at which step a tree's page begins: it is as right as that place.
    """
    for rank, address in enumerate(found, 1):
        for place in {address, ends.get(address, address)}:
            if place in query.expect or place.partition("#")[0] in query.expect:
                return rank
    return 0


@dataclass(frozen=True)
class Measures:
    """What a list of ranks amounts to."""

    count: int
    first: float
    in_three: float
    reciprocal: float

    @classmethod
    def of(cls, ranks: Sequence[int]) -> Measures:
        """The share of first places, of the first three, and the mean of 1/rank."""
        count = len(ranks)
        return cls(
            count,
            sum(rank == 1 for rank in ranks) / count,
            sum(0 < rank <= 3 for rank in ranks) / count,
            sum(1 / rank for rank in ranks if rank) / count,
        )

    def __str__(self) -> str:
        return f"{self.first:.3f} | {self.in_three:.3f} | {self.reciprocal:.3f}"
