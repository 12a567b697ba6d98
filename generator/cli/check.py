"""`guide check`: reports everything that is wrong with the content."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.common import CONTENT_ERRORS, language_option, report, root_option
from generator.compile import check_project


@click.command("check")
@root_option
@language_option
def command(root: Path, lang: str | None) -> None:
    """Report everything that is wrong with the content."""
    loaded = check_project(root)
    report(loaded, lang)
    sys.exit(CONTENT_ERRORS if loaded.diagnostics.has_errors else 0)
