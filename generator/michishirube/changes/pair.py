"""The two guides that are compared, and what may be concluded from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from michishirube.changes.findings import Status
from michishirube.changes.renames import Renames, find_renames, with_new_names
from michishirube.model import Guide, Record

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class GuidePair:
    """Two guides; a file that one of them couldn't read whole proves nothing new or gone.

    `before` is told in the names of now (`renames`).
    """

    before: Guide
    after: Guide
    renames: Renames

    @classmethod
    def of(cls, before: Guide, after: Guide) -> GuidePair:
        """The two guides, with what only changed its name found."""
        broken = before.broken | after.broken

        def is_whole(*records: Record) -> bool:
            return all(each.span.path not in broken for each in records)

        renames = find_renames(before, after, is_whole)
        return cls(with_new_names(before, renames), after, renames)

    @property
    def broken(self) -> frozenset[str]:
        """Files that one side couldn't read whole."""
        return self.before.broken | self.after.broken

    def is_whole(self, *records: Record | None) -> bool:
        """Whether both sides could read the files of the records whole."""
        return all(each is None or each.span.path not in self.broken for each in records)

    @property
    def trees_are_whole(self) -> bool:
        """Whether every tree could be read on both sides, so that ways can be followed."""
        return self.is_whole(*self.before.trees.values(), *self.after.trees.values())

    def records(
        self, before: Mapping[str, R], after: Mapping[str, R]
    ) -> Iterator[tuple[str, R | None, R | None]]:
        """The records of both sides by id: those that are there now first, in their order.

        One that stands only on one side is left out when the other couldn't read its file.
        """
        for name in dict.fromkeys([*after, *before]):
            old, new = before.get(name), after.get(name)
            if (old and new) or self.is_whole(old, new):
                yield name, old, new

    def status(self, kind: str, name: str, before: object | None, after: object | None) -> Status:
        """Whether something came, went, has another name, or may have changed."""
        if before is None:
            return "added"
        if after is None:
            return "removed"
        return "renamed" if (kind, name) in self.renames.new_names else "changed"
