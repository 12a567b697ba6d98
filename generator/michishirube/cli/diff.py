"""`guide diff`: reports what changes for readers between two commits."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from michishirube.changes.comparison import Comparison, compare_commits
from michishirube.changes.page import as_html
from michishirube.changes.report import (
    ChangeReport,
    as_json,
    as_markdown,
    document_of,
    is_marked,
    marked,
)
from michishirube.changes.reporting import report_of
from michishirube.cli.common import (
    FAILED,
    language_of,
    language_option,
    refusals,
    root_option,
    words_of,
)
from michishirube.git.commits import HistoryError
from michishirube.i18n import messages
from michishirube.support import outputs


@click.command("diff")
@click.argument("base")
@click.argument("head", required=False)
@root_option
@language_option
@click.option("--merge-base", is_flag=True, help="Compare with where HEAD went apart from BASE.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "html", "json"]),
    default="markdown",
    help="Markdown for GitHub (default), one page of HTML with the charts, or data (JSON).",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="Write to this file instead of the terminal.",
)
@click.option(
    "--max-length",
    type=click.IntRange(min=500),
    help="Cut Markdown after so many characters (a comment on GitHub holds 65536).",
)
def command(
    base: str,
    head: str | None,
    root: Path,
    lang: str | None,
    form: str,
    output: Path | None,
    max_length: int | None,
    *,
    merge_base: bool,
) -> None:
    """Tell what changes for readers from BASE to HEAD, or to the files at hand.

    BASE and HEAD are commits: branches, tags or names of commits.
    """
    try:
        found = compare_commits(root, base, head, merge_base=merge_base)
    except HistoryError as problem:
        said = words_of(root, lang, "changes")
        click.echo(said(f"failed.{problem.code}", detail=problem.detail), err=True)
        sys.exit(FAILED)
    report = report_of(found.changes)
    text = _text(report, found, form, language_of(found.after, lang), max_length)
    if output is None:
        click.echo(text, nl=False)
    else:
        content = text.encode()
        with refusals(root, lang):
            outputs.write_file(
                root, output, content if form == "json" else marked(content), is_marked
            )


def _text(
    report: ChangeReport, found: Comparison, form: str, language: str, max_length: int | None
) -> str:
    """Render a report as JSON, as an HTML page or as Markdown."""
    if form == "json":
        return as_json(report)
    document = document_of(report, language)
    if form == "html":
        return as_html(document, found.changes, language)
    return as_markdown(document, messages.load(language, "changes"), max_length)
