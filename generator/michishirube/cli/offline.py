"""`guide offline`: writes the guide as a zip file that can be read without a server."""

from __future__ import annotations

from pathlib import Path

import click

from michishirube.cli.build import explain
from michishirube.cli.common import language_option, root_option, words_of
from michishirube.publish import archive, offline
from michishirube.publish.build import PublishError, build
from michishirube.reading.project import Project
from michishirube.support import outputs
from michishirube.support.outputs import OutputError
from michishirube.support.terminal import printable


@click.command("offline")
@root_option
@language_option
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="The zip to write; default: dist/guide-offline.zip in the project's folder.",
)
def command(root: Path, lang: str | None, output: Path | None) -> None:
    """Write the guide as a zip whose pages open without a web host."""
    target = output or root / "dist" / "guide-offline.zip"
    try:
        with outputs.replaced_file(root, target, archive.is_ours) as place:
            site = place.spare / "site"
            build(Project(root.resolve()), place, site)
            files = offline.unpacked(site)
            place.fresh.write_bytes(archive.zipped(files, target.resolve().stem))
    except (PublishError, OutputError) as problem:
        explain(problem, root, lang)
    said = words_of(root, lang)
    size = round(target.stat().st_size / 1000)
    count = len(files) - 1  # Without the list of them.
    click.echo(printable(said("report.archived", files=count, size=size, path=target.resolve())))
