"""`guide`: checks and builds a guide. Thin: every command calls one function of the core.

One module a command. Exit status: 0 all is well, 1 the content has findings that
keep it from being published, 2 the command was misused, 3 the work itself failed
for another reason.
"""

from __future__ import annotations

import click

from generator.cli import build, check, facts, links, offline, serve, stale

COMMANDS: tuple[click.Command, ...] = (
    check.command,
    build.command,
    serve.command,
    facts.command,
    stale.command,
    links.command,
    offline.command,
)


@click.group()
@click.version_option(package_name="guide-generator")
def main() -> None:
    """Check and build a guide of decision trees and letters."""


for each in COMMANDS:
    main.add_command(each)
