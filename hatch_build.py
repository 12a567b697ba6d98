"""Puts into a wheel what guides need that have no templates or settings of their own.

In a checkout these lie beside the package, where `reading.project` finds them as well: an editable
install has no copies, which would grow old.
"""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ShippedFiles(BuildHookInterface):
    """Adds `templates/` and `mkdocs.yml` to the package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name them by where they are and where they go."""
        if version != "editable":
            for name in ("templates", "mkdocs.yml"):
                build_data["force_include"][name] = f"michishirube/{name}"
