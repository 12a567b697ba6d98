"""Options, exit statuses and output shared by the commands."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from michishirube.i18n import messages
from michishirube.i18n.output_errors import refused
from michishirube.model import Guide, Site
from michishirube.reading.loader import LoadResult, load_guide, load_settings
from michishirube.support import outputs
from michishirube.support.outputs import OutputError
from michishirube.support.terminal import printable

CONTENT_ERRORS = 1
FINDINGS = 1
MISUSED = 2
FAILED = 3


def _finish_interrupted(context: click.Context, _option: click.Parameter, root: Path) -> Path:
    """Finish first what a killed command was writing to the project, and tell of it."""
    lang = context.params.get("lang")
    with refusals(root, lang):
        written, changed = outputs.finish_sources(root)
    if written or changed:
        said = words_of(root, lang, "outputs")
        what, files = ("changed", changed) if changed else ("finished", written)
        click.echo(printable(said(f"interrupted.{what}", files=", ".join(files))), err=True)
    return root


root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    callback=_finish_interrupted,
    help="The project's folder; default: the current one.",
)
language_option = click.option(
    "--lang", type=click.Choice(messages.languages()), help="Language of messages."
)


def language_of(loaded: LoadResult, lang: str | None) -> str:
    """Return the language of messages: the one asked for, else the guide's, else the system's."""
    return _language(loaded.guide.site if loaded.guide else None, lang)


def words_for(loaded: LoadResult, lang: str | None, part: str = "diagnostics") -> messages.Messages:
    """Load messages for a guide that has been loaded.

    Args:
        loaded: The loaded guide, whose language is used unless another is asked for.
        lang: The language asked for by `--lang`, if any.
        part: Name of the message file in `i18n/locales/*/`.
    """
    return messages.load(language_of(loaded, lang), part)


def words_of(root: Path, lang: str | None, part: str = "diagnostics") -> messages.Messages:
    """Load messages for a project whose settings are read, but whose content isn't."""
    return messages.load(_language(load_settings(root), lang), part)


def own_language(root: Path) -> str:
    """Return the language in a project's settings, "" if these can't be read."""
    site = load_settings(root)
    return str(site.language) if site else ""


def _language(site: Site | None, lang: str | None) -> str:
    return messages.spoken(lang, str(site.language) if site else "")


@contextlib.contextmanager
def refusals(root: Path, lang: str | None) -> Iterator[None]:
    """End the command with a message and status 3 if output is refused or fails."""
    try:
        yield
    except OutputError as problem:
        language = _language(load_settings(root), lang)
        click.echo(refused(problem, language), err=True)
        sys.exit(FAILED)


def read_guide(root: Path, lang: str | None) -> Guide:
    """Load a guide, or report its errors and end the command with status 1."""
    loaded = load_guide(root)
    if loaded.guide is None or loaded.diagnostics.has_errors:
        report(loaded, lang)
        sys.exit(CONTENT_ERRORS)
    return loaded.guide


def report(loaded: LoadResult, lang: str | None) -> None:
    """Print all diagnostics and their number."""
    from michishirube.reports import FORMATS, CheckReport  # noqa: PLC0415 - good news doesn't wait for it

    report = CheckReport(findings=tuple(loaded.diagnostics), files=loaded.files)
    click.echo(FORMATS["text"](report, words_for(loaded, lang)), nl=False)
