"""The result of a verification, and the inventory to compare with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from michishirube.support.outputs import inventory
from michishirube.support.outputs.inventory import Differences, Inventory, InventoryError


class VerifyError(Exception):
    """The comparison failed; `code` and `params` belong to a message `verify.failed.<code>`."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(f"{code}: {params}")
        self.code, self.params = code, params


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """The result.

    Attributes:
        listed: The inventory.
        different: The differences.
        unasked: Files that hosts don't serve, so they weren't requested.
    """

    listed: Inventory
    different: Differences
    unasked: tuple[str, ...] = ()

    def owner(self, path: str) -> str:
        """Return the source of a file (`file:line`), "" if it isn't listed."""
        return next((each.owner for each in self.listed.entries if each.path == path), "")


def reference(place: Path) -> Inventory:
    """Read the inventory to compare with, from a file or a folder.

    Raises:
        VerifyError: There is none.
    """
    path = place / inventory.NAME if place.is_dir() else place
    try:
        with path.open("rb") as file:
            return inventory.parse(file.read(inventory.MOST_BYTES + 1))
    except OSError as error:
        raise VerifyError("no-inventory", place=place) from error
    except InventoryError as error:
        raise VerifyError(str(error), place=path) from error


def with_inventory(found: Differences, *, is_other: bool) -> Differences:
    """Add the inventory itself to the changed files if it isn't the expected one."""
    if not is_other:
        return found
    changed = tuple(sorted((*found.changed, inventory.NAME)))
    return Differences(changed, found.missing, found.foreign)
