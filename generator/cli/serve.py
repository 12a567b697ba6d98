"""`guide serve`: a preview that follows every change."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

from generator import outputs
from generator.cli.common import refusals, root_option
from generator.project import Project
from generator.publish import SILENT


@click.command("serve")
@root_option
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Host and port.")
def command(root: Path, address: str) -> None:
    """Preview the site; it follows every change of content, templates and settings."""
    # "Dirty": MkDocs writes no page by itself; each is made when a browser asks for it.
    run = [sys.executable, "-m", "mkdocs", "serve", "--dirty", "--dev-addr", address]
    with refusals(root, None), outputs.scratch("serve") as folder:
        run += ["--config-file", str(Project(root.resolve()).settings(folder))]
        # Where MkDocs makes its own folders, so that nothing of it stays when this is ended.
        environment = os.environ | SILENT | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
        # In the project's folder: what the plugin watches is named from there.
        done = subprocess.run(run, cwd=root, env=environment, check=False)  # noqa: S603 - ours
    sys.exit(done.returncode)
