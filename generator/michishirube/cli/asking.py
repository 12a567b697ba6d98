"""Prompts of `guide new`, and the last steps of writing a draft."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from michishirube.checks.project import check_project
from michishirube.cli.common import CONTENT_ERRORS, language_of, refusals, words_for
from michishirube.editing import Draft, DraftError, new_errors, write
from michishirube.editing.draft import without_schema_lines
from michishirube.i18n.messages import Messages, load
from michishirube.model import ADDRESS, SLUG, Guide, Pattern
from michishirube.model.kinds import SCHEMAS
from michishirube.reading import guesses
from michishirube.reading.loader import LoadResult
from michishirube.reports.report import CheckReport
from michishirube.reports.text import render
from michishirube.support import web_addresses


class Session:
    """One run of `guide new`: the loaded project and the messages of the prompts."""

    def __init__(self, root: Path, lang: str | None) -> None:
        self.root = root
        self.loaded: LoadResult = check_project(root)
        self.language = language_of(self.loaded, lang)
        self.said: Messages = load(self.language, "scaffold")
        if self.loaded.guide is None or self.loaded.guide.broken:
            click.echo(self.said["broken"], err=True)
            sys.exit(CONTENT_ERRORS)
        self.guide: Guide = self.loaded.guide
        self.texts = {name: each.text for name, each in self.loaded.files.items()}

    def ask(
        self,
        key: str,
        given: str | None,
        *,
        default: str | None = None,
        wrong: Callable[[str], str] = lambda _: "",
        **params: object,
    ) -> str:
        """Return an option's value, or prompt for it until the answer is valid.

        Args:
            key: Key of the prompt, without `ask.`.
            given: The option's value, if it was given.
            default: Answer of an empty input; "" if the value is optional.
            wrong: Returns the error message for a text, "" for a valid one.
            params: Parameters of the prompt.

        Raises:
            click.UsageError: The option's value is invalid.
        """

        def judged(text: str) -> str:
            text = str(text).strip()
            problem = wrong(text) if text else "" if default == "" else self.said["wrong.empty"]
            if problem:
                raise click.UsageError(problem)
            return text

        if given is not None:
            return judged(given)
        asked = self.said(f"ask.{key}", **params)
        answer = click.prompt(asked, default=default, show_default=bool(default), value_proc=judged)
        return str(answer)

    def ask_id(self, given: str | None, taken: Collection[str], form: Pattern = SLUG) -> str:
        """Ask for a name that isn't taken.

        Args:
            given: The option's value, if it was given.
            taken: Names in use.
            form: Pattern of the name.
        """

        def wrong(name: str) -> str:
            if not re.fullmatch(form.regex, name):
                return self.said("wrong.form", value=name, example=form.example)
            return self.said("wrong.taken", value=name) if name in taken else ""

        return self.ask("id", given, wrong=wrong)

    def ask_address(self, given: str | None) -> str:
        """Ask for a web address, which may be empty."""

        def wrong(text: str) -> str:
            is_right = web_addresses.oddity(text) is None
            return "" if is_right else self._wrong_form(text, ADDRESS.example)

        return self.ask("address", given, default="", wrong=wrong)

    def ask_day(self, given: str | None, today: str) -> str:
        """Ask for a date such as 2026-11-28; the default is today."""

        def wrong(text: str) -> str:
            return "" if guesses.date(text) else self._wrong_form(text, today)

        return self.ask("checked", given, default=today, wrong=wrong)

    def _wrong_form(self, value: str, example: str) -> str:
        return self.said("wrong.form", value=value, example=example)

    def pairs(self, values: Collection[str]) -> tuple[tuple[str, str], ...]:
        """Split options such as `name=words`.

        Raises:
            click.UsageError: One of them isn't of this form.
        """
        found = []
        for value in values:
            name, equals, words = value.partition("=")
            if not (equals and name.strip() and words.strip()):
                raise click.UsageError(self.said("failed.bad_pair", value=value))
            found.append((name.strip(), words.strip()))
        return tuple(found)

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Turn a `DraftError` within the block into a usage error."""
        try:
            yield
        except DraftError as problem:
            raise click.UsageError(
                self.said(f"failed.{problem.code}", **problem.params)
            ) from problem

    def finish(self, draft: Draft) -> None:
        """Write a draft unless it causes new errors, and list the next steps."""
        if not (self.root / SCHEMAS).is_dir():
            draft = without_schema_lines(draft, self.texts)
        with refusals(self.root, self.language):
            errors, after = new_errors(self.root, self.loaded, draft)
        if errors:
            said = words_for(after, self.language)
            click.echo(f"{self.said['would_break']}\n", err=True)
            click.echo(
                render(CheckReport(findings=tuple(errors), files=after.files), said), err=True
            )
            sys.exit(CONTENT_ERRORS)
        with refusals(self.root, self.language):
            write(self.root, draft, self.loaded)
        click.echo(self.said("made", files=", ".join(draft.files)))
        click.echo(self.said["next"])
        for number, key in enumerate((*draft.todo, "check"), 1):
            click.echo(f"  {number}. {self.said(f'todo.{key}', **draft.params)}")


def items(text: str) -> tuple[str, ...]:
    """Split a comma-separated list."""
    return tuple(part for each in re.split("[,、,]", text) if (part := each.strip()))
