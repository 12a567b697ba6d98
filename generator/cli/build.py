"""`guide build`: writes the site, or leaves the last good one as it is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from generator.cli.common import (
    CONTENT_ERRORS,
    FAILED,
    language_option,
    report,
    root_option,
    words_of,
)
from generator.publish import PublishError, publish


@click.command("build")
@root_option
@language_option
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the site is written; default: site/ in the project's folder.",
)
def command(root: Path, lang: str | None, output: Path | None) -> None:
    """Build the site; with errors, the last good one stays as it is."""
    target = (output or root / "site").resolve()
    try:
        publish(root.resolve(), target)
    except PublishError as problem:
        explain(problem, root, lang)
    pages = len(list(target.rglob("*.html")))
    said = words_of(root, lang)
    click.echo(said("report.built", pages=pages, home=target / "index.html"))


def explain(problem: PublishError, root: Path, lang: str | None) -> NoReturn:
    """Report what is wrong with the content, else what the site generator said."""
    from generator.checks import check_project  # noqa: PLC0415 - a good build doesn't wait for it

    loaded = check_project(root)
    if loaded.diagnostics.has_errors:
        report(loaded, lang)
        sys.exit(CONTENT_ERRORS)
    click.echo(str(problem), err=True)
    sys.exit(FAILED)
