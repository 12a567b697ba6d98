"""`guide build`: builds the site; after an error, the previous one is unchanged."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from michishirube.cli.common import (
    CONTENT_ERRORS,
    FAILED,
    language_of,
    language_option,
    report,
    root_option,
    words_of,
)
from michishirube.cli.failures import in_short
from michishirube.i18n import messages
from michishirube.i18n.output_errors import refused
from michishirube.publish.build import PublishError, publish
from michishirube.support.outputs import OutputError
from michishirube.support.terminal import printable


@click.command("build")
@root_option
@language_option
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Where the site is written; default: site/ in the project's folder.",
)
def command(root: Path, lang: str | None, output: Path | None) -> None:
    """Build the site; with errors, the last good one stays as it is."""
    target = output or root / "site"
    try:
        publish(root.resolve(), target)
    except (PublishError, OutputError) as problem:
        explain(problem, root, lang)
    target = target.resolve()
    pages = len(list(target.rglob("*.html")))
    said = words_of(root, lang)
    click.echo(printable(said("report.built", pages=pages, home=target / "index.html")))


def explain(problem: PublishError | OutputError, root: Path, lang: str | None) -> NoReturn:
    """Report why a build failed, errors of the content first, and end the command."""
    from michishirube.checks.project import check_project  # noqa: PLC0415 - a good build doesn't wait for it

    loaded = check_project(root)
    if loaded.diagnostics.has_errors:
        report(loaded, lang)
        sys.exit(CONTENT_ERRORS)
    if isinstance(problem, OutputError):
        click.echo(refused(problem, language_of(loaded, lang)), err=True)
    else:
        said = messages.load(language_of(loaded, lang), "failures")
        click.echo(said("build", reason=in_short(str(problem))), err=True)
    sys.exit(FAILED)
