"""`guide export`: writes the guide as Markdown for other site generators."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from michishirube.cli.common import (
    CONTENT_ERRORS,
    language_option,
    refusals,
    report,
    root_option,
    words_for,
)
from michishirube.publish.export import export
from michishirube.reading.project import Project
from michishirube.support.terminal import printable
from michishirube.website.compile import compile_site


@click.command("export")
@root_option
@language_option
@click.argument("directory", type=click.Path(path_type=Path))
def command(root: Path, lang: str | None, directory: Path) -> None:
    """Write the guide as Markdown, assets and settings into DIRECTORY.

    MkDocs with Material and Zensical build it as it is, without this program.
    """
    project = Project(root.resolve())
    compiled = compile_site(project.root, project.templates)
    if compiled.site is None:
        report(compiled.loaded, lang)
        sys.exit(CONTENT_ERRORS)
    said = words_for(compiled.loaded, lang)
    with refusals(root, lang):
        export(compiled.site, directory, project.root)
    pages = len(compiled.site.documents)
    click.echo(printable(said("report.exported", pages=pages, folder=directory.resolve())))
