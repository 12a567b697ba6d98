"""What a comparison gives, and the inventory to compare with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from michishirube.support.outputs import inventory
from michishirube.support.outputs.inventory import Differences, Inventory, InventoryError


class VerifyError(Exception):
    """The comparison couldn't be made.

    `code` is a key of the words for it (`verify.failed.<code>`), `params` fill them in.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(f"{code}: {params}")
        self.code, self.params = code, params


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """What was found: `listed` is the inventory, `unasked` the files that no host hands out."""

    listed: Inventory
    different: Differences
    unasked: tuple[str, ...] = ()

    def owner(self, path: str) -> str:
        """Where a file comes from (`file:line`), "" if it isn't listed."""
        return next((each.owner for each in self.listed.entries if each.path == path), "")


def reference(place: Path) -> Inventory:
    """The inventory to compare with: a file, or that of a folder.

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
    """The differences, with the inventory itself among them if it is another than expected."""
    if not is_other:
        return found
    changed = tuple(sorted((*found.changed, inventory.NAME)))
    return Differences(changed, found.missing, found.foreign)
