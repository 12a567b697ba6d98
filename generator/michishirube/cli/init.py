"""`guide init`: begins a guide in an empty folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from michishirube.checks.project import check_project
from michishirube.cli.common import CONTENT_ERRORS, FAILED, language_option, refusals, words_for
from michishirube.editing.new_project import REPOSITORY, TAG, NewGuide, files_of
from michishirube.i18n import messages
from michishirube.i18n.messages import Messages
from michishirube.reports.report import CheckReport
from michishirube.reports.text import render
from michishirube.support import outputs
from michishirube.support.terminal import printable

MOST_NAMED = 3


@click.command("init")
@click.argument("directory", type=click.Path(path_type=Path), default=Path())
@language_option
@click.option("--title", help="The guide's title.")
@click.option("--language", metavar="TAG", help="The guide's language: en, ja or any other tag.")
@click.option("--question", help="The first question, to be answered by yes or no.")
@click.option(
    "--github", metavar="OWNER/NAME", help="Also write what a repository on GitHub needs."
)
def command(
    directory: Path,
    lang: str | None,
    title: str | None,
    language: str | None,
    question: str | None,
    github: str | None,
) -> None:
    """Begin a guide in DIRECTORY (default: here): a question, and what follows from it."""
    spoken = messages.spoken(lang, language or "")
    said = messages.load(spoken, "init")
    _refuse_used_folder(directory, said)
    if github is not None and not REPOSITORY.fullmatch(github):
        raise click.UsageError(said("bad_repository", value=github))
    if language is not None:
        language = _language(said)(language)
    guide = _ask(NewGuide(title or "", language or "", question or "", github or ""), spoken, said)
    files = files_of(guide, messages.load(guide.language, "init"))
    _refuse_others(directory, [name for name in files if os.path.lexists(directory / name)], said)
    with refusals(directory, spoken):
        _refuse_findings(files, spoken, said)
        _write(directory, files)
    click.echo(said("made", files=", ".join(files)))
    click.echo(said["next"])
    for number, line in enumerate(_todo(directory, guide, list(files)[1], said), 1):
        click.echo(f"  {number}. {line}")


def _refuse_used_folder(directory: Path, said: Messages) -> None:
    """End the command unless the folder is empty or doesn't exist.

    Hidden files (of git or an editor) and virtual environments may be there.
    """
    if not directory.exists():
        return
    if not directory.is_dir():
        click.echo(said("not_a_folder", path=printable(str(directory))), err=True)
        sys.exit(FAILED)
    others = sorted(
        path.name
        for path in directory.iterdir()
        if not path.name.startswith(".") and not (path / "pyvenv.cfg").is_file()
    )
    _refuse_others(directory, others, said)


def _refuse_others(directory: Path, others: list[str], said: Messages) -> None:
    """End the command if there are files of others."""
    if others:
        more = ["…"] if len(others) > MOST_NAMED else []
        named = ", ".join([*map(printable, others[:MOST_NAMED]), *more])
        path = printable(str(directory.resolve()))
        click.echo(said("other_files", path=path, files=named), err=True)
        sys.exit(FAILED)


def _ask(given: NewGuide, spoken: str, said: Messages) -> NewGuide:
    """Return what a guide begins with, asking for what no option says.

    Raises:
        click.UsageError: Something is missing, and there is no terminal to ask at.
    """
    wanted = {"title": given.title, "language": given.language, "question": given.question}
    missing = [f"--{name}" for name, value in wanted.items() if not value.strip()]
    if missing and not _can_ask():
        raise click.UsageError(said("missing", options=" ".join(missing)))
    title = given.title.strip() or click.prompt(said["ask.title"])
    language = given.language or click.prompt(
        said["ask.language"], value_proc=_language(said), default=spoken
    )
    question = given.question.strip() or click.prompt(said["ask.question"])
    return NewGuide(_on_one_line(title), language, _on_one_line(question), given.repository)


def _language(said: Messages) -> Callable[[str], str]:
    """Return a function that returns a language tag, or raises a `click.UsageError`."""

    def checked(tag: str) -> str:
        if not TAG.fullmatch(tag.strip()):
            raise click.UsageError(said("bad_language", value=tag))
        return tag.strip()

    return checked


def _can_ask() -> bool:
    return sys.stdin.isatty()


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _refuse_findings(files: dict[str, str], spoken: str, said: Messages) -> None:
    """End the command if the check would report anything, as for markup in a title."""
    with outputs.scratch("init") as folder:
        _write(folder, files)
        loaded = check_project(folder)
    found = tuple(loaded.diagnostics)
    if found:
        click.echo(f"{said['unfit']}\n", err=True)
        report = CheckReport(findings=found, files=loaded.files)
        click.echo(render(report, words_for(loaded, spoken)), err=True)
        sys.exit(CONTENT_ERRORS)


def _write(directory: Path, files: dict[str, str]) -> None:
    """Write all files, or none."""
    directory.mkdir(parents=True, exist_ok=True)
    outputs.write_sources(
        directory,
        [outputs.SourceChange(name, name, None, text.encode()) for name, text in files.items()],
    )


def _todo(directory: Path, guide: NewGuide, tree: str, said: Messages) -> Iterator[str]:
    if directory.resolve() != Path.cwd():
        yield said("todo.folder", folder=directory)
    yield said("todo.serve", tree=tree)
    yield said["todo.check"]
    if guide.repository:
        yield said("todo.github", repository=f"https://github.com/{guide.repository}")
