"""`guide links`: checks the addresses of all sources and lists broken links."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import click

from michishirube.cli.common import FINDINGS, language_option, read_guide, root_option
from michishirube.i18n import messages
from michishirube.support.terminal import printable
from michishirube.upkeep import link_checker
from michishirube.upkeep.link_report import (
    BROKEN,
    as_markdown,
    as_text,
    findings,
    sources_with_addresses,
)


@click.command("links")
@root_option
@language_option
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text")
@click.option("--pause", type=click.FloatRange(min=0), default=2.0, show_default=True)
@click.option("--timeout", type=click.FloatRange(min=0.1), default=15.0, show_default=True)
def command(root: Path, lang: str | None, form: str, pause: float, timeout: float) -> None:
    """Visit the addresses of all sources, politely, and list those that need a person.

    --pause is the number of seconds between two requests to one host, --timeout how
    many an answer may take.
    """
    guide = read_guide(root, lang)
    said = messages.load(messages.spoken(lang, str(guide.site.language)), "upkeep")
    sources = sources_with_addresses(guide)
    where = guide.site.repository
    agent = link_checker.agent(str(where.address) if where else str(guide.site.address or ""))
    limits = link_checker.LinkLimits(agent, pause=pause, timeout=timeout)
    addresses = list(dict.fromkeys(str(source.address) for source in sources))
    visits = link_checker.visit_all(addresses, limits, _progress(len(addresses), said))
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)
    found = findings(guide, visits)
    if not found:
        click.echo(said("links.clean", count=len(sources)))
        return
    broken = sum(item.visit.state in BROKEN for item in found)
    summary = said("links.summary", found=len(found), broken=broken, count=len(sources))
    if form == "markdown":
        click.echo(f"{summary}\n\n{said['links.advice']}\n\n{as_markdown(found, said, where)}")
    else:
        click.echo(f"{as_text(found, said)}\n{summary}")
    sys.exit(FINDINGS if broken else 0)


def _progress(count: int, said: messages.Messages) -> Callable[[link_checker.LinkResult], None]:
    """Return a callback that reports each checked address on standard error.

    On a terminal, a single line is overwritten; elsewhere, each address is a line.
    """
    begun, one_line = itertools.count(1), sys.stderr.isatty()

    def seen(visit: link_checker.LinkResult) -> None:
        host = urlsplit(visit.address).hostname or ""
        line = said("links.progress", number=next(begun), count=count, host=printable(host))
        # Over the line before, which may have been longer.
        click.echo(f"\r{line}\x1b[K" if one_line else line, err=True, nl=not one_line)

    click.echo(said("links.begun", count=count), err=True)
    return seen
