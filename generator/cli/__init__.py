"""`guide`: checks and builds a guide. Thin: every command calls one function of the core.

Exit status: 0 all is well, 1 the content has errors, 2 the command was misused,
3 the site could not be built for another reason.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from generator import words
from generator.compile import check_project
from generator.evidence import placements
from generator.load import Loaded
from generator.publish import PublishError, publish
from generator.reporters import as_text, summary

FAILED = 3

root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The project's folder; default: the current one.",
)
language_option = click.option(
    "--lang", type=click.Choice(words.languages()), help="Language of messages."
)


@click.group()
@click.version_option(package_name="guide-generator")
def main() -> None:
    """Check and build a guide of decision trees and letters."""


@main.command()
@root_option
@language_option
def check(root: Path, lang: str | None) -> None:
    """Report everything that is wrong with the content."""
    loaded = check_project(root)
    _report(loaded, lang)
    sys.exit(1 if loaded.diagnostics.has_errors else 0)


@main.command()
@root_option
@language_option
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the site is written; default: site/ in the project's folder.",
)
def build(root: Path, lang: str | None, output: Path | None) -> None:
    """Build the site; with errors, the last good one stays as it is."""
    loaded = check_project(root)
    said = _words(loaded, lang)
    if loaded.diagnostics.has_errors:
        _report(loaded, lang)
        sys.exit(1)
    target = (output or root / "site").resolve()
    try:
        publish(root.resolve(), target)
    except PublishError as problem:
        click.echo(str(problem), err=True)
        sys.exit(FAILED)
    pages = len(list(target.rglob("*.html")))
    click.echo(said("report.built", pages=pages, home=target / "index.html"))


@main.command()
@root_option
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Host and port.")
def serve(root: Path, address: str) -> None:
    """Preview the site; it follows every change of content, templates and settings."""
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
    command += ["--config-file", str(root / "mkdocs.yml")]
    sys.exit(subprocess.run(command, check=False).returncode)  # noqa: S603 - our own interpreter


@main.command()
@root_option
def facts(root: Path) -> None:
    """List each fact and the places that state it."""
    loaded = check_project(root)
    if loaded.guide is None:
        _report(loaded, None)
        sys.exit(1)
    for name, spans in placements(loaded.guide).items():
        fact = loaded.guide.facts[name]
        where = ", ".join(map(str, spans)) or (f"({fact.withheld})" if fact.withheld else "-")
        click.echo(f"{name}\t{len(spans)}\t{where}")


def _words(loaded: Loaded, lang: str | None) -> words.Words:
    """Words in the asked language, else the guide's own, else Japanese."""
    own = str(loaded.guide.site.language) if loaded.guide else ""
    chosen = lang or (own if own in words.languages() else "ja")
    return words.load(chosen, "diagnostics")


def _report(loaded: Loaded, lang: str | None) -> None:
    said = _words(loaded, lang)
    items = list(loaded.diagnostics)
    if items:
        click.echo(as_text(items, loaded.files, said) + "\n")
    click.echo(summary(items, len(loaded.files), said))
