"""`guide serve`: runs the preview server."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import click

from michishirube.cli.common import FAILED, language_option, refusals, root_option, words_of
from michishirube.cli.failures import reason
from michishirube.cli.listening import (
    HOST,
    PORT,
    TRIES,
    BindAddress,
    ListeningError,
    free,
    parse,
    refusal,
)
from michishirube.publish.build import SILENT
from michishirube.reading.project import Project
from michishirube.support import outputs


@click.command("serve")
@root_option
@language_option
@click.option(
    "--address", help=f"Host and port; default: {HOST}:{PORT}, or the next port that is free."
)
def command(root: Path, lang: str | None, address: str | None) -> None:
    """Preview the site; it follows every change of content, templates and settings."""
    root = root.resolve()
    place = _place(root, lang, address)
    with refusals(root, lang), _ended_by_signals(), _folder_for_all() as folder:
        settings = Project(root).settings(folder)
        os.environ.update(SILENT)
        os.chdir(root)  # What the preview watches is named from there.
        from michishirube.mkdocs_plugin.dev_server import serve  # noqa: PLC0415 - first the folder, then what uses it

        try:
            serve(settings, str(place))
        except OSError as problem:
            if problem.errno not in (errno.EADDRINUSE, errno.EADDRNOTAVAIL):
                raise
            # Somebody else was quicker.
            _refuse(root, lang, refusal(place, problem))


def _place(root: Path, lang: str | None, address: str | None) -> BindAddress:
    """Return the address to listen at; a port given by the user is never replaced by another."""
    try:
        asked = parse(f"{HOST}:{PORT}" if address is None else address)
        found = free(asked, TRIES if address is None else 0)
    except ListeningError as problem:
        _refuse(root, lang, problem)
    if found != asked:
        said = words_of(root, lang, "failures")
        click.echo(said("port_next", port=asked.port, next=found.port), err=True)
    return found


def _refuse(root: Path, lang: str | None, problem: ListeningError) -> NoReturn:
    """Report why the server can't listen.

    Raises:
        click.UsageError: The address is malformed.
        SystemExit: The system refuses it.
    """
    said = words_of(root, lang, "failures")
    refused = problem.params.get("problem")
    why = reason(refused, said) if isinstance(refused, OSError) else ""
    line = said(problem.code, **{**problem.params, "reason": why})
    if problem.code == "address":
        raise click.UsageError(line) from problem
    click.echo(line, err=True)
    sys.exit(FAILED)


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Turn signals into KeyboardInterrupt, so that temporary folders are always removed.

    Further signals are ignored during the cleanup.
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
    """Create a folder for all temporary files, those of MkDocs included; remove it at the end."""
    with outputs.scratch("serve") as folder:
        tempfile.tempdir = str(folder)
        try:
            yield folder
        finally:
            tempfile.tempdir = None
