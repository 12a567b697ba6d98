"""The command line interface, `guide`.

Every command is thin and calls one function of another package. It is a module with a click command
called `command`, imported only when it is invoked, so that no command pays for the imports of
another.

Exit statuses: 0 success, 1 the content has findings that prevent it from being published, 2 wrong
usage, 3 any other failure.
"""

from __future__ import annotations

import importlib
import sys

try:
    import click

    from michishirube.cli.failures import GuardedGroup
except KeyboardInterrupt:  # Nothing has begun yet, not even what would say so.
    sys.exit(3)

COMMANDS = (
    "init",
    "check",
    "explain",
    "build",
    "serve",
    "new",
    "rename",
    "migrate",
    "show",
    "paths",
    "diff",
    "facts",
    "letters",
    "stories",
    "schema",
    "words",
    "stale",
    "links",
    "export",
    "offline",
    "verify",
)
"""Names of commands, in order of the help; a module has the name of its command."""

MODULES = {"stories": "scenarios"}
"""The modules of commands that contributors know by another word than the program."""


class _Commands(GuardedGroup):
    """Imports a command's module when the command is invoked."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - see click
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(
            f"michishirube.cli.{MODULES.get(cmd_name, cmd_name)}"
        ).command
        return command


@click.command(cls=_Commands)
@click.version_option(package_name="michishirube")
def main() -> None:
    """Check and build a guide of decision trees and letters."""
