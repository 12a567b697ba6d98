"""Error handling for all commands: one line of text instead of a traceback.

A full disk, a closed pipe or a missing permission is reported in words, with status 3. Other
exceptions are bugs of the program and reported as such, with the address for bug reports. The
environment variable `GUIDE_TRACEBACK` shows the traceback.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from michishirube.cli.common import FAILED, MISUSED
from michishirube.i18n import messages
from michishirube.reading.loader import load_settings
from michishirube.support.terminal import printable

ASKED = "GUIDE_TRACEBACK"
LAST_SECOND = 253402300799
"""The end of the year 9999 as a Unix time, the last date that `datetime` supports."""


class GuardedGroup(click.Group):
    """A click group that turns every exception into a message and an exit status."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> NoReturn:
        """Run a command and exit the process.

        Raises:
            SystemExit: Always; `michishirube.cli` lists the statuses.
        """
        given = list(sys.argv[1:] if args is None else args)
        _show_what_can_be_shown()
        try:
            _refuse_odd_epoch(given)
            status = super().main(given, *rest, **{**extra, "standalone_mode": False})
        except click.ClickException as problem:
            problem.show()
            sys.exit(problem.exit_code if isinstance(problem, click.UsageError) else FAILED)
        except (click.Abort, KeyboardInterrupt, EOFError):
            _say(given, "stopped")
        except BrokenPipeError:
            _leave_pipe()
        except OSError as problem:
            _raise_if_asked(problem)
            _say_system(given, problem)
        except Exception as problem:  # noqa: BLE001 - whatever is left is our own mistake
            _raise_if_asked(problem)
            _say_bug(given, problem)
        sys.exit(status if isinstance(status, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; click itself would exit with status 1 when a pipe is closed."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _leave_pipe()
        return result


def reason(problem: OSError, said: messages.Messages) -> str:
    """Return the reason for an `OSError` in words."""
    name = errno.errorcode.get(problem.errno or 0, "")
    text = problem.strerror or str(problem)
    return said.get(f"reason.{name}") or said("reason.other", text=text)


def in_short(text: str) -> str:
    """Return a program's output for an error message: of a traceback, only the last line."""
    if "Traceback (most recent call last)" not in text or os.environ.get(ASKED):
        return text
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return re.sub(r"^(?:[a-z_]+\.)*[A-Za-z]*(?:Error|Exception): ", "", lines[-1])


def _show_what_can_be_shown() -> None:
    """Escape characters that the terminal's encoding lacks, instead of failing on them."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


def _refuse_odd_epoch(args: Sequence[str]) -> None:
    """Reject an invalid SOURCE_DATE_EPOCH, which would fail deep inside the build."""
    value = os.environ.get("SOURCE_DATE_EPOCH", "")
    if value and not (re.fullmatch("[0-9]{1,12}", value) and int(value) <= LAST_SECOND):
        _say(args, "epoch", status=MISUSED, value=printable(value[:40]))


def _raise_if_asked(problem: Exception) -> None:
    if os.environ.get(ASKED):
        traceback.print_exception(problem)


def _leave_pipe() -> NoReturn:
    """Exit after the reader of a pipe has gone, without an error when stdout is flushed."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(FAILED)


def _say_system(args: Sequence[str], problem: OSError) -> NoReturn:
    if problem.errno == errno.ENOENT and _is_nowhere():
        _say(args, "folder_gone")
    said = messages.load(_language(args), "failures")
    path = str(problem.filename or "")
    where = said("where", path=printable(path)) if path else ""
    _say(args, "system", reason=reason(problem, said), where=where)


def _say_bug(args: Sequence[str], problem: Exception) -> NoReturn:
    settings = _settings(args)
    where = settings.repository if settings else None
    said = messages.load(_language(args), "failures")
    line = " ".join(f"{type(problem).__name__}: {problem}".split())[:200]
    _echo(said("bug", what=printable(line)))
    if where:
        _say(args, "report", address=f"{where.address.rstrip('/')}/issues")
    _say(args, "report_nowhere")


def _say(args: Sequence[str], key: str, status: int = FAILED, **params: object) -> NoReturn:
    _echo(messages.load(_language(args), "failures")(key, **params))
    sys.exit(status)


def _echo(line: str) -> None:
    with contextlib.suppress(OSError, ValueError):  # Even standard error can be closed or full.
        click.echo(line, err=True)


def _is_nowhere() -> bool:
    """Return whether the working directory has been deleted."""
    try:
        Path.cwd()
    except OSError:
        return True
    return False


def _language(args: Sequence[str]) -> str:
    settings = _settings(args)
    return messages.spoken(_option(args, "--lang"), str(settings.language) if settings else "")


def _settings(args: Sequence[str]) -> Any:
    """Return the guide's settings if they can be read; must not fail itself."""
    try:
        return load_settings(Path(_option(args, "--root") or "."))
    except Exception:  # noqa: BLE001 - we are on our way out already
        return None


def _option(args: Sequence[str], name: str) -> str | None:
    """Return an option's value from the raw arguments, since click may not have parsed them."""
    for at, each in enumerate(args):
        if each.startswith(f"{name}="):
            return each.partition("=")[2]
        if each == name and at + 1 < len(args):
            return args[at + 1]
    return None
