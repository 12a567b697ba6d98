"""`guide stale`: lists sources that haven't been checked for a long time."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from michishirube.cli.common import FINDINGS, language_option, read_guide, root_option
from michishirube.i18n import messages, time_zones
from michishirube.upkeep.staleness import DAYS, as_markdown, as_text, checkable, stale_sources


@click.command("stale")
@root_option
@language_option
@click.option("--days", type=click.IntRange(min=1), default=DAYS, show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Count from another day.")
def command(root: Path, lang: str | None, days: int, form: str, today: dt.datetime | None) -> None:
    """List the sources that were not checked for so many days."""
    guide = read_guide(root, lang)
    said = messages.load(messages.spoken(lang, str(guide.site.language)), "upkeep")
    day = today.date() if today else time_zones.today(guide.site.time_zone)
    found, count = stale_sources(guide, day, days), len(checkable(guide))
    if not found:
        click.echo(said("stale.clean", days=days, count=count))
        return
    key = "stale.summary"
    summary = said(key, days=days, stale=len(found), count=count)
    if form == "markdown":
        body = as_markdown(found, said, guide.site.repository)
        click.echo(f"{summary}\n\n{said['stale.advice']}\n\n{body}")
    else:
        click.echo(f"{as_text(found, said)}\n{summary}")
    sys.exit(FINDINGS)
