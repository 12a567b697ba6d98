"""`guide serve`: a preview that follows every change."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from generator import outputs
from generator.cli.common import FAILED, refusals, root_option
from generator.project import Project
from generator.publish import SILENT


@click.command("serve")
@root_option
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Host and port.")
def command(root: Path, address: str) -> None:
    """Preview the site; it follows every change of content, templates and settings."""
    with refusals(root, None), _ended_by_signals(), _folder_for_all() as folder:
        settings = Project(root.resolve()).settings(folder)
        os.environ.update(SILENT)
        os.chdir(root)  # What the preview watches is named from there.
        from generator.serving import serve  # noqa: PLC0415 - first the folder, then what uses it

        try:
            serve(settings, address)
        except (OSError, OverflowError) as error:
            click.echo(f"guide serve: {address}: {error}", err=True)
            sys.exit(FAILED)


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let what ends a program end it as Ctrl-C does: by leaving, not in the midst of something.

    A second signal must not cut the tidying up short.
    """
    here = os.getpid()

    def leave(number: int, _: object) -> None:
        if os.getpid() != here:  # A copy that does a share of the work has nothing to tidy up.
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        for each in numbers:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    # Windows has no SIGHUP; where it is ignored (nohup), it stays so.
    named = (getattr(signal, name, None) for name in ("SIGINT", "SIGTERM", "SIGHUP"))
    numbers = [each for each in named if each and signal.getsignal(each) is not signal.SIG_IGN]
    for number in numbers:
        signal.signal(number, leave)
    with contextlib.suppress(KeyboardInterrupt):
        yield


@contextlib.contextmanager
def _folder_for_all() -> Iterator[Path]:
    """A folder in which all temporary ones are made, MkDocs' too, and with which they go."""
    with outputs.scratch("serve") as folder:
        tempfile.tempdir = str(folder)
        try:
            yield folder
        finally:
            tempfile.tempdir = None
