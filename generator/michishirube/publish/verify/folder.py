"""Compares a folder with an inventory."""

from __future__ import annotations

from pathlib import Path

from michishirube.publish.verify.compared import VerifyError, VerifyResult, with_inventory
from michishirube.support.outputs import inventory
from michishirube.support.outputs.inventory import Inventory, InventoryError


def verify_folder(folder: Path, against: Inventory | None = None) -> VerifyResult:
    """Compare all files of a folder; symbolic links aren't followed, pipes aren't opened.

    Raises:
        VerifyError: The folder can't be read, or there is no inventory.
    """
    if not folder.is_dir():
        raise VerifyError("no-folder", place=folder)
    try:
        own = inventory.read(folder)
        listed = against or own
        if listed is None:
            raise VerifyError("no-inventory", place=folder)
        different = inventory.compare(folder, listed)
    except InventoryError as error:
        raise VerifyError(str(error), place=folder / inventory.NAME) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise VerifyError("unreadable", place=folder, reason=reason) from error
    return VerifyResult(listed, with_inventory(different, is_other=own != listed))
