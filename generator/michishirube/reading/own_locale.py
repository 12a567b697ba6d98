"""The project's own `locales/<language>/*.toml`, which override bundled messages key by key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from michishirube.diagnostics import Diagnostics, Span
from michishirube.i18n.guide_words import PARTS
from michishirube.i18n.messages import base
from michishirube.model.guide import OwnWord
from michishirube.model.kinds import LOCALES
from michishirube.reading.source_file import SourceFile, read_text
from michishirube.support.litter import is_litter

_AT = re.compile(r" \(at line (\d+), column (\d+)\)$")


def read(
    root: Path, language: str, diagnostics: Diagnostics
) -> tuple[tuple[OwnWord, ...], dict[str, SourceFile]]:
    """Return the words for a language and the files that they stand in.

    Files of other languages and catalogues have no effect, which is reported.
    """
    words: list[OwnWord] = []
    files: dict[str, SourceFile] = {}
    wanted = {
        f"{LOCALES}/{tag}/{part}.toml": part for tag in (base(language), language) for part in PARTS
    }
    # The region's words, `fr-CA`, come after those of the language and take their place.
    for path in sorted((root / LOCALES).rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_dir() or is_litter(name):
            continue
        if name not in wanted:
            diagnostics.error("unread-file", Span.of_file(name))
            continue
        source = read_text(path, name, diagnostics)
        files[name] = source or SourceFile(name, "")
        if source is not None:
            words += _words(source, wanted[name], diagnostics)
    return tuple(words), files


def _words(source: SourceFile, part: str, diagnostics: Diagnostics) -> Iterator[OwnWord]:
    try:
        table = tomllib.loads(source.readable)
    except tomllib.TOMLDecodeError as problem:
        found = _AT.search(str(problem))
        line, column = (int(found[1]), int(found[2])) if found else (1, 1)
        reason = str(problem)[: found.start()] if found else str(problem)
        span = Span(source.path, line, column, line, column)
        diagnostics.error("locale-syntax", span, reason=reason)
        return
    for key, text in _flat(table):
        yield OwnWord(part, key, text, _span(source, key))


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


def _span(source: SourceFile, key: str) -> Span:
    """Return where a key is written, as far as that can be seen without a parser that says so."""
    name = re.escape(key.rpartition(".")[2])
    written = re.compile(rf"""^\s*(?:[\w."'-]+\.)?["']?{name}["']?\s*=""")
    for number, line in enumerate(source.lines, 1):
        if found := written.match(line):
            return Span(source.path, number, 1, number, found.end())
    return Span.of_file(source.path)
