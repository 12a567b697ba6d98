"""`guide links`: visits the sources' addresses and says which no longer answer."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator import links, words
from generator.cli.common import FINDINGS, language_option, read_guide, root_option
from generator.link_report import BROKEN, as_markdown, as_text, findings, sources_with_addresses


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
    said = words.load(words.spoken(lang, str(guide.site.language)), "upkeep")
    sources = sources_with_addresses(guide)
    where = guide.site.repository
    agent = links.agent(str(where.address) if where else str(guide.site.address or ""))
    manners = links.Manners(agent, pause=pause, timeout=timeout)
    visits = links.visit_all([str(source.address) for source in sources], manners)
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
