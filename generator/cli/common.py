"""What the commands share: options, words, exit statuses and the report of findings."""

from __future__ import annotations

from pathlib import Path

import click

from generator import words
from generator.load import Loaded
from generator.reporters import FORMATS, Report

CONTENT_ERRORS = 1
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


def words_for(loaded: Loaded, lang: str | None) -> words.Words:
    """Words in the asked language, else the guide's own, else Japanese."""
    own = str(loaded.guide.site.language) if loaded.guide else ""
    chosen = lang or (own if own in words.languages() else "ja")
    return words.load(chosen, "diagnostics")


def report(loaded: Loaded, lang: str | None) -> None:
    """Print all findings and how many they are."""
    report = Report(findings=tuple(loaded.diagnostics), files=loaded.files)
    click.echo(FORMATS["text"](report, words_for(loaded, lang)), nl=False)
