"""`guide words`: lists the words of the pages, which a guide may say otherwise."""

from __future__ import annotations

from pathlib import Path

import click

from michishirube.cli.common import language_option, read_guide, root_option
from michishirube.i18n import guide_words
from michishirube.support.terminal import printable


@click.command("words")
@root_option
@language_option
@click.option("--lacking", is_flag=True, help="Only those that the guide's language lacks.")
@click.option("--own", is_flag=True, help="Only those that this guide says otherwise.")
def command(root: Path, lang: str | None, *, own: bool, lacking: bool) -> None:
    """List the words of the pages by key, as this guide says them.

    With --lacking, those that are shown in English, or in another plural form.

    Other words for a key go under `words:` in site_config.yml, or into locales/.
    """
    guide = read_guide(root, lang)
    if lacking:
        for key in guide_words.lacking(guide):
            click.echo(key)
        return
    changed = {*guide.site.words, *(each.key for each in guide.locale)}
    said: dict[str, str] = {}
    for part in guide_words.PARTS:
        said |= guide_words.load(guide, part)
    for key, text in said.items():
        if key in changed or not own:
            click.echo(f"{key}\t{printable(text)}")
