"""Loads Jinja's templates as other files of a project are read: plain files, and no huge ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import jinja2
from jinja2.loaders import split_template_path

from michishirube.support import files


class TemplateLoader(jinja2.FileSystemLoader):
    """Jinja's own loader would read a template of any size, and pass over one that is a pipe."""

    def get_source(
        self,
        environment: jinja2.Environment,  # noqa: ARG002 - as Jinja calls it
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """A template's text, its path, and that it stays as it is while a build goes on.

        Raises:
            TemplateNotFound: There is no such template in any of the folders.
            OSError: What stands there isn't a plain file, is too large, or can't be read.
        """
        parts = split_template_path(template)
        for folder in self.searchpath:
            path = Path(folder, *parts)
            try:
                data = files.read(path, files.MOST_OF_A_TEMPLATE)
            except (FileNotFoundError, NotADirectoryError):
                continue
            return files.as_text(data), str(path), lambda: True
        raise jinja2.TemplateNotFound(template)
