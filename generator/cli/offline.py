"""`guide offline`: the guide as a zip that opens from a folder on disk."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from generator import offline
from generator.archive import zipped
from generator.cli.build import explain
from generator.cli.common import language_option, root_option, words_of
from generator.publish import PublishError, publish


@click.command("offline")
@root_option
@language_option
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The zip to write; default: dist/guide-offline.zip in the project's folder.",
)
def command(root: Path, lang: str | None, output: Path | None) -> None:
    """Write the guide as a zip whose pages open without a web host."""
    target = (output or root / "dist" / "guide-offline.zip").resolve()
    with tempfile.TemporaryDirectory() as workshop:
        site = Path(workshop, "site")
        try:
            publish(root.resolve(), site)
        except PublishError as problem:
            explain(problem, root, lang)
        files = offline.without_network(offline.reachable(site))
    content = zipped(files, target.stem)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    said = words_of(root, lang)
    size = round(len(content) / 1000)
    click.echo(said("report.archived", files=len(files), size=size, path=target))
