"""A project's templates and MkDocs settings, which override the bundled ones.

A project may consist of `content/` and `site_config.yml` alone. Of its own templates, each file
takes the place of the bundled one of that path; of its own `mkdocs.yml`, each key. The bundled
files are inside the package in a wheel, and beside it in a checkout.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from michishirube.model.kinds import CONTENT
from michishirube.reading import mkdocs_settings

SETTINGS = mkdocs_settings.NAME
TEMPLATES = "templates"
THEME = "theme"

_PACKAGE = Path(__file__).resolve().parents[1]


def shipped(name: str) -> Path:
    """Return the path of a bundled file or folder: `templates` or `mkdocs.yml`."""
    inside = _PACKAGE / name
    return inside if inside.exists() else _PACKAGE.parents[1] / name


@dataclass(frozen=True, slots=True)
class Project:
    """A project; `root` is an absolute path."""

    root: Path

    @property
    def templates(self) -> tuple[Path, ...]:
        """The folders of templates in which a file is looked for: the project's, the bundled."""
        own, bundled = self.root / TEMPLATES, shipped(TEMPLATES)
        if not own.is_dir():
            return (bundled,)
        return (own,) if own.resolve() == bundled else (own, bundled)

    @property
    def published(self) -> tuple[Path, ...]:
        """Folders whose files are copied to the site unchanged, the project's before the bundled.

        So a project may publish files such as a CNAME.
        """
        return tuple(each / THEME for each in self.templates if (each / THEME).is_dir())

    def settings(self, folder: Path) -> Path:
        """Return the MkDocs settings file.

        Args:
            folder: Where to write one that inherits from `mkdocs.yml` and adds what it lacks, if
                the project's own isn't sufficient.
        """
        own, bundled = self.root / SETTINGS, shipped(SETTINGS)
        is_own = own.is_file()
        lacking = mkdocs_settings.lacking(own, bundled) if is_own else {}
        if is_own and not lacking and self.templates[0] == self.root / TEMPLATES:
            return own
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / SETTINGS
        # JSON is valid YAML and quotes any path correctly.
        path.write_text(json.dumps(self._complete(lacking, own if is_own else bundled)), "utf-8")
        return path

    def _complete(self, lacking: dict[str, Any], inherited: Path) -> dict[str, Any]:
        """Return the settings to write elsewhere: with absolute paths."""
        own = mkdocs_settings.custom_dir(inherited)
        theme = own if own and own.is_dir() else self.published[0]
        return {
            **lacking,
            "INHERIT": str(inherited),
            "docs_dir": str(self.root / CONTENT),
            "site_dir": str(self.root / "site"),
            "theme": {**lacking.get("theme", {}), "custom_dir": str(theme)},
        }
