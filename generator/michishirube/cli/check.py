"""`guide check`: reports the problems of the content."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from michishirube import reports
from michishirube.checks.project import check_project
from michishirube.cli import stale as stale_sources
from michishirube.cli.common import (
    CONTENT_ERRORS,
    language_option,
    refusals,
    root_option,
    words_for,
    words_of,
)
from michishirube.diagnostics import Diagnostic, Severity
from michishirube.editing import autofix, write_all
from michishirube.git.commits import HistoryError
from michishirube.i18n.messages import Messages
from michishirube.reading.loader import LoadResult
from michishirube.reports import affected
from michishirube.support import outputs
from michishirube.support.terminal import printable

FORMATS = ("text", "github", "json", "sarif")


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@root_option
@language_option
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", help="Form of the report."
)
@click.option("--fix", is_flag=True, help="Mend what is safe, and show what was changed.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, without changing it.")
@click.option(
    "--changed-from",
    metavar="COMMIT",
    help="Fail only for what changed since this commit; report the rest apart.",
)
@click.option(
    "--stale",
    metavar="DAYS",
    type=click.IntRange(min=1),
    help="Instead, list the sources not checked for so many days, as `guide stale` does.",
)
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[Path, ...],
    root: Path,
    lang: str | None,
    form: str,
    fix: bool,
    diff: bool,
    changed_from: str | None,
    stale: int | None,
) -> None:
    """Report everything that is wrong with the content.

    With PATHS, findings in these files and folders count, and others stand apart.
    """
    if stale is not None:
        context.invoke(stale_sources.command, root=root, lang=lang, days=stale)
        return
    if fix or diff:
        _fix(root, lang, write=fix)
    loaded = check_project(root)
    said = words_for(loaded, lang)
    wanted = _seen(loaded, root, paths, said)
    findings, apart = _parted(loaded, root, wanted, changed_from)
    with refusals(root, lang):
        _show(loaded, (findings, apart), root, form, said)
    is_broken = any(item.severity is Severity.ERROR for item in findings)
    sys.exit(CONTENT_ERRORS if is_broken else 0)


def _seen(loaded: LoadResult, root: Path, paths: tuple[Path, ...], said: Messages) -> list[str]:
    """Return PATHS relative to the project root.

    Raises:
        click.UsageError: No file that was read matches one of them.
    """
    wanted = []
    for path in paths:
        try:
            name = path.resolve().relative_to(root.resolve()).as_posix()
        except (ValueError, OSError, RuntimeError):
            name = str(path)
        known = {*loaded.files, *(item.span.path for item in loaded.diagnostics)}
        if name != "." and not any(f"{each}/".startswith(f"{name}/") for each in known):
            raise click.UsageError(said("report.unseen", path=path))
        wanted.append(name)
    return wanted


def _parted(loaded: LoadResult, root: Path, wanted: list[str], base: str | None) -> affected.Parts:
    """Split diagnostics into those that count and others: outside PATHS, or older than a commit."""
    findings: tuple[Diagnostic, ...] = tuple(loaded.diagnostics)
    apart: tuple[Diagnostic, ...] = ()
    if wanted:
        findings, apart = affected.among(findings, wanted)
    if base is not None:
        try:
            findings, older = affected.since(root, base, findings)
        except HistoryError as problem:
            why = words_of(root, None, "changes")
            reason = why(f"failed.{problem.code}", detail=problem.detail)
            raise click.UsageError(reason) from problem
        apart += older
    return findings, apart


def _show(loaded: LoadResult, parts: affected.Parts, root: Path, form: str, said: Messages) -> None:
    """Print the report; on GitHub, also write the summary of the job."""
    report = reports.CheckReport(
        findings=parts[0], apart=parts[1], files=loaded.files, prefix=_prefix(root)
    )
    click.echo(reports.FORMATS[form](report, said), nl=False)
    page = os.environ.get("GITHUB_STEP_SUMMARY")
    if form == "github" and page:
        outputs.append(root, Path(page), reports.github.step_summary(report, said))


def _prefix(root: Path) -> str:
    """Return the path from the repository (on GitHub) or the working directory to the project.

    It is "" or ends in a slash, so that it can be put before paths of files in annotations.
    """
    here = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    there = root.resolve()
    if there == here or not there.is_relative_to(here):
        return ""
    return there.relative_to(here).as_posix() + "/"


def _fix(root: Path, lang: str | None, *, write: bool) -> None:
    """Show the fixes as a diff and apply them if asked for."""
    found = autofix.changes(root)
    for change in found:
        for line in change.diff():
            click.echo(printable(line), err=True)
    if write:
        with refusals(root, lang):
            write_all(root, found)
        said = words_for(check_project(root), lang)
        click.echo(said("report.mended", files=len(found)), err=True)
