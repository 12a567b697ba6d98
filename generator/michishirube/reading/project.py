"""A project's templates and MkDocs settings, with the bundled ones as fallback.

A project may consist of `content/` and `site_config.yml` alone. The bundled files are inside the
package in a wheel, and beside it in a checkout.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from michishirube.model.kinds import CONTENT

SETTINGS = "mkdocs.yml"
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
    def templates(self) -> Path:
        """The project's own templates if they have `theme/main.html`, else the bundled ones."""
        own = self.root / TEMPLATES
        return own if (own / THEME / "main.html").is_file() else shipped(TEMPLATES)

    @property
    def published(self) -> tuple[Path, ...]:
        """Folders whose files are copied to the site unchanged, the project's before the bundled.

        A project without templates may still publish files such as a CNAME.
        """
        own, used = self.root / TEMPLATES / THEME, self.templates / THEME
        return (used,) if used == own or not own.is_dir() else (own, used)

    def settings(self, folder: Path) -> Path:
        """Return the MkDocs settings file.

        Args:
            folder: Where to write one that inherits from `mkdocs.yml` and adds what it lacks, if
                the project's own isn't sufficient.
        """
        own = self.root / SETTINGS
        if own.is_file() and self.templates == self.root / TEMPLATES:
            return own
        lacking = {
            "INHERIT": str(own if own.is_file() else shipped(SETTINGS)),
            "docs_dir": str(self.root / CONTENT),
            "site_dir": str(self.root / "site"),
            "theme": {"custom_dir": str(self.templates / THEME)},
        }
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / SETTINGS
        # JSON is valid YAML and quotes any path correctly.
        path.write_text(json.dumps(lacking), encoding="utf-8")
        return path
