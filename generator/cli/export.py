"""`guide export`: writes the guide for other Markdown site generators."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.common import (
    CONTENT_ERRORS,
    FAILED,
    language_option,
    report,
    root_option,
    words_for,
)
from generator.compile import compile_site
from generator.export import ExportError, export


@click.command("export")
@root_option
@language_option
@click.argument("directory", type=click.Path(path_type=Path))
def command(root: Path, lang: str | None, directory: Path) -> None:
    """Write the guide as Markdown, assets and settings into DIRECTORY.

    MkDocs with Material and Zensical build it as it is, without this program.
    """
    compiled = compile_site(root.resolve(), root.resolve() / "templates")
    if compiled.site is None:
        report(compiled.loaded, lang)
        sys.exit(CONTENT_ERRORS)
    said = words_for(compiled.loaded, lang)
    try:
        export(compiled.site, directory.resolve())
    except ExportError as problem:
        click.echo(said("report.not-an-export", folder=problem), err=True)
        sys.exit(FAILED)
    pages = len(compiled.site.documents)
    click.echo(said("report.exported", pages=pages, folder=directory.resolve()))
