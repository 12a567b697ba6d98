"""`guide stories`: whether each story is led rightly, and the share of those that are."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from michishirube.analysis.scenario_verdicts import results, share, verdicts
from michishirube.cli.common import FINDINGS, language_option, read_guide, root_option, words_of
from michishirube.support.terminal import one_line


@click.command("stories")
@root_option
@language_option
@click.option("--wrong", is_flag=True, help="Only stories that are led wrongly.")
def command(root: Path, lang: str | None, *, wrong: bool) -> None:
    """Judge each story, and fail if fewer are led rightly than promises.yml says."""
    guide = read_guide(root, lang)
    said, faults = words_of(root, lang, "stories"), words_of(root, lang, "diagnostics")
    judged = verdicts(guide)
    for each in judged:
        if each.misses or not wrong:
            mark = said["wrong"] if each.misses else said["right"]
            title, ends = one_line(each.scenario.title), str(each.scenario.ends)
            click.echo(said("story", mark=mark, id=each.scenario.id, title=title, ends=ends))
        for miss in each.misses:
            params = {"id": str(each.scenario.id), **miss.params}
            text = faults(f"{miss.code}.message", **params)
            click.echo(said("miss", place=miss.span, text=one_line(text)))
    found, ends_by = share(judged), results(judged)
    right = sum(not each.misses for each in judged)
    click.echo(said("share", count=len(judged), right=right, share=f"{found:.1f}"))
    click.echo(said("results", **{kind: ends_by[kind] for kind in ("good", "neutral", "bad")}))
    least = guide.promises.stories if guide.promises else None
    if least is not None and found < least:
        click.echo(said("below", least=least))
        sys.exit(FINDINGS)
