"""`guide schema`: writes the JSON Schemas that editors use for completion and validation."""

from __future__ import annotations

import codecs
from functools import partial
from pathlib import Path

import click

from michishirube.cli.common import language_option, refusals, root_option, words_of
from michishirube.model.kinds import WITH_SCHEMA
from michishirube.reading.json_schema import is_schema, schemas
from michishirube.reading.source_file import MAX_BYTES
from michishirube.support import files, outputs
from michishirube.support.litter import is_litter


@click.command("schema")
@root_option
@language_option
@click.option(
    "--lines", is_flag=True, help="Also put the line that names the schema at the head of files."
)
def command(root: Path, lang: str | None, *, lines: bool) -> None:
    """Write schemas/*.json, by which editors complete and explain keys."""
    for name, text in schemas(words_of(root, lang, "format")).items():
        with refusals(root, lang):
            outputs.write_source(root, name, text.encode(), partial(is_schema, name=name))
        click.echo(name)
    if lines:
        with refusals(root, lang):
            for name in add_lines(root):
                click.echo(name)


def add_lines(root: Path) -> list[str]:
    """Add the comment that names the schema to files without one; return the changed paths."""
    changed = []
    for kind in WITH_SCHEMA:
        for path in sorted(root.glob(kind.pattern)):
            name = path.relative_to(root).as_posix()
            if is_litter(name) or path.is_symlink():
                continue
            data = files.read(path, MAX_BYTES)
            if b"yaml-language-server:" in data:
                continue
            mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
            line = f"{kind.schema_line(name)}\n".encode()
            outputs.write_source(root, name, mark + line + data.removeprefix(mark))
            changed.append(name)
    return changed
