"""`guide explain`: more about a code that the check reports."""

from __future__ import annotations

import click

from generator import explanations, words
from generator.cli.common import language_option
from generator.diagnostics import nearest


@click.command("explain")
@click.argument("code", required=False)
@language_option
def command(code: str | None, lang: str | None) -> None:
    """Say more about a CODE, with a bad and a good example; without it, list all codes."""
    language = lang or "ja"
    said = words.load(language, "diagnostics")
    known = explanations.load(language)
    if code is None:
        for each in known.values():
            click.echo(f"{each.code}\t{said.general(f'{each.code}.message')}")
        return
    if code not in known:
        near = nearest(code, known)
        asked = said("report.suggestion", suggestion=near) if near else ""
        raise click.UsageError(f"{code!r}: {asked}".rstrip(": "))
    click.echo(_page(known[code], said))


def _page(each: explanations.Explanation, said: words.Words) -> str:
    lines = [f"{each.code}: {said.general(f'{each.code}.message')}", "", each.text, ""]
    for example, key in ((each.bad, "report.bad"), (each.good, "report.good")):
        lines += [f"{said[key]} {example.path}{example.note(said)}", ""]
        lines += [f"    {line}".rstrip() for line in example.text.split("\n")]
        lines.append("")
    lines.append(f"{said['report.fix']}: {said.general(f'{each.code}.fix')}")
    return "\n".join(lines)
