"""`guide letters`: lists the letters, or every line of theirs once, to be read and signed."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from michishirube.analysis.letter_lines import LetterLine, letter_lines, new_lines
from michishirube.changes.comparison import guide_at
from michishirube.cli.common import FAILED, language_option, read_guide, root_option, words_of
from michishirube.git.commits import HistoryError
from michishirube.i18n.messages import Messages
from michishirube.markup import escape_markdown
from michishirube.model import Guide
from michishirube.support.terminal import one_line

MOST_NAMES = 3
"""Letters that are named beside a line."""


@click.command("letters")
@root_option
@language_option
@click.option("--lines", is_flag=True, help="Every line of the letters once, in a stable order.")
@click.option("--since", metavar="COMMIT", help="With --lines: only lines that weren't there then.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown"]),
    default="text",
    help="Text (default), or Markdown with a box for each line.",
)
def command(root: Path, lang: str | None, since: str | None, form: str, *, lines: bool) -> None:
    """List the letters, or with --lines what has to be read of them."""
    guide = read_guide(root, lang)
    said = words_of(root, lang, "letters")
    if not lines:
        for letter in guide.letters.values():
            tones = "・".join(tone.label for tone in letter.tones)
            title = one_line(letter.title)
            click.echo(said("letter", id=letter.id, title=title, tones=one_line(tones)))
        return
    found = letter_lines(guide) if since is None else _lines_since(root, guide, since, lang)
    for row in _rows(guide, found, said, since, is_markdown=form == "markdown"):
        click.echo(row)


def _lines_since(root: Path, guide: Guide, commit: str, lang: str | None) -> tuple[LetterLine, ...]:
    """Return the lines that weren't there at a commit, or end the command with status 3."""
    try:
        before = guide_at(root, commit).guide
    except HistoryError as problem:
        said = words_of(root, lang, "changes")
        click.echo(said(f"failed.{problem.code}", detail=problem.detail), err=True)
        sys.exit(FAILED)
    return letter_lines(guide) if before is None else new_lines(before, guide)


def _rows(
    guide: Guide,
    lines: tuple[LetterLine, ...],
    said: Messages,
    since: str | None,
    *,
    is_markdown: bool,
) -> Iterator[str]:
    """Yield the list: its size, each line with its letters, and a mark of what was read."""
    form = "one" if len(lines) == 1 else "other"
    shown = {"count": len(lines), "letters": len(guide.letters), "since": since or ""}
    yield said(f"{'lines' if since is None else 'new'}.{form}", **shown)
    yield ""
    for line in lines:
        names = ", ".join(
            [*line.letters[:MOST_NAMES], *(["…"] if line.letters[MOST_NAMES:] else [])]
        )
        where = said("where", letters=names)
        text = escape_markdown.line(line.text) if is_markdown else one_line(line.text)
        yield f"- [ ] {text} {where}" if is_markdown else f"{text}\t{where}"
    yield ""
    if is_markdown:
        yield f"{said['signed']}\n"
    text = "\n".join(line.text for line in lines)
    yield said("fingerprint", mark=hashlib.sha256(text.encode()).hexdigest()[:16])
