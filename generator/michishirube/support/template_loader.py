"""Loads Jinja's templates as other files of a project are read: plain files, and no huge ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import jinja2
from jinja2.loaders import split_template_path

from michishirube.support import files


class TemplateLoader(jinja2.FileSystemLoader):
    """Loads templates with limits: Jinja's loader reads files of any size, and blocks on pipes."""

    def get_source(
        self,
        environment: jinja2.Environment,  # noqa: ARG002 - as Jinja calls it
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return text and path of a template, and a function that says that it is up to date."""
        parts = split_template_path(template)
        for folder in self.searchpath:
            path = Path(folder, *parts)
            try:
                data = files.read(path, files.MOST_OF_A_TEMPLATE)
            except (FileNotFoundError, NotADirectoryError):
                continue
            return files.as_text(data), str(path), lambda: True
        raise jinja2.TemplateNotFound(template)
