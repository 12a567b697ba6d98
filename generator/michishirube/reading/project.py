"""A project's folder as a builder needs it: its templates and settings, or those that we bring.

A project may hold `content/` and `site_config.yml` alone. What it lacks, the program brings along:
in a wheel beside its modules, in a checkout beside its package.
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
    """The path of something that the program brings: `templates` or `mkdocs.yml`."""
    inside = _PACKAGE / name
    return inside if inside.exists() else _PACKAGE.parents[1] / name


@dataclass(frozen=True, slots=True)
class Project:
    """The project at `root`, an absolute path."""

    root: Path

    @property
    def templates(self) -> Path:
        """How its pages look: its own templates if it has the one of all pages, else ours."""
        own = self.root / TEMPLATES
        return own if (own / THEME / "main.html").is_file() else shipped(TEMPLATES)

    @property
    def published(self) -> tuple[Path, ...]:
        """Folders whose files are published as they are: the project's first, then ours.

        A project without templates may still have files to publish, such as a CNAME.
        """
        own, used = self.root / TEMPLATES / THEME, self.templates / THEME
        return (used,) if used == own or not own.is_dir() else (own, used)

    def settings(self, folder: Path) -> Path:
        """MkDocs' settings: the project's own, or a file in `folder` that adds what it lacks."""
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
        # JSON is YAML, and quotes whatever stands in a path.
        path.write_text(json.dumps(lacking), encoding="utf-8")
        return path
