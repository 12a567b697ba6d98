"""`guide explain`: explains a code of `guide check`, with examples."""

from __future__ import annotations

from pathlib import Path

import click

from michishirube.checks import letter_lint
from michishirube.checks.letter_lint import manual
from michishirube.cli.common import language_option, own_language, root_option
from michishirube.diagnostics import nearest
from michishirube.i18n import messages
from michishirube.reports import explanations
from michishirube.support.terminal import printable


@click.command("explain")
@click.argument("code", required=False)
@root_option
@language_option
def command(code: str | None, root: Path, lang: str | None) -> None:
    """Say more about a CODE, with a bad and a good example; without it, list all codes."""
    language = messages.spoken(lang, own_language(root))
    said = messages.load(language, "diagnostics")
    known = explanations.load(language)
    if code is None:
        for each in known.values():
            click.echo(f"{each.code}\t{said.general(f'{each.code}.message')}")
        for rule in letter_lint.CODES:
            click.echo(f"{rule}\t{said[f'{rule}.title']}")
        return
    if code in letter_lint.CODES:
        click.echo(manual.rule(code, language))
        return
    if code not in known:
        near = nearest(code, [*known, *letter_lint.CODES])
        asked = said("report.suggestion", suggestion=near) if near else ""
        unknown = said("report.unknown-code", code=printable(code))
        raise click.UsageError(f"{unknown} {asked}".rstrip())
    click.echo(_page(known[code], said))


def _page(each: explanations.Explanation, said: messages.Messages) -> str:
    """Return an explanation as text."""
    lines = [f"{each.code}: {said.general(f'{each.code}.message')}", "", each.text, ""]
    for example, key in ((each.bad, "report.bad"), (each.good, "report.good")):
        lines += [f"{said[key]} {example.path}{example.note(said)}", ""]
        lines += [f"    {line}".rstrip() for line in example.text.split("\n")]
        lines.append("")
    lines.append(f"{said['report.fix']}: {said.general(f'{each.code}.fix')}")
    return "\n".join(lines)
