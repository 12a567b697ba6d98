"""`guide show`: prints a tree as an outline."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from michishirube.cli.common import language_option, root_option
from michishirube.cli.outline import outline
from michishirube.cli.trees import tree_of


@click.command("show")
@click.argument("tree")
@root_option
@language_option
@click.option(
    "--width", type=click.IntRange(min=40), help="Columns; default: those of the terminal."
)
def command(tree: str, root: Path, lang: str | None, width: int | None) -> None:
    """Draw TREE with its questions, steps and outcomes."""
    guide, found, language = tree_of(root, tree, lang)
    columns = width or shutil.get_terminal_size((100, 40)).columns
    for row in outline(guide, found, language, columns):
        click.echo(row)
