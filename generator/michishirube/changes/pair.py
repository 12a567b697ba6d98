"""The pair of guides being compared, and which conclusions it permits."""

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
    """Two versions of a guide.

    Nothing is concluded from files that one of them can't read completely.

    Attributes:
        before: The old version with renamed ids replaced, so that ids are comparable.
        after: The new version.
        renames: The renamed ids.
    """

    before: Guide
    after: Guide
    renames: Renames

    @classmethod
    def of(cls, before: Guide, after: Guide) -> GuidePair:
        """Create a pair; renamed records are found and replaced in `before`."""
        broken = before.broken | after.broken

        def is_whole(*records: Record) -> bool:
            return all(each.span.path not in broken for each in records)

        renames = find_renames(before, after, is_whole)
        return cls(with_new_names(before, renames), after, renames)

    @property
    def broken(self) -> frozenset[str]:
        """Files that one version can't read completely."""
        return self.before.broken | self.after.broken

    def is_whole(self, *records: Record | None) -> bool:
        """Return whether both versions could read the files of these records completely."""
        return all(each is None or each.span.path not in self.broken for each in records)

    @property
    def trees_are_whole(self) -> bool:
        """Whether both versions could read all trees completely, so that routes are comparable."""
        return self.is_whole(*self.before.trees.values(), *self.after.trees.values())

    def records(
        self, before: Mapping[str, R], after: Mapping[str, R]
    ) -> Iterator[tuple[str, R | None, R | None]]:
        """Pair the records of both versions by id: current ones in their order, then removed ones.

        A record of one version is left out if the other couldn't read its file.
        """
        for name in dict.fromkeys([*after, *before]):
            old, new = before.get(name), after.get(name)
            if (old and new) or self.is_whole(old, new):
                yield name, old, new

    def status(self, kind: str, name: str, before: object | None, after: object | None) -> Status:
        """Return whether a record was added, removed, renamed, or possibly changed."""
        if before is None:
            return "added"
        if after is None:
            return "removed"
        return "renamed" if (kind, name) in self.renames.new_names else "changed"
