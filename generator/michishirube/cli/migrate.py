"""`guide migrate`: rewrites the content of an older format."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from michishirube.checks.project import check_project
from michishirube.cli.common import (
    CONTENT_ERRORS,
    language_of,
    language_option,
    refusals,
    report,
    root_option,
)
from michishirube.editing import as_read, write_all
from michishirube.editing.insert import InsertError
from michishirube.editing.migration import migrated
from michishirube.i18n import messages
from michishirube.model.kinds import SETTINGS
from michishirube.model.site import FORMAT
from michishirube.support.terminal import printable


@click.command("migrate")
@root_option
@language_option
@click.option("--diff", is_flag=True, help="Show what would change, without changing it.")
def command(root: Path, lang: str | None, *, diff: bool) -> None:
    """Rewrite a guide of an older format in the present one, and keep its comments.

    All files change together or not at all.
    """
    loaded = check_project(root)
    if loaded.guide is None or loaded.guide.broken:
        report(loaded, lang)
        sys.exit(CONTENT_ERRORS)
    said = messages.load(language_of(loaded, lang), "scaffold")
    version = int(loaded.guide.site.format or 0)
    with refusals(root, lang):
        try:
            changes = migrated(as_read(root, loaded), version)
        except InsertError as problem:
            raise click.UsageError(said("failed.no_place", path=SETTINGS)) from problem
    for change in changes:
        for line in change.diff():
            click.echo(printable(line))
    if not changes:
        click.echo(said("migrated_already", format=FORMAT))
    elif not diff:
        with refusals(root, lang):
            write_all(root, changes)
        click.echo(said("migrated", files=len(changes), format=FORMAT))
