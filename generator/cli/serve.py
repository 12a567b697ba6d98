"""`guide serve`: a preview that follows every change."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

from generator import outputs
from generator.cli.common import FAILED, language_option, refusals, root_option, words_of
from generator.cli.failures import reason
from generator.cli.listening import HOST, PORT, TRIES, ListeningError, Place, free, parse
from generator.project import Project
from generator.publish import SILENT


@click.command("serve")
@root_option
@language_option
@click.option(
    "--address", help=f"Host and port; default: {HOST}:{PORT}, or the next port that is free."
)
def command(root: Path, lang: str | None, address: str | None) -> None:
    """Preview the site; it follows every change of content, templates and settings."""
    place = _place(root, lang, address)
    # "Dirty": MkDocs writes no page by itself; each is made when a browser asks for it.
    run = [sys.executable, "-m", "mkdocs", "serve", "--dirty", "--dev-addr", str(place)]
    with refusals(root, lang), outputs.scratch("serve") as folder:
        run += ["--config-file", str(Project(root.resolve()).settings(folder))]
        # Where MkDocs makes its own folders, so that nothing of it stays when this is ended.
        environment = os.environ | SILENT | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
        # In the project's folder: what the plugin watches is named from there.
        done = subprocess.run(run, cwd=root, env=environment, check=False)  # noqa: S603 - ours
    sys.exit(done.returncode)


def _place(root: Path, lang: str | None, address: str | None) -> Place:
    """Where to listen. A port that was asked for isn't exchanged for another one."""
    try:
        asked = parse(f"{HOST}:{PORT}" if address is None else address)
        found = free(asked, TRIES if address is None else 0)
    except ListeningError as problem:
        said = words_of(root, lang, "failures")
        params = dict(problem.params)
        if isinstance(refused := params.get("problem"), OSError):
            params["reason"] = reason(refused, said)
        line = said(problem.code, **params)
        if problem.code == "address":
            raise click.UsageError(line) from problem
        click.echo(line, err=True)
        sys.exit(FAILED)
    if found != asked:
        said = words_of(root, lang, "failures")
        click.echo(said("port_next", port=asked.port, next=found.port), err=True)
    return found
