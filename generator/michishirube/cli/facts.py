"""`guide facts`: lists facts and where they are cited."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from michishirube.analysis.citations import placements
from michishirube.checks.project import check_project
from michishirube.cli.common import CONTENT_ERRORS, report, root_option
from michishirube.support.terminal import one_line


@click.command("facts")
@root_option
def command(root: Path) -> None:
    """List each fact and the places that state it."""
    loaded = check_project(root)
    if loaded.guide is None:
        report(loaded, None)
        sys.exit(CONTENT_ERRORS)
    for name, spans in placements(loaded.guide).items():
        fact = loaded.guide.facts[name]
        why = f"({one_line(fact.withheld)})" if fact.withheld else "-"
        where = ", ".join(map(str, spans)) or why
        click.echo(f"{name}\t{len(spans)}\t{where}")
