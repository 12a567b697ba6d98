"""How `guide new` asks for what no flag has given, and finishes a draft."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from generator.checks import check_project
from generator.cli.common import CONTENT_ERRORS, language_of, refusals, words_for
from generator.load import Loaded
from generator.model import SLUG, Guide, Pattern
from generator.reporters.report import Report
from generator.reporters.text import render
from generator.scaffold import Draft, DraftError, new_errors, write
from generator.words import Words, load


class Session:
    """One run of `guide new`: the project as it is, and the words to ask with."""

    def __init__(self, root: Path, lang: str | None) -> None:
        self.root = root
        self.loaded: Loaded = check_project(root)
        self.language = language_of(self.loaded, lang)
        self.said: Words = load(self.language, "scaffold")
        if self.loaded.guide is None or self.loaded.guide.broken:
            click.echo(self.said["broken"], err=True)
            sys.exit(CONTENT_ERRORS)
        self.guide: Guide = self.loaded.guide
        self.texts = {name: each.text for name, each in self.loaded.files.items()}

    def ask(
        self, key: str, given: str | None, *, default: str | None = None, **params: object
    ) -> str:
        """A text: from its flag, else from the person."""
        if given is None:
            given = click.prompt(
                self.said(f"ask.{key}", **params), default=default, show_default=bool(default)
            )
        text = str(given).strip()
        if not text and default != "":
            raise click.UsageError(self.said["wrong.empty"])
        return text

    def ask_id(self, given: str | None, taken: Collection[str], form: Pattern = SLUG) -> str:
        """A name that nothing has yet."""
        name = self.ask("id", given)
        if not re.fullmatch(form.regex, name):
            raise click.UsageError(self.said("wrong.form", value=name, example=form.example))
        if name in taken:
            raise click.UsageError(self.said("wrong.taken", value=name))
        return name

    def pairs(self, values: Collection[str]) -> tuple[tuple[str, str], ...]:
        """Flags of the form `name=words`."""
        found = []
        for value in values:
            name, equals, words = value.partition("=")
            if not (equals and name.strip() and words.strip()):
                raise click.UsageError(self.said("failed.bad_pair", value=value))
            found.append((name.strip(), words.strip()))
        return tuple(found)

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Says in words why a draft within it cannot be made."""
        try:
            yield
        except DraftError as problem:
            raise click.UsageError(
                self.said(f"failed.{problem.code}", **problem.params)
            ) from problem

    def finish(self, draft: Draft) -> None:
        """Write a draft that adds no error, and say what is left to do."""
        errors, after = new_errors(self.root, self.loaded, draft)
        if errors:
            said = words_for(after, self.language)
            click.echo(f"{self.said['would_break']}\n", err=True)
            click.echo(render(Report(findings=tuple(errors), files=after.files), said), err=True)
            sys.exit(CONTENT_ERRORS)
        with refusals(self.root, self.language):
            write(self.root, draft)
        click.echo(self.said("made", files=", ".join(draft.files)))
        click.echo(self.said["next"])
        for number, key in enumerate((*draft.todo, "check"), 1):
            click.echo(f"  {number}. {self.said(f'todo.{key}', **draft.params)}")


def items(text: str) -> tuple[str, ...]:
    """A list that was written with commas between."""
    return tuple(part for each in re.split("[,、,]", text) if (part := each.strip()))
