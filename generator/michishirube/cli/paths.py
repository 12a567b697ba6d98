"""`guide paths`: lists the routes through a tree and their endings."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import click

from michishirube.analysis.routes import routes
from michishirube.changes.report.markdown import escaped
from michishirube.cli.common import language_option, root_option
from michishirube.cli.outline import ListedRoute, listed, wrapped
from michishirube.cli.trees import tree_of
from michishirube.i18n import messages
from michishirube.support.terminal import printable


@click.command("paths")
@click.argument("tree")
@root_option
@language_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown"]),
    default="text",
    show_default=True,
    help="For the terminal, or for GitHub.",
)
@click.option(
    "--returns",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="How many ways back to earlier steps one way may take.",
)
@click.option("--across", is_flag=True, help="Go on into other trees.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=500,
    show_default=True,
    help="List so many ways; 0: all.",
)
def command(
    tree: str,
    root: Path,
    lang: str | None,
    form: str,
    returns: int,
    limit: int,
    *,
    across: bool,
) -> None:
    """List every way through TREE and where it ends."""
    guide, found, language = tree_of(root, tree, lang)
    said = messages.load(language, "trees")
    walked = routes(guide, found, returns=returns, across=across)
    ways = listed(guide, walked, language)
    shown = list(itertools.islice(ways, limit or None))
    is_cut = limit > 0 and next(ways, None) is not None
    title = said("paths.title", title=found.title)
    count = said("paths.more" if is_cut else "paths.count", count=len(shown), returns=returns)
    for row in _markdown(title, shown) if form == "markdown" else _text(title, shown, language):
        click.echo(row)
    click.echo(f"\n{escaped(count) if form == 'markdown' else count}")


def _text(title: str, shown: list[ListedRoute], language: str) -> Iterator[str]:
    """Yield the lines of a numbered list, wrapped to the width of the terminal."""
    width = shutil.get_terminal_size((100, 40)).columns
    yield printable(title)
    margin = " " * (len(str(len(shown))) + 2)
    for number, route in enumerate(shown, 1):
        lead = f"{number}. ".rjust(len(margin))
        yield from wrapped(printable(route.answers), lead, margin, width, language)
        end = f"{route.end}  {route.letters}".rstrip()
        yield from wrapped(printable(end), margin, margin, width, language)


def _markdown(title: str, shown: list[ListedRoute]) -> Iterator[str]:
    """Yield the lines of a Markdown list."""
    yield f"## {escaped(title)}\n"
    for number, route in enumerate(shown, 1):
        letters = f" ({escaped(route.letters)})" if route.letters else ""
        yield f"{number}. {escaped(route.answers)} <strong>{escaped(route.end)}</strong>{letters}"
