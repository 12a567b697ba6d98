"""`guide`: checks and builds a guide. Thin: every command calls one function of the core.

One module a command, with the function `command`; it is imported when the command
is called, so that none waits for what another needs. Exit status: 0 all is well, 1
the content has findings that keep it from being published, 2 the command was
misused, 3 the work itself failed for another reason.
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
    "check",
    "explain",
    "build",
    "serve",
    "new",
    "rename",
    "show",
    "paths",
    "diff",
    "facts",
    "schema",
    "stale",
    "links",
    "export",
    "offline",
    "verify",
)
"""The commands in the order of the help; each is the module of its name."""


class _Commands(GuardedGroup):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - see click
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"michishirube.cli.{cmd_name}").command
        return command


@click.command(cls=_Commands)
@click.version_option(package_name="michishirube")
def main() -> None:
    """Check and build a guide of decision trees and letters."""
