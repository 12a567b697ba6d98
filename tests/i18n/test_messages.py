"""The locales hold the words that something says, and no others."""

from __future__ import annotations

import ast
import dataclasses
import errno
import functools
import re
import typing
from collections.abc import Iterator
from pathlib import Path

import pytest

from michishirube import model
from michishirube.checks import letter_lint
from michishirube.i18n import messages
from michishirube.model.kinds import KINDS
from tests.conftest import ROOT

PARTS = sorted(path.stem for path in (messages.LOCALES / "en").glob("*.toml"))
_PART = r"(?:[\w-]+(?:\.[\w-]+)*)"


@functools.cache
def sources() -> dict[Path, str]:
    """The program, its templates and scripts: whatever can say a word."""
    folders = (ROOT / "generator", ROOT / "templates", ROOT / ".github")
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    endings = (".py", ".js", ".html")
    drafts = ROOT / "generator/michishirube/editing/new_project/files"
    return {
        path: path.read_text(encoding="utf-8")
        for path in files
        if path.suffix in endings or path.parent == drafts
    }


def _in_python(text: str) -> Iterator[list[str | None]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.JoinedStr):
            yield [
                str(each.value) if isinstance(each, ast.Constant) else None for each in node.values
            ]


def _in_templates(text: str) -> Iterator[list[str | None]]:
    for found in re.findall(r"`([^`\n]*\$\{[^`\n]*)`", text):
        parts = re.split(r"\$\{([^}]*)\}", found)
        yield [None if at % 2 else part for at, part in enumerate(parts)]
    for before, whole, after in re.findall(r"""(~ *)?["']([\w.-]+)["']( *~)?""", text):
        if before or after:
            yield [*([None] if before else []), whole, *([None] if after else [])]


@functools.cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """Keys that are put together at run time, with a group for each part that isn't known."""
    found = set()
    for path, text in sources().items():
        for pieces in (_in_python if path.suffix == ".py" else _in_templates)(text):
            known = "".join(each for each in pieces if each)
            if re.search("[a-z]{2}", known) and re.fullmatch(r"[\w.-]+", known):
                parts = (f"({_PART})" if each is None else re.escape(each) for each in pieces)
                found.add("".join(parts))
    return tuple(map(re.compile, sorted(found)))


@functools.cache
def spoken() -> tuple[frozenset[str], frozenset[str]]:
    """Every row of words with dots between, and every single word, of the sources."""
    whole = "\n".join(sources().values())
    rows = {*re.findall(r"[\w-]+(?:\.[\w-]+)*", whole), *errno.errorcode.values()}
    rows |= {f"theme.{name}" for name in re.findall(r"said(?:\.|\[.)([\w-]+)", whole)}
    toggles = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    rows |= {f"theme.{name}" for name in re.findall(r"name: ([\w-]+)", toggles)}
    words = {*re.findall(r"[\w-]+", whole), *map(str, range(1, 13)), *errno.errorcode.values()}
    return frozenset(rows), frozenset(words | {*letter_lint.CODES})


def is_used(key: str) -> bool:
    rows, words = spoken()
    if key in rows or re.sub(r"\.(one|other)$", "", key) in rows:
        return True
    for pattern in patterns():
        found = pattern.fullmatch(key.removeprefix("theme.")) or pattern.fullmatch(key)
        if found and all(word in words for part in found.groups() for word in part.split(".")):
            return True
    return False


NOT_SAID = ("format", "notation", "prose")
"""What is read by parsers and checks, and not said to anybody."""


@pytest.mark.parametrize("part", [part for part in PARTS if part not in NOT_SAID])
def test_everything_in_the_locales_is_said_somewhere(part: str) -> None:
    assert [key for key in messages.load("en", part) if not is_used(key)] == []


def test_what_is_told_of_the_format_is_in_the_format() -> None:
    records = {name: each for name, each in vars(model).items() if isinstance(each, type)}
    known = {f"file.{kind.name}" for kind in KINDS} | {"file.documents", "Record.was"}
    for name, record in records.items():
        if issubclass(record, model.Record):
            known |= {f"{name}.{each.name}" for each in dataclasses.fields(record)}
            known.add(f"{name}.about")
            hints = typing.get_type_hints(record).values()
            known |= {f"option.{option}" for hint in hints for option in _options(hint)}
    told = {key if key.startswith("option.") else key.rpartition(".")[0] for key in _format()}
    assert told - known == set()


def _format() -> list[str]:
    return [*messages.load("en", "format")]


def _options(hint: object) -> Iterator[str]:
    if typing.get_origin(hint) is typing.Literal:
        yield from typing.get_args(hint)
    for each in typing.get_args(hint):
        yield from _options(each)


def test_contributors_read_the_word_that_readers_search_for() -> None:
    """One word for what is copied and sent, 文例; the other may be typed for a key."""
    locale = messages.LOCALES / "ja"
    files = [*locale.rglob("*.toml"), *locale.rglob("*.md"), *(ROOT / "docs").glob("*.md")]
    files += [ROOT / "CONTRIBUTING.md", ROOT / "README.md"]
    found = [
        f"{path.name}:{number}: {line}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "手紙" in re.sub('also = "[^"]*"', "", line)
    ]
    assert len(files) > 20
    assert found == []
