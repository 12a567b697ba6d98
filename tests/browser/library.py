"""The small Japanese guide of tests/guides/library: its letters use every kind of field."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.publish import PublishError, publish
from tests.browser.site import PROJECT, BuildFailedError

LIBRARY = PROJECT / "tests" / "guides" / "library"


def build_library(directory: Path) -> None:
    """Build the guide into a directory, with the project's own settings and templates.

    Raises:
        BuildFailedError: It could not be built.
    """
    root = directory.with_name("library-project")
    shutil.copytree(LIBRARY, root)
    shutil.copy(PROJECT / "mkdocs.yml", root)
    shutil.copytree(PROJECT / "templates", root / "templates")
    try:
        publish(root, directory)
    except PublishError as error:
        raise BuildFailedError(str(error)) from error
