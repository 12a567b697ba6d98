"""`guide rename`: renames something and updates every reference to it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from michishirube.cli.asking import Session
from michishirube.cli.common import (
    CONTENT_ERRORS,
    language_option,
    refusals,
    root_option,
    words_for,
)
from michishirube.editing import (
    KINDS,
    Renaming,
    after_renaming,
    as_read,
    follows,
    renaming,
    write_all,
)
from michishirube.reports.report import CheckReport
from michishirube.reports.text import render
from michishirube.support.terminal import printable


@click.command("rename")
@click.argument("kind", type=click.Choice([*KINDS]))
@click.argument("old")
@click.argument("new")
@click.argument("words", required=False)
@root_option
@language_option
@click.option("--diff", is_flag=True, help="Show what would change, without changing it.")
def command(
    kind: str, old: str, new: str, words: str | None, root: Path, lang: str | None, *, diff: bool
) -> None:
    r"""Give something another name, wherever it is used, and keep the former one.

    \b
    guide rename node TREE/OLD NEW
    guide rename answer TREE/NODE "old words" "new words"
    guide rename point CHECKLIST/OLD NEW
    guide rename letter OLD NEW      (or field, term, tree, checklist, page, source, fact, scenario)

    All files change together or not at all: when the check would find anything new, nothing is
    written. What was renamed by hand where it is defined is finished in all other places.
    """
    session = Session(root, lang)
    if (kind == "answer") != (words is not None):
        raise click.UsageError(session.said["failed.rename_arguments"])
    names, name = ((old, new), words) if words is not None else ((old,), new)
    with session.refusals(), refusals(root, lang):
        files = as_read(root, session.loaded)
        found = renaming(session.guide, files, kind, names, name)
    _refuse_harm(session, found)
    for change in found.files:
        for line in change.diff():
            click.echo(printable(line))
    if diff:
        return
    with refusals(root, lang):
        write_all(root, found.files)
    params = {"places": found.places, "files": len(found.files), "old": found.name[-1]}
    click.echo(session.said("renamed_answer" if words else "renamed", **params))


def _refuse_harm(session: Session, found: Renaming) -> None:
    """End the command if the renaming causes new diagnostics or changes what a reference means."""
    with refusals(session.root, session.language):
        grown, after = after_renaming(session.root, session.loaded, found)
    guide = after.guide
    if guide is not None and not guide.broken and not follows(session.guide, found, guide):
        raise click.UsageError(session.said("failed.rename_meaning", value=found.new))
    if grown:
        click.echo(f"{session.said['would_break']}\n", err=True)
        report = CheckReport(findings=tuple(grown), files=after.files)
        click.echo(render(report, words_for(after, session.language)), err=True)
        sys.exit(CONTENT_ERRORS)
